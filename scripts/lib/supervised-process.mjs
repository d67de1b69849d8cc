// One long-running child process: started, watched, waited for, ended.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { readableLine } from "./readable-log.mjs";

const END_WITH_PARENT = new URL("./end-with-parent.mjs", import.meta.url).href;

/**
 * @typedef {object} ProcessPlan
 * @property {string} name stands before each line of its output
 * @property {string[]} args of node
 * @property {NodeJS.ProcessEnv} env
 * @property {(line: string) => void} [onLine] sees each line of its output as it came
 */

export class SupervisedProcess {
  #child;
  #write;

  /**
   * @param {ProcessPlan} plan
   * @param {(text: string) => void} [write]
   */
  constructor(plan, write = (text) => process.stdout.write(text)) {
    this.name = plan.name;
    this.#write = write;
    this.#child = spawn(process.execPath, ["--import", END_WITH_PARENT, ...plan.args], {
      env: { ...plan.env, SUPERVISOR_PID: String(process.pid) },
      stdio: ["pipe", "pipe", "pipe"],
      // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which ends all in order.
      detached: true,
    });
    // It may end before it reads.
    this.#child.stdin.on("error", () => {});
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        plan.onLine?.(line);
        this.#print(line);
      });
    }
    /** @type {Promise<string>} how it ended, in words; never rejects */
    this.ended = new Promise((resolve) => {
      this.#child.once("error", (error) => resolve(`could not be started (${error.message})`));
      this.#child.once("close", (code, signal) =>
        resolve(code === null ? `ended by ${signal}` : `ended with exit code ${code}`),
      );
    });
  }

  /** @returns {number | undefined} */
  get pid() {
    return this.#child.pid;
  }

  /** @returns {boolean} */
  get isRunning() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /**
   * Asks it to end, and ends it and all it started by force after `limitMs`.
   *
   * @param {number} limitMs
   * @param {AbortSignal} hurry aborted: by force at once
   * @returns {Promise<boolean>} false: force was needed
   */
  async stop(limitMs, hurry) {
    if (!this.isRunning) {
      this.#signalGroup("SIGKILL"); // what it left behind
      return true;
    }
    this.#child.kill("SIGTERM");
    const force = () => this.#signalGroup("SIGKILL");
    const timer = setTimeout(force, limitMs);
    hurry.addEventListener("abort", force, { once: true });
    if (hurry.aborted) force();
    await this.ended;
    clearTimeout(timer);
    hurry.removeEventListener("abort", force);
    const wasForced = this.#child.signalCode === "SIGKILL";
    this.#signalGroup("SIGKILL");
    return !wasForced;
  }

  #signalGroup(signal) {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch (error) {
      if (error.code !== "ESRCH") throw error; // nobody of the group is left
    }
  }

  #print(line) {
    const prefix = `${this.name.padEnd(9)} │ `;
    for (const part of readableLine(line).split("\n")) this.#write(`${prefix}${part}\n`);
  }
}
