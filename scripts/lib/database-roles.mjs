// Sets up the database server's roles, the database, the job queue's schema and what each role may do.
import { readFileSync } from "node:fs";

const GRANTS = new URL("../database-roles.sql", import.meta.url);

/** Owner for migrations; portal (and job worker) without DDL; agent that reads configuration and inserts records. */
export const DATABASE_ROLES = /** @type {const} */ ({
  owner: "cradle_owner",
  portal: "cradle_portal",
  agent: "cradle_agent",
});

/** @typedef {{ owner: string, portal: string, agent: string }} RolePasswords */

/**
 * Makes the three roles with these passwords, and `database` where it is missing, owned by the owner.
 *
 * @param {string} adminUrl address of a superuser, at any database
 * @param {string} database
 * @param {RolePasswords} passwords
 */
export async function createRolesAndDatabase(adminUrl, database, passwords) {
  await withClient(adminUrl, async (client, pg) => {
    for (const [key, role] of Object.entries(DATABASE_ROLES)) {
      const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
      const verb = rowCount === 0 ? "CREATE" : "ALTER";
      const password = pg.escapeLiteral(passwords[key]);
      await client.query(
        `${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${password}`,
      );
    }
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [
      database,
    ]);
    if (rowCount === 0) {
      const name = pg.escapeIdentifier(database);
      await client.query(`CREATE DATABASE ${name} OWNER ${DATABASE_ROLES.owner}`);
    }
  });
}

/**
 * Makes or upgrades the schema of the job worker's queue.
 *
 * @param {string} ownerUrl
 */
export async function installJobQueue(ownerUrl) {
  const { Logger, runMigrations } = await import("graphile-worker");
  const silent = new Logger(() => () => {});
  await runMigrations({ connectionString: ownerUrl, logger: silent });
}

/**
 * Grants what stands in database-roles.sql. The migrations and the job queue's schema must be there.
 *
 * @param {string} ownerUrl
 */
export async function grantRoles(ownerUrl) {
  const sql = readFileSync(GRANTS, "utf8");
  await withClient(ownerUrl, (client) => client.query(sql));
}

async function withClient(connectionString, use) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await use(client, pg);
  } finally {
    await client.end();
  }
}
