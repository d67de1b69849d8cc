/** When each SIP credential was last used, until Postgres has it: one entry a credential, however many calls. */
import type { CredentialUse } from "@/lib/db/credential-uses";

export class CredentialUses {
  #waiting = new Map<string, number>();
  #writing: Promise<void> = Promise.resolve();

  constructor(readonly write: (uses: readonly CredentialUse[]) => Promise<void>) {}

  note(credentialId: string, usedMs: number): void {
    this.#waiting.set(credentialId, Math.max(usedMs, this.#waiting.get(credentialId) ?? 0));
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
      await this.write([...taken].map(([credentialId, usedMs]) => ({ credentialId, usedMs })));
    } catch {
      // Postgres is away, and others say so.
      for (const [credentialId, usedMs] of taken) this.note(credentialId, usedMs);
    }
  }
}
