/** Lets the first few of something through in each minute, and counts the rest: for log lines that a flood could cause. */

const MINUTE_MS = 60_000;

export class Seldom {
  #windowStartMs = Number.NEGATIVE_INFINITY;
  #let = 0;
  #held = 0;

  constructor(readonly perMinute: number) {}

  /** The number held back since the last that was let through, or null: hold this one back too. */
  take(nowMs: number): number | null {
    if (nowMs - this.#windowStartMs >= MINUTE_MS) {
      this.#windowStartMs = nowMs;
      this.#let = 0;
    }
    if (this.#let >= this.perMinute) {
      this.#held += 1;
      return null;
    }
    this.#let += 1;
    const held = this.#held;
    this.#held = 0;
    return held;
  }
}
