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
  /** Target ids by address, with the number of owners; and the same as lists, made when asked for. */
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #answers = new Map<string, string[]>();
  readonly #current = new Map<string, ReadonlySet<string>>();
  readonly #former = new Map<string, string[]>();

  /** Addresses known. */
  get size(): number {
    return this.#claims.size;
  }

  targetsAt(address: string): readonly string[] {
    const answer = this.#answers.get(address);
    if (answer !== undefined) return answer;
    const counts = this.#counts.get(address);
    if (counts === undefined) return NOBODY;
    const made = [...counts.keys()];
    this.#answers.set(address, made);
    return made;
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
    const isNew = !claims.has(owner);
    claims.set(owner, claim);
    this.#claims.set(address, claims);
    if (isNew) this.#count(address, claim.targetId, 1);
  }

  #drop(address: string, owner: string): void {
    const claims = this.#claims.get(address);
    const claim = claims?.get(owner);
    if (claims === undefined || claim === undefined) return;
    claims.delete(owner);
    if (claims.size === 0) this.#claims.delete(address);
    this.#count(address, claim.targetId, -1);
  }

  /** Of one address there may be thousands of names: adding one more does not cost them all. */
  #count(address: string, targetId: string, by: number): void {
    const counts = this.#counts.get(address) ?? new Map<string, number>();
    const before = counts.get(targetId) ?? 0;
    if (before + by > 0) {
      counts.set(targetId, before + by);
      if (before === 0) this.#answers.get(address)?.push(targetId);
    } else {
      counts.delete(targetId);
      this.#answers.delete(address);
    }
    if (counts.size === 0) this.#counts.delete(address);
    else this.#counts.set(address, counts);
  }
}
