// Runs one program to its end and keeps what it said.
import { spawn } from "node:child_process";

/**
 * @typedef {object} CommandResult
 * @property {number | null} code exit code; null: ended by a signal
 * @property {NodeJS.Signals | null} signal
 * @property {string} output stdout and stderr as they came
 * @property {string} stdout
 */

/**
 * Never rejects for an exit code: a program that cannot be started rejects with the system's error.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @param {number} [options.uid]
 * @param {number} [options.gid]
 * @param {boolean} [options.ignoreOutput] for a program that leaves a daemon behind, which would keep the pipes open
 * @param {boolean} [options.show] pass its output on to this process's own
 * @param {AbortSignal} [options.signal] ends the program and all it started
 * @returns {Promise<CommandResult>}
 */
export function runCommand(file, args, options = {}) {
  const { ignoreOutput = false, show = false, signal, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      resolve({ code: null, signal: "SIGTERM", output: "", stdout: "" });
      return;
    }
    const output = [];
    const stdout = [];
    const child = spawn(file, args, {
      ...spawnOptions,
      // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which ends the whole group.
      detached: true,
      stdio: ignoreOutput ? "ignore" : ["ignore", "pipe", "pipe"],
    });
    const abort = () => endGroup(child.pid);
    signal?.addEventListener("abort", abort, { once: true });
    child.stdout?.on("data", (chunk) => {
      stdout.push(chunk);
      output.push(chunk);
      if (show) process.stdout.write(chunk);
    });
    child.stderr?.on("data", (chunk) => {
      output.push(chunk);
      if (show) process.stderr.write(chunk);
    });
    child.once("error", reject);
    child.once(ignoreOutput ? "exit" : "close", (code, endedBy) => {
      signal?.removeEventListener("abort", abort);
      resolve({
        code,
        signal: endedBy,
        output: Buffer.concat(output).toString("utf8"),
        stdout: Buffer.concat(stdout).toString("utf8"),
      });
    });
  });
}

function endGroup(pid) {
  try {
    if (pid) process.kill(-pid, "SIGTERM");
  } catch (error) {
    if (error.code !== "ESRCH") throw error; // it has ended already
  }
}
