/** Server transactions by their key, found for requests, ACKs and CANCELs (RFC 3261 §17.2.3, §9.2). */
import { type RequestMatch, transactionKey } from "./request-match";
import type { ServerTransaction } from "./transaction";

export class ServerTable<M, S> {
  readonly #byKey = new Map<string, ServerTransaction<M, S>>();

  get size(): number {
    return this.#byKey.size;
  }

  values(): Iterable<ServerTransaction<M, S>> {
    return this.#byKey.values();
  }

  get(key: string): ServerTransaction<M, S> | null {
    return this.#byKey.get(key) ?? null;
  }

  /** The INVITE that a CANCEL names: same branch and sent-by, same peer. */
  getInvite(match: RequestMatch, peer: string): ServerTransaction<M, S> | null {
    return this.get(transactionKey(match, "INVITE", peer));
  }

  /**
   * The INVITE that an ACK belongs to. Without the cookie the ACK's To tag is the response's, so an INVITE that had
   * none is found without it and the tags are compared after.
   */
  getAcknowledged(match: RequestMatch, peer: string): ServerTransaction<M, S> | null {
    const invite = this.getInvite(match, peer);
    if (invite !== null || match.kind === "branch") return invite;
    const first = this.get(transactionKey(match, "INVITE", peer, ""));
    return first !== null && first.responseToTag === match.toTag ? first : null;
  }

  put(transaction: ServerTransaction<M, S>): void {
    this.#byKey.set(transaction.key, transaction);
  }

  remove(transaction: ServerTransaction<M, S>): void {
    this.#byKey.delete(transaction.key);
  }
}
