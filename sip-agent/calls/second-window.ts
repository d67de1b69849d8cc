/** Counts what happened within the last second, to the instant: no clock second within which twice the limit would fit. */

const WINDOW_MS = 1_000;
/** Times that have left the window are cut off in one go. */
const CUT_AFTER = 1_024;

export class SecondWindow {
  /** Ascending; those before `#first` have left the window. */
  #times: number[] = [];
  #first = 0;

  add(nowMs: number): void {
    this.#times.push(nowMs);
  }

  /** How many were added after `nowMs` − 1 s. `nowMs` never goes back. */
  count(nowMs: number): number {
    const leftAt = nowMs - WINDOW_MS;
    const times = this.#times;
    while (this.#first < times.length && (times[this.#first] ?? 0) <= leftAt) this.#first += 1;
    if (this.#first === times.length || this.#first > CUT_AFTER) {
      this.#times = times.slice(this.#first);
      this.#first = 0;
    }
    return this.#times.length - this.#first;
  }
}
