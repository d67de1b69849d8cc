/** Caps on transactions, in all and per key, so that state stays bounded whatever arrives (security.md 12). */

/** Why there is no transaction: the whole table is full (503 upstream), or this key's share is (480). */
export type TransactionRefusal = "limit-total" | "limit-key";

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

  /** Counts one in, or says why not. `reserve`: may use a fifth beyond both caps, which is kept for running calls. */
  take(key: string | null, reserve: boolean): TransactionRefusal | null {
    const factor = reserve ? 1.2 : 1;
    const held = key === null ? 0 : (this.#perKey.get(key) ?? 0);
    if (this.#total >= this.total * factor) return "limit-total";
    if (key !== null && held >= this.perKey * factor) return "limit-key";
    this.#total += 1;
    if (key !== null) this.#perKey.set(key, held + 1);
    return null;
  }

  /** Counts one out. */
  give(key: string | null): void {
    this.#total -= 1;
    if (key === null) return;
    const held = this.#perKey.get(key) ?? 0;
    if (held <= 1) this.#perKey.delete(key);
    else this.#perKey.set(key, held - 1);
  }
}
