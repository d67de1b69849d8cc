// Rows looked up by telephone number, a million and more: open addressing in 2,048 shards, so that a change copies one
// shard of some 25 kB and shares the rest. Versions before a change stay whole.

import {
  copyShard,
  emptyShard,
  fromIn,
  IdSet,
  idWordIn,
  numberIn,
  putRow,
  refIn,
  type Shard,
  type ShardRow,
  slotAfter,
  slotOf,
  tagIn,
  untilIn,
  withoutRows,
} from "./number-shard";
import { uuidText } from "./uuid-words";

const SHARD_BITS = 11;
const SHARDS = 1 << SHARD_BITS;

/**
 * A row: the number's digits as an integer, four words of id, a position in a pool that the owner of the index keeps,
 * the last word of another row's id (or 0). Times in epoch milliseconds, until exclusive (Infinity: no end).
 */
export type IndexedRow = ShardRow;

/** An immutable index. Several rows may share a number. */
export interface NumberIndex {
  readonly shards: readonly (Shard | null)[];
  readonly count: number;
  readonly isTimed: boolean;
}

/** A row's place in one index, -1 for none. Valid for that very index only. */
export type Place = number;
export const NOWHERE: Place = -1;
// Shard and slot in one small integer.
const SLOT_BITS = 19;
const SLOT_MASK = (1 << SLOT_BITS) - 1;

export function emptyIndex(isTimed: boolean): NumberIndex {
  return { shards: new Array<Shard | null>(SHARDS).fill(null), count: 0, isTimed };
}

/** First row of a number. */
export function firstPlace(index: NumberIndex, number: number): Place {
  const hash = hashOf(number);
  const at = hash >>> (32 - SHARD_BITS);
  const shard = index.shards[at];
  return shard ? placeOf(at, slotOf(shard, number, hash)) : NOWHERE;
}

/** Next row of the same number. */
export function nextPlace(index: NumberIndex, place: Place): Place {
  return placeOf(place >>> SLOT_BITS, slotAfter(shardAt(index, place), place & SLOT_MASK));
}

function placeOf(at: number, slot: number): Place {
  return slot === -1 ? NOWHERE : (at << SLOT_BITS) | slot;
}

function shardAt(index: NumberIndex, place: Place): Shard {
  const shard = place === NOWHERE ? null : index.shards[place >>> SLOT_BITS];
  if (!shard) throw new Error(`there is no row at ${place}`);
  return shard;
}

export function refAt(index: NumberIndex, place: Place): number {
  return refIn(shardAt(index, place), place & SLOT_MASK);
}

export function tagAt(index: NumberIndex, place: Place): number {
  return tagIn(shardAt(index, place), place & SLOT_MASK);
}

/** Whether the row at a place is valid at this instant: from inclusive, until exclusive. */
export function isValidAt(index: NumberIndex, place: Place, nowMs: number): boolean {
  const shard = shardAt(index, place);
  const slot = place & SLOT_MASK;
  return fromIn(shard, slot) <= nowMs && nowMs < untilIn(shard, slot);
}

/** Last word of the row's id. */
export function idLowAt(index: NumberIndex, place: Place): number {
  return idWordIn(shardAt(index, place), place & SLOT_MASK, 3);
}

/** The row's id as text. */
export function idAt(index: NumberIndex, place: Place): string {
  return idText(shardAt(index, place), place & SLOT_MASK);
}

function idText(shard: Shard, slot: number): string {
  return uuidText(
    idWordIn(shard, slot, 0),
    idWordIn(shard, slot, 1),
    idWordIn(shard, slot, 2),
    idWordIn(shard, slot, 3),
  );
}

/** One row with all its columns, for writing the index out. */
export interface StoredRow extends Omit<IndexedRow, "id"> {
  readonly id: string;
}

/** Every row, in no order. */
export function* rowsOf(index: NumberIndex): Generator<StoredRow> {
  for (const shard of index.shards) {
    for (let slot = 0; shard && slot < shard.capacity; slot++) {
      const number = numberIn(shard, slot);
      if (number === 0) continue;
      yield {
        number,
        id: idText(shard, slot),
        ref: refIn(shard, slot),
        tag: tagIn(shard, slot),
        fromMs: fromIn(shard, slot),
        untilMs: untilIn(shard, slot),
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
    const at = hashOf(row.number) >>> (32 - SHARD_BITS);
    this.shards[at] = putRow(this.ownShard(at), row, hashOf);
    this.count++;
  }

  /**
   * Removes the rows with these ids, each given once, as far as they are there: first where `likely` numbers stand, then,
   * if some were not there, in one pass over the last words of all ids.
   */
  removeIds(ids: readonly Uint32Array[], likely: readonly number[] = []): void {
    if (ids.length === 0 || this.count === 0) return;
    const gone = new IdSet(ids);
    const before = this.count;
    for (const number of likely) this.removeFrom(hashOf(number) >>> (32 - SHARD_BITS), gone);
    if (before - this.count === ids.length) return;
    for (let at = 0; at < SHARDS; at++) this.removeFrom(at, gone);
  }

  private removeFrom(at: number, gone: IdSet): void {
    const shard = this.shards[at];
    const kept = shard && withoutRows(shard, gone, hashOf);
    if (!shard || !kept || kept === shard) return;
    this.shards[at] = kept;
    this.own.add(at);
    this.count -= shard.count - kept.count;
  }

  finish(): NumberIndex {
    return { shards: this.shards, count: this.count, isTimed: this.base.isTimed };
  }

  private ownShard(at: number): Shard {
    const shard = this.shards[at];
    if (shard && this.own.has(at)) return shard;
    this.own.add(at);
    return shard ? copyShard(shard) : emptyShard(this.base.isTimed);
  }
}

/** Mixes all digits into 32 bits: consecutive numbers must not land side by side. */
function hashOf(number: number): number {
  const high = (number / 0x100000000) | 0;
  let hash = (number >>> 0) ^ Math.imul(high, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
