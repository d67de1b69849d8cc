// The schema engine's `cli` subcommands: reach, create and drop a database.
import pg from "pg";
import { addressOfDatabase, connectionError, parseConnection } from "./connection.mjs";
import { logLine } from "./engine-log.mjs";

/**
 * Runs one subcommand and reports on stderr as the native engine does.
 *
 * @param {string} command
 * @param {{ url?: string }} datasource
 * @returns {Promise<number>} exit code
 */
export async function runDatabaseCommand(command, datasource) {
  logLine("INFO", "Starting schema engine CLI"); // the Prisma CLI skips the first line of stderr
  const connection = parseConnection(datasource.url);
  try {
    await perform(command, connection);
    logLine("INFO", "ok");
    return 0;
  } catch (error) {
    const known = /^P\d{4}$/.test(error.code) ? error : connectionError(error, connection);
    logLine("ERROR", known.message, { is_panic: false, error_code: known.code });
    return 1;
  }
}

async function perform(command, connection) {
  switch (command) {
    case "can-connect-to-database":
      return ping(connection);
    case "create-database":
      return createDatabase(connection);
    case "drop-database":
      return withMaintenanceDatabase(
        connection,
        `DROP DATABASE ${pg.escapeIdentifier(connection.database)} WITH (FORCE)`,
      );
    default:
      throw new Error(`unknown subcommand ${command}`);
  }
}

/** @param {import("./connection.mjs").Connection} connection */
export async function ping(connection) {
  const client = new pg.Client({ ...connection.config, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    await client.query("SELECT 1");
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * @param {import("./connection.mjs").Connection} connection
 * @returns {Promise<{ databaseName: string }>}
 * @throws an error with code P1009 where the database is there already
 */
export async function createDatabase(connection) {
  const sql = `CREATE DATABASE ${pg.escapeIdentifier(connection.database)}`;
  try {
    await withMaintenanceDatabase(connection, sql);
  } catch (error) {
    if (error.code !== "42P04") throw error;
    const message = `Database \`${connection.database}\` already exists on the database server`;
    throw Object.assign(new Error(message), { code: "P1009" });
  }
  return { databaseName: connection.database };
}

/** A database cannot be created or dropped from within itself, and not every server has `postgres`. */
async function withMaintenanceDatabase(connection, sql) {
  let lastError;
  for (const database of ["postgres", "template1"]) {
    const client = new pg.Client({ connectionString: addressOfDatabase(connection, database) });
    try {
      await client.connect();
    } catch (error) {
      lastError = error;
      continue;
    }
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
    return;
  }
  throw lastError;
}
