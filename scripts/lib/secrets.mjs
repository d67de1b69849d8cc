// Secrets of one installation: drawn at its first start, kept in a file that only its user can read.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { SetupError } from "./setup-error.mjs";

/**
 * @typedef {object} Secrets
 * @property {{ admin: string, owner: string, portal: string, agent: string }} databasePasswords
 * @property {string} nextAuthSecret signs sessions
 * @property {string} byocSecretKeys key ring, see BYOC_SECRET_KEYS
 * @property {string} demoPassword of the demo accounts
 */

/**
 * @param {string} dataDirectory must exist
 * @returns {string} path of the secrets file
 */
export function secretsFile(dataDirectory) {
  return path.join(dataDirectory, "secrets.json");
}

/**
 * Reads the secrets, or draws them where there is no file yet.
 *
 * @param {string} dataDirectory must exist
 * @param {(bytes: number) => Buffer} [random]
 * @returns {Secrets}
 * @throws {SetupError} where the file is there and is not what this program wrote
 */
export function loadSecrets(dataDirectory, random = randomBytes) {
  const file = secretsFile(dataDirectory);
  if (!fs.existsSync(file)) writeSecrets(file, drawSecrets(random));
  fs.chmodSync(file, 0o600); // a copy or a restored backup may have widened it
  return parseSecrets(fs.readFileSync(file, "utf8"), file);
}

function drawSecrets(random) {
  const draw = (bytes) => random(bytes).toString("base64url");
  return {
    databasePasswords: { admin: draw(24), owner: draw(24), portal: draw(24), agent: draw(24) },
    nextAuthSecret: draw(32),
    byocSecretKeys: `k1:${draw(32)}`,
    demoPassword: draw(9),
  };
}

/** Whole or not at all: what was encrypted with a key that half a file lost is lost too. */
function writeSecrets(file, secrets) {
  const partial = `${file}.${process.pid}`;
  const handle = fs.openSync(partial, "wx", 0o600);
  try {
    fs.writeFileSync(handle, `${JSON.stringify(secrets, null, 2)}\n`);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(partial, file);
}

function parseSecrets(text, file) {
  const secrets = parseJson(text);
  const values = [
    secrets?.databasePasswords?.admin,
    secrets?.databasePasswords?.owner,
    secrets?.databasePasswords?.portal,
    secrets?.databasePasswords?.agent,
    secrets?.nextAuthSecret,
    secrets?.byocSecretKeys,
    secrets?.demoPassword,
  ];
  if (values.every((value) => typeof value === "string" && value !== "")) return secrets;
  throw new SetupError(
    `${file} is damaged: restore it from a backup, for the data beside it cannot be opened without it.`,
  );
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
