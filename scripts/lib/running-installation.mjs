// The note that a running `npm start` leaves for a second start and for the other commands.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { SetupError } from "./setup-error.mjs";

/**
 * @typedef {object} RunningInstallation
 * @property {number} pid of the supervisor
 * @property {string} began tells this process from a later one with the same id
 * @property {InstallationFacts | null} facts null while it starts
 *
 * @typedef {object} InstallationFacts
 * @property {{ owner: string, portal: string, agent: string }} databaseUrls
 * @property {number | null} embeddedPostgresPort null: DATABASE_URL
 * @property {string} secretKeys as BYOC_SECRET_KEYS
 * @property {string} portalUrl
 * @property {string} sipListen as SIP_LISTEN
 * @property {string} agentAdminUrl
 * @property {string} demoPassword
 */

/**
 * Takes the data directory for this process.
 *
 * @param {string} dataDirectory must exist
 * @throws {SetupError} while another process has it
 */
export function claimDataDirectory(dataDirectory) {
  const other = findRunning(dataDirectory);
  if (other !== null) {
    throw new SetupError(
      `Cradle BYOC runs already on ${dataDirectory} (process ${other.pid}): stop it first, or set DATA_DIR to another folder.`,
    );
  }
  const claim = { pid: process.pid, began: processBegan(process.pid), facts: null };
  fs.rmSync(noteFile(dataDirectory), { force: true });
  // "wx": of two that start at once, one gets it.
  fs.writeFileSync(noteFile(dataDirectory), JSON.stringify(claim), { mode: 0o600, flag: "wx" });
}

/**
 * Lets the other commands find what runs here.
 *
 * @param {string} dataDirectory claimed by this process
 * @param {InstallationFacts} facts
 */
export function publishFacts(dataDirectory, facts) {
  const note = { pid: process.pid, began: processBegan(process.pid), facts };
  fs.writeFileSync(noteFile(dataDirectory), JSON.stringify(note), { mode: 0o600 });
}

/** @param {string} dataDirectory */
export function releaseDataDirectory(dataDirectory) {
  fs.rmSync(noteFile(dataDirectory), { force: true });
}

/**
 * @param {string} dataDirectory
 * @returns {RunningInstallation | null}
 */
export function findRunning(dataDirectory) {
  const file = noteFile(dataDirectory);
  if (!fs.existsSync(file)) return null;
  try {
    const note = JSON.parse(fs.readFileSync(file, "utf8"));
    return note.began !== "" && processBegan(note.pid) === note.began ? note : null;
  } catch {
    return null; // cut off while it was written: whoever wrote it is gone
  }
}

/**
 * @param {string} dataDirectory
 * @returns {InstallationFacts}
 * @throws {SetupError} while nothing runs there, or still starts
 */
export function requireRunningFacts(dataDirectory) {
  const facts = findRunning(dataDirectory)?.facts;
  if (facts) return facts;
  throw new SetupError(
    `Nothing runs on ${dataDirectory}: run npm start in another terminal and wait for its "is running".`,
  );
}

function noteFile(dataDirectory) {
  return path.join(dataDirectory, "running.json");
}

/** @returns {string} when a process began, in the system's own words; empty: there is none */
function processBegan(pid) {
  if (process.platform === "linux") {
    try {
      // The 22nd field; the second is the program's name in brackets and may hold spaces.
      const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
      return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
    } catch {
      return "";
    }
  }
  const result = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  return result.stdout.trim();
}
