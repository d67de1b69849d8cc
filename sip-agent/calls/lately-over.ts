/** Record ids of calls that ended lately: two generations, the older one forgotten. */

const PER_GENERATION = 50_000;

export class LatelyOver {
  #young = new Set<string>();
  #old = new Set<string>();

  constructor(readonly perGeneration = PER_GENERATION) {}

  add(recordId: string): void {
    if (this.#young.size >= this.perGeneration) {
      this.#old = this.#young;
      this.#young = new Set();
    }
    this.#young.add(recordId);
  }

  has(recordId: string): boolean {
    return this.#young.has(recordId) || this.#old.has(recordId);
  }
}
