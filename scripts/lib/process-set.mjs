// Portal, job worker and sip-agent: started together, waited for, watched, ended together.
import { agentPlan, jobsPlan, PORTAL_HOST, portalPlan } from "./process-plans.mjs";
import { SetupError } from "./setup-error.mjs";
import { SupervisedProcess } from "./supervised-process.mjs";
import { waitUntilHealthy } from "./wait-until-healthy.mjs";

const HEALTH_LIMIT_MS = 60_000;
/** How long an agent that runs may take to read its configuration. */
const READY_LIMIT_MS = 15_000;
/** What it says until then. Any other reason is staff's to mend, an egress address that is not listed say. */
const STILL_READING = /no configuration yet/;
/** On top of the time that calls are given to end. */
const STOP_LIMIT_MS = 5000;

export class ProcessSet {
  #progress;
  /** @type {SupervisedProcess[]} */
  #processes = [];
  #aProcessEnded = new AbortController();
  #reportFailure = (_words) => {};
  /** @type {Promise<string>} in words, which process ended by itself and how; pending as long as all run */
  failure = new Promise((resolve) => {
    this.#reportFailure = resolve;
  });

  /** @param {import("./progress.mjs").Progress} progress */
  constructor(progress) {
    this.#progress = progress;
  }

  /**
   * Returns when all three answer, or when `stopping` is aborted.
   *
   * @param {import("./process-plans.mjs").Parts} parts
   * @param {AbortSignal} stopping
   * @throws {SetupError} where one ends or does not answer in time; the others run until `stop`
   */
  async start(parts, stopping) {
    const givenUp = AbortSignal.any([
      ...[stopping, this.#aProcessEnded.signal],
      AbortSignal.timeout(HEALTH_LIMIT_MS),
    ]);
    const { portalPort, sipAdminPort } = parts.settings;
    const admin = `http://127.0.0.1:${sipAdminPort}`;
    this.#run(portalPlan(parts));
    this.#run(agentPlan(parts));
    const all = {
      "The portal": waitUntilHealthy(`http://${PORTAL_HOST}:${portalPort}/api/health`, givenUp),
      "The sip-agent": waitUntilHealthy(`${admin}/livez`, givenUp),
      "The job worker": this.#runUntilReadyLine(jobsPlan(parts), givenUp),
    };
    const answers = await Promise.all(Object.values(all));
    if (stopping.aborted) return;
    if (this.#aProcessEnded.signal.aborted) throw new SetupError(`${await this.failure}.`);
    const late = answers.findIndex(({ healthy }) => !healthy);
    if (late >= 0) {
      const seconds = HEALTH_LIMIT_MS / 1000;
      throw new SetupError(
        `${Object.keys(all)[late]} was not ready within ${seconds} s (${answers[late]?.lastAnswer}).`,
      );
    }
    await this.#tellReadiness(`${admin}/readyz`, stopping);
  }

  /**
   * Asks all to end, and waits for it.
   *
   * @param {number} drainSec how long calls are given to end
   * @param {AbortSignal} hurry aborted: by force
   */
  async stop(drainSec, hurry) {
    const limitMs = drainSec * 1000 + STOP_LIMIT_MS;
    const stops = this.#processes.map(async (child) => {
      const endedItself = await child.stop(limitMs, hurry);
      if (!endedItself) this.#progress.say(`${child.name} was ended by force.`);
    });
    await Promise.all(stops);
  }

  #run(plan) {
    const child = new SupervisedProcess(plan, (text) => this.#progress.write(text));
    this.#processes.push(child);
    child.ended.then((how) => {
      this.#reportFailure(`${child.name} ${how}`);
      this.#aProcessEnded.abort();
    });
  }

  /** The job worker listens on no port: it says that it is ready in a line of its log. */
  #runUntilReadyLine(plan, signal) {
    return new Promise((resolve) => {
      const onLine = (line) => {
        if (/"msg":"ready"/.test(line)) resolve({ healthy: true, lastAnswer: "ready" });
      };
      const giveUp = () => resolve({ healthy: false, lastAnswer: "no answer" });
      signal.addEventListener("abort", giveUp, { once: true });
      this.#run({ ...plan, onLine });
    });
  }

  async #tellReadiness(url, stopping) {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(READY_LIMIT_MS)]);
    const isLasting = (body) => !STILL_READING.test(body);
    const { healthy, lastAnswer } = await waitUntilHealthy(url, signal, isLasting);
    if (!healthy && !stopping.aborted) {
      const reason = lastAnswer.replace(/^503 not ready: /, "");
      this.#progress.say(`  The sip-agent takes no calls yet: ${reason}`);
    }
  }
}
