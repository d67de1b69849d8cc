/** Tokens made or opened lately: a call through one agent opens none of its own. Bounded: two generations, the older one forgotten. */
import type { OpenedToken } from "./token/dialog-token";

interface Known {
  /** What `contextOf` says of its binding. */
  readonly context: string;
  readonly opened: OpenedToken;
}

/** A second or two of a busy agent: the ACK, the shortest calls. Opening a token anew costs less than keeping many. */
const PER_GENERATION = 2_000;

export class OpenedTokens {
  #young = new Map<string, Known>();
  #old = new Map<string, Known>();

  constructor(readonly perGeneration = PER_GENERATION) {}

  /** What stands behind this user part, if it is known to be bound to this very dialog. */
  get(user: string, context: string): OpenedToken | null {
    const young = this.#young.get(user);
    const found = young ?? this.#old.get(user);
    if (found === undefined || found.context !== context) return null;
    if (young === undefined) this.#put(user, found);
    return found.opened;
  }

  /** Remembers a token that was made or opened. */
  put(user: string, context: string, opened: OpenedToken): void {
    this.#put(user, { context, opened });
  }

  /** Forgets all: the signalling FQDN, under which tokens are read, has changed. */
  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }

  #put(user: string, known: Known): void {
    if (this.#young.size >= this.perGeneration) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(user, known);
  }
}
