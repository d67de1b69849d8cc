// Rows looked up by telephone number, a million and more: open addressing in typed arrays, in 1,024 shards, so that a
// change copies one shard of some 50 kB and shares the rest. Versions before a change stay whole.

import { uuidText } from "./uuid-words";

const SHARD_BITS = 10;
const SHARDS = 1 << SHARD_BITS;
const FIRST_CAPACITY = 8;
/** Grows when fuller than three quarters: longer probes cost more than the memory. */
const FULLEST = 0.75;
/** Marks a free slot; no number is 0. */
const FREE = 0;

/** What a row says beyond number and id. Times in epoch milliseconds, until exclusive (Infinity: no end). */
export interface IndexedRow {
  /** The number's digits as an integer. */
  readonly number: number;
  /** Four words of the row's id. */
  readonly id: Uint32Array;
  /** Position in a pool that the owner of the index keeps. */
  readonly ref: number;
  /** Last word of another row's id that must still be the number's, or 0. */
  readonly tag: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

interface Shard {
  count: number;
  readonly numbers: Float64Array;
  readonly refs: Int32Array;
  /** First three words of the ids, three a slot. */
  readonly idHigh: Uint32Array;
  /** Last word of the ids: a scan for an id reads these alone. */
  readonly idLow: Uint32Array;
  readonly times: ShardTimes | null;
}

interface ShardTimes {
  readonly from: Float64Array;
  readonly until: Float64Array;
  readonly tags: Uint32Array;
}

/** An immutable index. Several rows may share a number. */
export interface NumberIndex {
  readonly shards: readonly (Shard | null)[];
  readonly count: number;
  readonly isTimed: boolean;
}

/** A row's place in one index; -1 for none. Valid for that very index only. */
export type Place = number;
export const NOWHERE: Place = -1;
const SLOT_BITS = 20;
const SLOT_MASK = (1 << SLOT_BITS) - 1;

export function emptyIndex(isTimed: boolean): NumberIndex {
  return { shards: new Array<Shard | null>(SHARDS).fill(null), count: 0, isTimed };
}

/** First row of a number. */
export function firstPlace(index: NumberIndex, number: number): Place {
  const hash = hashOf(number);
  const at = hash >>> (32 - SHARD_BITS);
  const shard = index.shards[at];
  return shard ? probe(shard, at, number, hash & (shard.numbers.length - 1)) : NOWHERE;
}

/** Next row of the same number. */
export function nextPlace(index: NumberIndex, place: Place): Place {
  const at = place >>> SLOT_BITS;
  const shard = index.shards[at];
  if (!shard) return NOWHERE;
  const slot = place & SLOT_MASK;
  const mask = shard.numbers.length - 1;
  return probe(shard, at, shard.numbers[slot] ?? FREE, (slot + 1) & mask);
}

function probe(shard: Shard, at: number, number: number, from: number): Place {
  const { numbers } = shard;
  const mask = numbers.length - 1;
  for (let slot = from; ; slot = (slot + 1) & mask) {
    const found = numbers[slot];
    if (found === number) return (at << SLOT_BITS) | slot;
    if (found === FREE) return NOWHERE;
  }
}

export function refAt(index: NumberIndex, place: Place): number {
  return index.shards[place >>> SLOT_BITS]?.refs[place & SLOT_MASK] ?? -1;
}

/** Whether the row at a place is valid at this instant: from inclusive, until exclusive. */
export function isValidAt(index: NumberIndex, place: Place, nowMs: number): boolean {
  const times = index.shards[place >>> SLOT_BITS]?.times;
  const slot = place & SLOT_MASK;
  return times ? (times.from[slot] ?? 0) <= nowMs && nowMs < (times.until[slot] ?? 0) : false;
}

export function tagAt(index: NumberIndex, place: Place): number {
  return index.shards[place >>> SLOT_BITS]?.times?.tags[place & SLOT_MASK] ?? 0;
}

/** Last word of the row's id. */
export function idLowAt(index: NumberIndex, place: Place): number {
  return index.shards[place >>> SLOT_BITS]?.idLow[place & SLOT_MASK] ?? 0;
}

/** The row's id as text. */
export function idAt(index: NumberIndex, place: Place): string {
  const shard = index.shards[place >>> SLOT_BITS];
  const slot = place & SLOT_MASK;
  if (!shard) throw new Error(`no row at ${place}`);
  const high = (word: number) => shard.idHigh[slot * 3 + word] ?? 0;
  return uuidText(high(0), high(1), high(2), shard.idLow[slot] ?? 0);
}

/** One row with all its columns, for writing the index out. */
export interface StoredRow extends Omit<IndexedRow, "id"> {
  readonly id: string;
}

/** Every row, in no order. */
export function* rowsOf(index: NumberIndex): Generator<StoredRow> {
  for (const [at, shard] of index.shards.entries()) {
    for (let slot = 0; shard && slot < shard.numbers.length; slot++) {
      const number = shard.numbers[slot] ?? FREE;
      if (number === FREE) continue;
      yield {
        number,
        id: idAt(index, (at << SLOT_BITS) | slot),
        ref: shard.refs[slot] ?? 0,
        tag: shard.times?.tags[slot] ?? 0,
        fromMs: shard.times?.from[slot] ?? 0,
        untilMs: shard.times?.until[slot] ?? Infinity,
      };
    }
  }
}

/** Makes the next version of an index: copies a shard when it first writes to it. Not usable after `finish`. */
export class NumberIndexWriter {
  private readonly shards: (Shard | null)[];
  private readonly own = new Set<number>();
  private count: number;

  constructor(private readonly base: NumberIndex) {
    this.shards = [...base.shards];
    this.count = base.count;
  }

  add(row: IndexedRow): void {
    const hash = hashOf(row.number);
    const at = hash >>> (32 - SHARD_BITS);
    let shard = this.ownShard(at);
    if (shard.count + 1 > shard.numbers.length * FULLEST) {
      shard = rehashed(shard, shard.numbers.length * 2);
      this.shards[at] = shard;
    }
    write(shard, row);
    this.count++;
  }

  /** Removes the rows with these ids, as far as they are there: one pass over the last words of all ids. */
  removeIds(ids: readonly Uint32Array[]): void {
    if (ids.length === 0 || this.count === 0) return;
    const wanted = new IdSet(ids);
    for (let at = 0; at < SHARDS; at++) {
      const shard = this.shards[at];
      if (shard && hasAny(shard, wanted)) this.removeFrom(at, wanted);
    }
  }

  finish(): NumberIndex {
    return { shards: this.shards, count: this.count, isTimed: this.base.isTimed };
  }

  private ownShard(at: number): Shard {
    const shard = this.shards[at];
    if (shard && this.own.has(at)) return shard;
    this.own.add(at);
    const copy = shard ? copied(shard) : newShard(FIRST_CAPACITY, this.base.isTimed);
    this.shards[at] = copy;
    return copy;
  }

  private removeFrom(at: number, wanted: IdSet): void {
    const shard = this.shards[at];
    if (!shard) return;
    // Taking a slot out of the middle would cut probes short: the few rows of a shard are laid out anew.
    const kept = rehashed(shard, shard.numbers.length, (slot) => !isWanted(shard, slot, wanted));
    this.own.add(at);
    this.count -= shard.count - kept.count;
    this.shards[at] = kept;
  }
}

/** Ids to look for: a bit for each last word's low half rules out nearly all others at the cost of one read. */
class IdSet {
  readonly bits = new Uint32Array(2048);
  private readonly texts = new Set<string>();

  constructor(ids: readonly Uint32Array[]) {
    for (const [a = 0, b = 0, c = 0, d = 0] of ids) {
      this.bits[(d & 0xffff) >>> 5] = (this.bits[(d & 0xffff) >>> 5] ?? 0) | (1 << (d & 31));
      this.texts.add(`${a} ${b} ${c} ${d}`);
    }
  }

  has(a: number, b: number, c: number, d: number): boolean {
    return this.texts.has(`${a} ${b} ${c} ${d}`);
  }
}

function hasAny(shard: Shard, wanted: IdSet): boolean {
  const { idLow } = shard;
  const { bits } = wanted;
  for (let slot = 0; slot < idLow.length; slot++) {
    const low = idLow[slot] ?? 0;
    if (((bits[(low & 0xffff) >>> 5] ?? 0) >>> (low & 31)) & 1 && isWanted(shard, slot, wanted)) {
      return true;
    }
  }
  return false;
}

function isWanted(shard: Shard, slot: number, wanted: IdSet): boolean {
  if (shard.numbers[slot] === FREE) return false;
  const { idHigh, idLow } = shard;
  const at = slot * 3;
  return wanted.has(idHigh[at] ?? 0, idHigh[at + 1] ?? 0, idHigh[at + 2] ?? 0, idLow[slot] ?? 0);
}

function newShard(capacity: number, isTimed: boolean): Shard {
  return {
    count: 0,
    numbers: new Float64Array(capacity),
    refs: new Int32Array(capacity),
    idHigh: new Uint32Array(capacity * 3),
    idLow: new Uint32Array(capacity),
    times: isTimed
      ? {
          from: new Float64Array(capacity),
          until: new Float64Array(capacity),
          tags: new Uint32Array(capacity),
        }
      : null,
  };
}

function copied(shard: Shard): Shard {
  const { times } = shard;
  return {
    count: shard.count,
    numbers: shard.numbers.slice(),
    refs: shard.refs.slice(),
    idHigh: shard.idHigh.slice(),
    idLow: shard.idLow.slice(),
    times: times && {
      from: times.from.slice(),
      until: times.until.slice(),
      tags: times.tags.slice(),
    },
  };
}

function rehashed(shard: Shard, capacity: number, keep?: (slot: number) => boolean): Shard {
  const next = newShard(capacity, shard.times !== null);
  for (let slot = 0; slot < shard.numbers.length; slot++) {
    const number = shard.numbers[slot] ?? FREE;
    if (number === FREE || (keep && !keep(slot))) continue;
    const to = claim(next, number);
    next.refs[to] = shard.refs[slot] ?? 0;
    next.idLow[to] = shard.idLow[slot] ?? 0;
    for (let word = 0; word < 3; word++) {
      next.idHigh[to * 3 + word] = shard.idHigh[slot * 3 + word] ?? 0;
    }
    if (next.times && shard.times) {
      next.times.from[to] = shard.times.from[slot] ?? 0;
      next.times.until[to] = shard.times.until[slot] ?? 0;
      next.times.tags[to] = shard.times.tags[slot] ?? 0;
    }
  }
  return next;
}

function write(shard: Shard, row: IndexedRow): void {
  const slot = claim(shard, row.number);
  shard.refs[slot] = row.ref;
  for (let word = 0; word < 3; word++) shard.idHigh[slot * 3 + word] = row.id[word] ?? 0;
  shard.idLow[slot] = row.id[3] ?? 0;
  if (shard.times) {
    shard.times.from[slot] = row.fromMs;
    shard.times.until[slot] = row.untilMs;
    shard.times.tags[slot] = row.tag;
  }
}

/** Takes a free slot for a number. */
function claim(shard: Shard, number: number): number {
  const mask = shard.numbers.length - 1;
  let slot = hashOf(number) & mask;
  while (shard.numbers[slot] !== FREE) slot = (slot + 1) & mask;
  shard.numbers[slot] = number;
  shard.count++;
  return slot;
}

/** Mixes all digits into 32 bits: consecutive numbers must not land side by side. */
function hashOf(number: number): number {
  const high = (number / 0x100000000) | 0;
  let hash = (number >>> 0) ^ Math.imul(high, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
