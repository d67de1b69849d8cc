// A throwaway cluster's migrated template database, kept between runs while migrations and Postgres stay the same.
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { createRolesAndDatabase, DATABASE_ROLES } from "./database-roles.mjs";
import { findPostgresBinaries } from "./postgres-binaries.mjs";
import { setUpDatabase } from "./set-up-database.mjs";

/** Database that every test database is a copy of. */
export const TEMPLATE = "cradle_template";

const CACHE = "node_modules/.cache/template-cluster";
const PASSWORDS_FILE = "passwords.json";

/** @typedef {{ admin: string, owner: string, portal: string, agent: string }} ClusterPasswords */

/**
 * Copies the kept cluster into `directory`, if one fits this version.
 *
 * @param {string} directory
 * @returns {ClusterPasswords} of the kept cluster, or new ones for a cluster still to be made
 */
export function restoreTemplateCluster(directory) {
  const kept = path.join(CACHE, fingerprint());
  const file = path.join(kept, PASSWORDS_FILE);
  if (!fs.existsSync(file)) {
    const draw = () => randomBytes(18).toString("base64url");
    return { admin: draw(), owner: draw(), portal: draw(), agent: draw() };
  }
  copyWithOwner(path.join(kept, "data"), path.join(directory, "data"));
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

/**
 * Makes the template database where the cluster has none, and keeps the cluster for the next run.
 *
 * @param {import("./embedded-postgres.mjs").EmbeddedPostgres} cluster a running one
 * @param {ClusterPasswords} passwords
 */
export async function buildTemplateCluster(cluster, passwords) {
  const kept = path.join(CACHE, fingerprint());
  if (fs.existsSync(path.join(kept, PASSWORDS_FILE))) return;
  await createRolesAndDatabase(cluster.url("postgres"), TEMPLATE, passwords);
  await setUpDatabase(cluster.url(TEMPLATE, DATABASE_ROLES.owner, passwords.owner));
  await cluster.stop();
  keep(cluster.dataDirectory, kept, passwords);
  await cluster.start();
}

/** Two runs may keep at once: each writes beside the place, and the first to move there wins. */
function keep(data, kept, passwords) {
  fs.mkdirSync(CACHE, { recursive: true });
  for (const name of fs.readdirSync(CACHE)) {
    if (name.includes(".")) continue; // being made by another run
    fs.rmSync(path.join(CACHE, name), { recursive: true, force: true });
  }
  const partial = `${kept}.${process.pid}`;
  copyWithOwner(data, path.join(partial, "data"));
  fs.writeFileSync(path.join(partial, PASSWORDS_FILE), JSON.stringify(passwords), { mode: 0o600 });
  try {
    fs.renameSync(partial, kept);
  } catch {
    fs.rmSync(partial, { recursive: true, force: true });
  }
}

/** Everything that decides what the template holds. */
function fingerprint() {
  const hash = createHash("sha256").update(String(findPostgresBinaries().major));
  const files = ["package-lock.json", "scripts/database-roles.sql"];
  for (const name of fs
    .readdirSync("prisma/migrations", { recursive: true, encoding: "utf8" })
    .sort()) {
    if (name.endsWith(".sql")) files.push(path.join("prisma/migrations", name));
  }
  for (const file of files) hash.update(file).update(fs.readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

/** `cpSync` gives the copy to this process's user, and Postgres starts only on files of its own. */
function copyWithOwner(from, to) {
  fs.cpSync(from, to, { recursive: true });
  const { uid, gid } = fs.statSync(from);
  if (process.getuid?.() !== 0) return;
  fs.chownSync(to, uid, gid);
  for (const name of fs.readdirSync(to, { recursive: true, encoding: "utf8" })) {
    fs.lchownSync(path.join(to, name), uid, gid);
  }
}
