/** Client transactions by the number in their branch: an array, so that a response costs no hashing. */
import { branchId, formatBranch } from "@/lib/sip/own-branch";
import type { ClientTransaction } from "./transaction";

export class ClientTable<C> {
  readonly #slots: (ClientTransaction<C> | null)[] = [];
  readonly #free: number[] = [];

  /** Ids in use. */
  get size(): number {
    return this.#slots.length - this.#free.length;
  }

  *values(): Generator<ClientTransaction<C>> {
    for (const transaction of this.#slots) if (transaction !== null) yield transaction;
  }

  /** Takes a free id; follow with `put`. */
  takeId(): number {
    const id = this.#free.pop();
    if (id !== undefined) return id;
    this.#slots.push(null);
    return this.#slots.length - 1;
  }

  /** The branch of an id with fresh random bits. */
  branchOf(id: number, random32: () => number, suffix: string): string {
    return formatBranch({ id, high: random32() >>> 0, low: random32() >>> 0, suffix });
  }

  put(transaction: ClientTransaction<C>): void {
    this.#slots[transaction.id] = transaction;
  }

  /** The transaction of a response: id and random bits must both be right, and CANCEL shares its INVITE's branch (§17.1.3). */
  get(branch: string, cseqMethod: string): ClientTransaction<C> | null {
    const id = branchId(branch);
    if (id === -1) return null;
    const transaction = this.#slots[id] ?? null;
    if (transaction === null || transaction.branch !== branch) return null;
    if (transaction.method === cseqMethod) return transaction;
    return cseqMethod === "CANCEL" ? transaction.cancelling : null;
  }

  release(id: number): void {
    this.#slots[id] = null;
    this.#free.push(id);
  }
}
