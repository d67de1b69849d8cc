/** Counts wrong answers of each source, minute by minute, in bounded memory. */

const MINUTE_MS = 60_000;
const MOST_SOURCES = 10_000;

export class WrongAnswers {
  readonly #counts = new Map<string, number>();
  #minute = 0;

  constructor(readonly perMinute: number) {}

  /** Counts one. True if it is one too many. A source that there is no room for is not counted. */
  add(source: string, wallMs: number): boolean {
    const minute = Math.floor(wallMs / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#counts.clear();
    }
    const count = (this.#counts.get(source) ?? 0) + 1;
    if (count === 1 && this.#counts.size >= MOST_SOURCES) return false;
    this.#counts.set(source, count);
    return count > this.perMinute;
  }
}
