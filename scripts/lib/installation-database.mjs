// The database of one installation: the embedded Postgres with its roles, or the one that DATABASE_URL names.
import fs from "node:fs";
import path from "node:path";
import {
  createRolesAndDatabase,
  DATABASE_ROLES,
  grantRoles,
  installJobQueue,
} from "./database-roles.mjs";
import { EmbeddedPostgres } from "./embedded-postgres.mjs";
import { chooseExternalRoles, requireReachable } from "./external-postgres.mjs";
import { migrate } from "./prisma-migrate.mjs";
import { secretsFile } from "./secrets.mjs";
import { SetupError } from "./setup-error.mjs";

const DATABASE = "cradle";

/**
 * @typedef {object} InstallationDatabase
 * @property {string} ownerUrl migrates
 * @property {string} portalUrl portal and job worker
 * @property {string} agentUrl sip-agent
 * @property {boolean} hasOwnRoles whether portal and sip-agent have users of their own
 * @property {EmbeddedPostgres | null} embedded null: DATABASE_URL
 */

/**
 * Begins anew where the first start of this data directory never came to its end: nothing of anyone's is in it yet.
 *
 * @param {string} dataDirectory
 * @returns {Promise<EmbeddedPostgres>} still stopped
 */
async function prepareEmbedded(dataDirectory, secrets) {
  const directory = path.join(dataDirectory, "postgres");
  const password = secrets.databasePasswords.admin;
  const embedded = new EmbeddedPostgres({ directory, password, durable: true });
  if (embedded.exists && isFirstStart(dataDirectory)) {
    await embedded.stop();
    embedded.delete();
  }
  if (!embedded.exists) fs.writeFileSync(firstStartMark(dataDirectory), "");
  return embedded;
}

/** Stands from the making of the cluster until the first start has come to its end. */
function firstStartMark(dataDirectory) {
  return path.join(dataDirectory, "first-start");
}

function isFirstStart(dataDirectory) {
  return fs.existsSync(firstStartMark(dataDirectory));
}

/** @param {string} dataDirectory */
export function firstStartIsOver(dataDirectory) {
  fs.rmSync(firstStartMark(dataDirectory), { force: true });
}

/**
 * @param {string} dataDirectory
 * @throws {SetupError} where a cluster has lost the file with its passwords
 */
export function requireSecretsOfCluster(dataDirectory) {
  const hasCluster = fs.existsSync(path.join(dataDirectory, "postgres"));
  if (!hasCluster || isFirstStart(dataDirectory) || fs.existsSync(secretsFile(dataDirectory)))
    return;
  throw new SetupError(
    `${secretsFile(dataDirectory)} is missing, and the database beside it cannot be opened without it: restore it from a backup, or put ${dataDirectory} aside to begin anew.`,
  );
}

/**
 * @param {import("./settings.mjs").Settings} settings
 * @param {import("./secrets.mjs").Secrets} secrets
 * @returns {Promise<InstallationDatabase>} running, not yet migrated
 */
export async function startDatabase(settings, secrets) {
  if (settings.databaseUrl !== null) {
    await requireReachable(settings.databaseUrl);
    const url = settings.databaseUrl;
    return { ownerUrl: url, portalUrl: url, agentUrl: url, hasOwnRoles: false, embedded: null };
  }
  const embedded = await prepareEmbedded(settings.dataDirectory, secrets);
  await embedded.start();
  try {
    await createRolesAndDatabase(embedded.url("postgres"), DATABASE, secrets.databasePasswords);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  const urlOf = (key) =>
    embedded.url(DATABASE, DATABASE_ROLES[key], secrets.databasePasswords[key]);
  return {
    ownerUrl: urlOf("owner"),
    portalUrl: urlOf("portal"),
    agentUrl: urlOf("agent"),
    hasOwnRoles: true,
    embedded,
  };
}

/**
 * Migrates, and gives every role what it needs.
 *
 * @param {InstallationDatabase} database
 * @param {import("./secrets.mjs").Secrets} secrets
 * @param {AbortSignal} signal
 * @returns {Promise<InstallationDatabase>} with the addresses to use from now on
 */
export async function migrateDatabase(database, secrets, signal) {
  await migrate(database.ownerUrl, signal);
  if (signal.aborted) return database;
  await installJobQueue(database.ownerUrl);
  const ready =
    database.embedded === null ? await chooseExternalRoles(database, secrets) : database;
  if (ready.hasOwnRoles) await grantRoles(ready.ownerUrl);
  return ready;
}
