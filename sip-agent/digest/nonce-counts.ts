/** Which nonce-counts were used (RFC 7616 §3.4): each once, in any order within a window, in bounded memory. */

/** Counts below the highest by so many are taken as used: UDP reorders a few, not more. */
const WINDOW = 32;
/** Nonces of one second are forgotten together. */
const SECOND_MS = 1_000;

interface Used {
  highest: number;
  /** Bit n: `highest - n` was used. */
  below: number;
}

export class NonceCounts {
  /** By the second in which they end, oldest first as a rule. */
  readonly #bySecond = new Map<number, Map<string, Used>>();
  #size = 0;
  /** Seconds up to this one were forgotten: should the clock be set back by less than a lifetime, their nonces stay ended. */
  #forgotten = 0;

  /** Only right answers make an entry: at one a nonce, `most` is the calls of a nonce's lifetime. */
  constructor(readonly most: number) {}

  get size(): number {
    return this.#size;
  }

  /**
   * Uses the count of a nonce that is good until `endsMs`; false if it was used before, or may have been. Nothing is
   * forgotten before its nonce has ended: where there is no room, the answer is false, and the caller asks anew.
   */
  take(nonce: string, count: number, endsMs: number, wallMs: number): boolean {
    if (count < 1 || wallMs >= endsMs) return false;
    this.#forgetEnded(wallMs);
    const second = Math.ceil(endsMs / SECOND_MS);
    if (second <= this.#forgotten) return false;
    let nonces = this.#bySecond.get(second);
    const used = nonces?.get(nonce);
    if (used !== undefined) return markUsed(used, count);
    if (this.#size >= this.most) return false;
    if (nonces === undefined) {
      nonces = new Map();
      this.#bySecond.set(second, nonces);
    }
    nonces.set(nonce, { highest: count, below: 1 });
    this.#size += 1;
    return true;
  }

  #forgetEnded(wallMs: number): void {
    for (const [second, nonces] of this.#bySecond) {
      if (second * SECOND_MS > wallMs) continue;
      this.#bySecond.delete(second);
      this.#forgotten = Math.max(this.#forgotten, second);
      this.#size -= nonces.size;
    }
  }
}

function markUsed(used: Used, count: number): boolean {
  const ahead = count - used.highest;
  if (ahead > 0) {
    used.below = ahead >= WINDOW ? 1 : ((used.below << ahead) | 1) >>> 0;
    used.highest = count;
    return true;
  }
  if (-ahead >= WINDOW) return false;
  const bit = (1 << -ahead) >>> 0;
  if ((used.below & bit) !== 0) return false;
  used.below = (used.below | bit) >>> 0;
  return true;
}
