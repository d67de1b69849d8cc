/** When each SIP credential was last used, and for how many calls, until Postgres has it: one entry a credential. */
import type { CredentialUse } from "@/lib/db/credential-uses";

export class CredentialUses {
  #waiting = new Map<string, CredentialUse>();
  #writing: Promise<void> = Promise.resolve();

  constructor(readonly write: (uses: readonly CredentialUse[]) => Promise<void>) {}

  note(credentialId: string, usedMs: number): void {
    this.#add({ credentialId, usedMs, calls: 1 });
  }

  /** Writes what waits; what cannot be written waits on. Never rejects. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#flush());
    return this.#writing;
  }

  async #flush(): Promise<void> {
    const taken = this.#waiting;
    if (taken.size === 0) return;
    this.#waiting = new Map();
    try {
      await this.write([...taken.values()]);
    } catch {
      // Postgres is away, and others say so.
      for (const use of taken.values()) this.#add(use);
    }
  }

  #add({ credentialId, usedMs, calls }: CredentialUse): void {
    const before = this.#waiting.get(credentialId);
    const latest = Math.max(usedMs, before?.usedMs ?? 0);
    const all = calls + (before?.calls ?? 0);
    this.#waiting.set(credentialId, { credentialId, usedMs: latest, calls: all });
  }
}
