// The note that a running `npm start` leaves for a second start and for the other commands.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { SetupError } from "./setup-error.mjs";

/**
 * @typedef {object} RunningInstallation
 * @property {number} pid of the supervisor
 * @property {string} began tells this process from a later one with the same id
 * @property {Record<string, string>} env what the sip-agent, the demo and the tools need; absent while it starts
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
  const claim = { pid: process.pid, began: processBegan(process.pid), env: {} };
  fs.rmSync(noteFile(dataDirectory), { force: true });
  // "wx": of two that start at once, one gets it.
  fs.writeFileSync(noteFile(dataDirectory), JSON.stringify(claim), { mode: 0o600, flag: "wx" });
}

/**
 * @param {string} dataDirectory
 * @param {Record<string, string>} env
 */
export function publishEnvironment(dataDirectory, env) {
  const note = { pid: process.pid, began: processBegan(process.pid), env };
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
