// Brings a database to this version: migrations, the job queue's schema, what each role may do.
import { grantRoles, installJobQueue } from "./database-roles.mjs";
import { migrate } from "./prisma-migrate.mjs";

/**
 * Safe to run again; the roles must be there.
 *
 * @param {string} ownerUrl
 * @param {AbortSignal} [signal]
 */
export async function setUpDatabase(ownerUrl, signal) {
  await migrate(ownerUrl, signal);
  await installJobQueue(ownerUrl);
  await grantRoles(ownerUrl);
}
