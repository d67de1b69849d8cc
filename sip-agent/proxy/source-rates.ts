/** Rule 2: how many requests that begin something each source may send, in a table of fixed size. Pure. */
import type { PackedAddress } from "@/lib/telephony/packed-address";

export interface RateLimits {
  /** Requests a second that one source may begin, and at once after a silence. 0 a second: no limit. */
  readonly perSecond: number;
  readonly burst: number;
}

/** Sources whose rate is known one by one; those beyond share one rate. */
const MOST_SOURCES = 4_096;
/** 403s a second to unknown sources, all together: whose address stands in a datagram may not have sent it. */
const UNKNOWN: RateLimits = { perSecond: 100, burst: 100 };
const SECOND_MS = 1_000;

/** A token bucket. `toldMs`: when a refusal of this source was last given a call record. */
interface Bucket {
  left: number;
  atMs: number;
  toldMs: number;
}

export class SourceRates {
  readonly #limits: RateLimits;
  readonly #mostSources: number;
  readonly #buckets = new Map<number | string, Bucket>();
  readonly #others: Bucket;
  readonly #unknown: Bucket = { left: UNKNOWN.burst, atMs: 0, toldMs: 0 };
  #sweptMs = Number.NEGATIVE_INFINITY;
  /** Requests refused since start. */
  refused = 0;

  constructor(limits: RateLimits, mostSources = MOST_SOURCES) {
    this.#limits = limits;
    this.#mostSources = mostSources;
    this.#others = fresh(limits, 0);
  }

  /** Sources that are kept count of. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Counts a request of this source; false if it is one too many. */
  take(address: PackedAddress, nowMs: number): boolean {
    const { perSecond } = this.#limits;
    if (perSecond === 0 || takeFrom(this.#bucketOf(address, nowMs), this.#limits, nowMs)) {
      return true;
    }
    this.refused += 1;
    return false;
  }

  /** Counts a 403 to an unknown source; false if it is one too many. */
  takeUnknown(nowMs: number): boolean {
    return takeFrom(this.#unknown, UNKNOWN, nowMs);
  }

  /** True once a second for each source that is refused: a flood leaves some records, not as many as it has messages. */
  isWorthARecord(address: PackedAddress, nowMs: number): boolean {
    const bucket = this.#bucketOf(address, nowMs);
    if (nowMs - bucket.toldMs < SECOND_MS) return false;
    bucket.toldMs = nowMs;
    return true;
  }

  #bucketOf(address: PackedAddress, nowMs: number): Bucket {
    const key = keyOf(address);
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    if (this.#buckets.size >= this.#mostSources) this.#forgetQuiet(nowMs);
    if (this.#buckets.size >= this.#mostSources) return this.#others;
    const bucket = fresh(this.#limits, nowMs);
    this.#buckets.set(key, bucket);
    return bucket;
  }

  /** A bucket that has filled up again says nothing that a fresh one does not. Looked for once a second at most. */
  #forgetQuiet(nowMs: number): void {
    if (nowMs - this.#sweptMs < SECOND_MS) return;
    this.#sweptMs = nowMs;
    const { perSecond, burst } = this.#limits;
    for (const [key, { left, atMs }] of this.#buckets) {
      if (left + ((nowMs - atMs) * perSecond) / SECOND_MS >= burst) this.#buckets.delete(key);
    }
  }
}

/** IPv6 by its /64: whoever has one has them all. */
function keyOf({ family, w0, w1 }: PackedAddress): number | string {
  return family === 4 ? w0 : `${w0}:${w1}`;
}

function fresh({ burst }: RateLimits, nowMs: number): Bucket {
  return { left: burst, atMs: nowMs, toldMs: Number.NEGATIVE_INFINITY };
}

function takeFrom(bucket: Bucket, { perSecond, burst }: RateLimits, nowMs: number): boolean {
  bucket.left = Math.min(burst, bucket.left + ((nowMs - bucket.atMs) * perSecond) / SECOND_MS);
  bucket.atMs = nowMs;
  if (bucket.left < 1) return false;
  bucket.left -= 1;
  return true;
}
