/** Remembers keys for a while, in bounded memory: whether something came before. */

const MOST_KEYS = 10_000;

export class SeenLately {
  #young = new Set<string>();
  #old = new Set<string>();
  #turnAtMs = 0;

  /** Keys are remembered for `forMs` to twice as long. */
  constructor(readonly forMs: number) {}

  /** True the first time; full memory forgets the older half early. */
  isNew(key: string, nowMs: number): boolean {
    if (nowMs >= this.#turnAtMs || this.#young.size >= MOST_KEYS) {
      this.#old = nowMs >= this.#turnAtMs + this.forMs ? new Set() : this.#young;
      this.#young = new Set();
      this.#turnAtMs = nowMs + this.forMs;
    }
    if (this.#young.has(key) || this.#old.has(key)) return false;
    this.#young.add(key);
    return true;
  }
}
