/** Which targets have, or lately had, which address: asked for every packet, so answers are made beforehand. */
import { NOBODY } from "./name-resolver";

interface Claim {
  readonly targetId: string;
  /** Monotonic milliseconds; Infinity while DNS says so. */
  readonly untilMs: number;
}

/** An address that DNS gave up stays the target's for running dialogs (a sealed token is asked for besides). */
const FORMER_MS = 4 * 3_600_000;
/** Former addresses of one owner that are remembered: a zone that changes every second fills nothing. */
const MOST_FORMER = 64;

export class AddressIndex {
  readonly #claims = new Map<string, Map<string, Claim>>();
  readonly #answers = new Map<string, readonly string[]>();
  readonly #current = new Map<string, ReadonlySet<string>>();
  readonly #former = new Map<string, string[]>();

  targetsAt(address: string): readonly string[] {
    return this.#answers.get(address) ?? NOBODY;
  }

  /** These are the addresses of an owner (one way to look a target up) from now on. */
  set(owner: string, targetId: string, addresses: readonly string[], nowMs: number): void {
    const before = this.#current.get(owner);
    const now = new Set(addresses);
    if (before === undefined && now.size === 0) return;
    for (const address of now) {
      if (!before?.has(address)) this.#claim(address, owner, { targetId, untilMs: Infinity });
    }
    for (const address of before ?? []) {
      if (now.has(address)) continue;
      this.#claim(address, owner, { targetId, untilMs: nowMs + FORMER_MS });
      this.#remember(owner, address);
    }
    if (now.size === 0) this.#current.delete(owner);
    else this.#current.set(owner, now);
  }

  /** Forgets what ended. Call it about once a minute. */
  sweep(nowMs: number): void {
    for (const [owner, addresses] of this.#former) {
      const left = addresses.filter((address) => {
        const claim = this.#claims.get(address)?.get(owner);
        if (claim === undefined || claim.untilMs === Infinity) return false;
        if (nowMs < claim.untilMs) return true;
        this.#drop(address, owner);
        return false;
      });
      if (left.length === 0) this.#former.delete(owner);
      else this.#former.set(owner, left);
    }
  }

  #remember(owner: string, address: string): void {
    const former = (this.#former.get(owner) ?? []).filter((one) => one !== address);
    former.push(address);
    while (former.length > MOST_FORMER) {
      const oldest = former.shift();
      if (oldest !== undefined && !this.#current.get(owner)?.has(oldest)) this.#drop(oldest, owner);
    }
    this.#former.set(owner, former);
  }

  #claim(address: string, owner: string, claim: Claim): void {
    const claims = this.#claims.get(address) ?? new Map<string, Claim>();
    claims.set(owner, claim);
    this.#claims.set(address, claims);
    this.#answer(address, claims);
  }

  #drop(address: string, owner: string): void {
    const claims = this.#claims.get(address);
    if (claims === undefined) return;
    claims.delete(owner);
    if (claims.size === 0) this.#claims.delete(address);
    this.#answer(address, claims);
  }

  #answer(address: string, claims: ReadonlyMap<string, Claim>): void {
    if (claims.size === 0) this.#answers.delete(address);
    else {
      this.#answers.set(address, [...new Set([...claims.values()].map((one) => one.targetId))]);
    }
  }
}
