// Installs the packages of package-lock.json where they are missing or differ from it.
import fs from "node:fs";
import { runCommand } from "./run-command.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * Compares what the lock file asks for with what npm recorded as installed; builtins only.
 *
 * @param {string} [root]
 * @returns {boolean} whether `npm ci` would change nothing that matters here
 */
export function dependenciesFit(root = ".") {
  const wanted = packagesOf(`${root}/package-lock.json`);
  const installed = packagesOf(`${root}/node_modules/.package-lock.json`);
  if (wanted === null || installed === null) return false;
  for (const [location, entry] of Object.entries(wanted)) {
    // An optional one may be another platform's. The lock file's first entry is this project itself.
    if (location === "" || (entry.optional && !installed[location])) continue;
    if (installed[location]?.version !== entry.version) return false;
    if (installed[location]?.integrity !== entry.integrity) return false;
  }
  return Object.keys(installed).every((location) => wanted[location] !== undefined);
}

/**
 * @param {AbortSignal} signal
 * @throws {SetupError} with what npm said
 */
export async function installDependencies(signal) {
  // With dev packages whatever NODE_ENV says: the build needs them.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const result = await runCommand("npm", args, { signal });
  if (result.code !== 0 && !signal.aborted) {
    throw new SetupError(`npm ci failed:\n${result.output.trim()}`);
  }
}

function packagesOf(file) {
  if (!fs.existsSync(file)) return null;
  return JSON.parse(fs.readFileSync(file, "utf8")).packages;
}
