/** Tokens opened lately: a dialog's requests open theirs once. Bounded: two generations, the older one forgotten. */
import type { DialogToken } from "./token/dialog-token";

interface Opened {
  readonly binding: string;
  readonly token: DialogToken;
}

const PER_GENERATION = 20_000;

export class OpenedTokens {
  #young = new Map<string, Opened>();
  #old = new Map<string, Opened>();

  constructor(readonly perGeneration = PER_GENERATION) {}

  /** The token behind this user part if it was opened for this very dialog. */
  get(user: string, binding: string): DialogToken | null {
    const young = this.#young.get(user);
    const found = young ?? this.#old.get(user);
    if (found === undefined || found.binding !== binding) return null;
    if (young === undefined) this.#put(user, found);
    return found.token;
  }

  /** Remembers a token that opened. */
  put(user: string, binding: string, token: DialogToken): void {
    this.#put(user, { binding, token });
  }

  /** Forgets all: the signalling FQDN, under which tokens are read, has changed. */
  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }

  #put(user: string, opened: Opened): void {
    if (this.#young.size >= this.perGeneration) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(user, opened);
  }
}
