/** Rule 6 `overload`: how many new calls a second are taken while the process is busy all the time. Pure. */

export interface AdmissionLimits {
  /** Busy share, 0 to 1, above which there is too much to do. 1 or more: calls are never refused. */
  readonly busy: number;
}

/** Readings in a row above the limit before calls are refused: one alone may be a collection or a new configuration. */
const READINGS_TO_BEGIN = 3;
/** Readings in a row with nothing refused before all calls are taken again. */
const READINGS_TO_END = 20;
/** Below this part of the limit more calls are tried; between it and the limit the rate stays. */
const ROOM = 0.93;
const FEWER = 0.85;
const MORE = 1.05;
/**
 * Calls a second that are taken however busy the process is. They cost a few hundredths of a processor: what keeps it busy
 * below that is no call (a start, a machine that gives it little time), and refusing some would mend nothing.
 */
const LEAST_PER_SEC = 100;
/** What may be taken at once: a tenth of a second's calls, or a handful. */
const BURST_SEC = 0.1;
const LEAST_BURST = 20;
const SECOND_MS = 1_000;

/**
 * A token bucket whose rate follows how busy the process is: down by 15 % a reading while it has no time left, up by 5 % while
 * it has. Calls that are up, and all that ends them, are not asked about: they are served by what is refused here.
 */
export class CallAdmission {
  readonly #busy: number;
  #isLimiting = false;
  #perSec = Number.POSITIVE_INFINITY;
  #left = 0;
  #filledMs = 0;
  #readMs = 0;
  #taken = 0;
  #refusedOfReading = 0;
  #busyReadings = 0;
  #quietReadings = 0;
  /** Calls refused since start. */
  refused = 0;

  /** `nowMs`: monotonic, as everywhere below. */
  constructor({ busy }: AdmissionLimits, nowMs: number) {
    this.#busy = busy;
    this.#readMs = nowMs;
  }

  /** Calls a second that are taken now; infinite where none is refused. */
  get perSec(): number {
    return this.#perSec;
  }

  /** Asked once for each new call; false if it is one too many. */
  take(nowMs: number): boolean {
    if (this.#isLimiting) {
      const filled = this.#left + ((nowMs - this.#filledMs) * this.#perSec) / SECOND_MS;
      this.#left = Math.min(filled, this.#burst);
      this.#filledMs = nowMs;
      if (this.#left < 1) {
        this.refused += 1;
        this.#refusedOfReading += 1;
        return false;
      }
      this.#left -= 1;
    }
    this.#taken += 1;
    return true;
  }

  /** Takes a reading, about ten times a second: the share of the time since the last one in which there was work. */
  read(busy: number, nowMs: number): void {
    const seconds = Math.max(nowMs - this.#readMs, 1) / SECOND_MS;
    const takenPerSec = this.#taken / seconds;
    const hasRefused = this.#refusedOfReading > 0;
    this.#readMs = nowMs;
    this.#taken = 0;
    this.#refusedOfReading = 0;
    const isBusy = this.#busy < 1 && busy > this.#busy;
    this.#busyReadings = isBusy ? this.#busyReadings + 1 : 0;
    if (!this.#isLimiting) {
      if (this.#busyReadings >= READINGS_TO_BEGIN) this.#begin(takenPerSec, nowMs);
      return;
    }
    this.#quietReadings = isBusy || hasRefused ? 0 : this.#quietReadings + 1;
    if (this.#quietReadings >= READINGS_TO_END) this.#end();
    else if (isBusy) this.#perSec = Math.max(LEAST_PER_SEC, this.#perSec * FEWER);
    // A rate that nobody uses is not raised: nothing would show that it is too high.
    else if (hasRefused && busy < this.#busy * ROOM) this.#perSec *= MORE;
  }

  #begin(takenPerSec: number, nowMs: number): void {
    this.#isLimiting = true;
    this.#perSec = Math.max(LEAST_PER_SEC, takenPerSec * FEWER);
    this.#left = this.#burst;
    this.#filledMs = nowMs;
    this.#quietReadings = 0;
  }

  get #burst(): number {
    return Math.max(LEAST_BURST, this.#perSec * BURST_SEC);
  }

  #end(): void {
    this.#isLimiting = false;
    this.#perSec = Number.POSITIVE_INFINITY;
    this.#busyReadings = 0;
  }
}
