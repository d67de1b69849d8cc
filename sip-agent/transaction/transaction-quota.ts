/**
 * Caps on transactions, in all and per key, so that state stays bounded whatever arrives (security.md 12). A large message
 * counts as several: what is bounded is memory.
 */

/** Why there is no transaction: the whole table is full (503 upstream), or this key's share is (480). */
export type TransactionRefusal = "limit-total" | "limit-key";

/** What one place is for; messages of most calls are below it. */
const PLACE_BYTES = 4_096;

/** The places that a transaction with a message of so many bytes takes. */
export function placesFor(bytes: number): number {
  return 1 + Math.floor(bytes / PLACE_BYTES);
}

export class TransactionQuota {
  readonly #perKey = new Map<string, number>();
  #total = 0;

  constructor(
    readonly total: number,
    readonly perKey: number,
  ) {}

  get used(): number {
    return this.#total;
  }

  /** Keys that hold anything now. */
  get keys(): number {
    return this.#perKey.size;
  }

  /**
   * Counts one in with its places, or says why not. `reserve`: may use a fifth beyond both caps, which is kept for running
   * calls.
   */
  take(key: string | null, reserve: boolean, places = 1): TransactionRefusal | null {
    const factor = reserve ? 1.2 : 1;
    const held = key === null ? 0 : (this.#perKey.get(key) ?? 0);
    if (this.#total >= this.total * factor) return "limit-total";
    if (key !== null && held >= this.perKey * factor) return "limit-key";
    this.#total += places;
    if (key !== null) this.#perKey.set(key, held + places);
    return null;
  }

  /** Counts one out, with as many places as it took. */
  give(key: string | null, places = 1): void {
    this.#total -= places;
    if (key === null) return;
    const held = this.#perKey.get(key) ?? 0;
    if (held <= places) this.#perKey.delete(key);
    else this.#perKey.set(key, held - places);
  }
}
