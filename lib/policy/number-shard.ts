// One shard of a number index: records side by side in one buffer, so that a look-up touches one or two cache lines.

/** Marks a free slot; no number is 0. */
const FREE = 0;
/** Grows when fuller than this: longer probes cost more than the memory. */
const FULLEST = 0.75;
const GROWTH = 1.4;
const FIRST_CAPACITY = 8;

/**
 * Records of 32 bytes (number as a double, ref, tag, four words of id), with times of 48 (number, from, until, ref, tag,
 * id), then the last words of all ids once more, side by side: a scan for an id reads these alone.
 */
export interface Shard {
  count: number;
  readonly capacity: number;
  readonly doubles: Float64Array;
  readonly words: Uint32Array;
  /** Doubles a record: 4, or 6 with times. */
  readonly width: 4 | 6;
}

/** One row to be put into a shard. */
export interface ShardRow {
  readonly number: number;
  readonly id: Uint32Array;
  readonly ref: number;
  readonly tag: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

export function emptyShard(isTimed: boolean): Shard {
  return newShard(FIRST_CAPACITY, isTimed ? 6 : 4);
}

/** A shard of its own with the same rows. */
export function copyShard({ doubles, count, capacity, width }: Shard): Shard {
  return shardOver((doubles.buffer as ArrayBuffer).slice(0), capacity, width, count);
}

/** Puts a row in; returns the shard that holds it, a larger one where this was full. `hash`: of the number. */
export function putRow(shard: Shard, row: ShardRow, hash: (number: number) => number): Shard {
  const isFull = shard.count + 1 > shard.capacity * FULLEST;
  const roomy = isFull ? relaid(shard, Math.ceil(shard.capacity * GROWTH), hash, null) : shard;
  const { doubles, words, width, capacity } = roomy;
  const slot = claim(roomy, row.number, hash);
  const at = slot * width;
  if (width === 6) {
    doubles[at + 1] = row.fromMs;
    doubles[at + 2] = row.untilMs;
  }
  const end = (at + width) * 2;
  words[end - 6] = row.ref;
  words[end - 5] = row.tag;
  for (let word = 0; word < 4; word++) words[end - 4 + word] = row.id[word] ?? 0;
  words[capacity * width * 2 + slot] = row.id[3] ?? 0;
  return roomy;
}

/** The shard without the rows that are wanted gone, or the same shard where it has none of them. */
export function withoutRows(shard: Shard, gone: IdSet, hash: (number: number) => number): Shard {
  // Taking a slot out of the middle would cut probes short: the few rows of a shard are laid out anew.
  return hasAny(shard, gone) ? relaid(shard, shard.capacity, hash, gone) : shard;
}

/** First slot with this number at or after the place where its hash begins; -1 when there is none. */
export function slotOf(shard: Shard, number: number, hash: number): number {
  return probe(shard, number, beginOf(hash, shard.capacity));
}

/** Next slot with the number of this one. */
export function slotAfter(shard: Shard, slot: number): number {
  const number = shard.doubles[slot * shard.width] as number;
  return probe(shard, number, slot + 1 === shard.capacity ? 0 : slot + 1);
}

function probe({ doubles, width, capacity }: Shard, number: number, from: number): number {
  for (let slot = from; ; ) {
    const found = doubles[slot * width];
    if (found === number) return slot;
    if (found === FREE || found === undefined) return -1;
    slot = slot + 1 === capacity ? 0 : slot + 1;
  }
}

/** The number in a slot; 0 for a free one. */
export function numberIn({ doubles, width }: Shard, slot: number): number {
  return doubles[slot * width] as number;
}

export function refIn({ words, width }: Shard, slot: number): number {
  return words[(slot + 1) * width * 2 - 6] as number;
}

export function tagIn({ words, width }: Shard, slot: number): number {
  return words[(slot + 1) * width * 2 - 5] as number;
}

/** Word n of the id in a slot. */
export function idWordIn({ words, width }: Shard, slot: number, n: 0 | 1 | 2 | 3): number {
  return words[(slot + 1) * width * 2 - 4 + n] as number;
}

/** From (inclusive) and until (exclusive); a shard without times has no period. */
export function fromIn({ doubles, width }: Shard, slot: number): number {
  return width === 6 ? (doubles[slot * 6 + 1] as number) : 0;
}

export function untilIn({ doubles, width }: Shard, slot: number): number {
  return width === 6 ? (doubles[slot * 6 + 2] as number) : 0;
}

/** Ids to look for: a bit for each last word's low half rules out nearly all others at the cost of one read. */
export class IdSet {
  readonly bits = new Uint32Array(2048);
  private readonly byLow = new Map<number, Uint32Array[]>();

  constructor(ids: readonly Uint32Array[]) {
    for (const id of ids) {
      const low = id[3] ?? 0;
      const word = (low & 0xffff) >>> 5;
      this.bits[word] = (this.bits[word] ?? 0) | (1 << (low & 31));
      const same = this.byLow.get(low);
      if (same) same.push(id);
      else this.byLow.set(low, [id]);
    }
  }

  /** Whether the id of an occupied slot is among them. */
  hasSlot(shard: Shard, slot: number): boolean {
    const same = this.byLow.get(idWordIn(shard, slot, 3));
    if (same === undefined || numberIn(shard, slot) === FREE) return false;
    const [a, b, c] = [0, 1, 2].map((n) => idWordIn(shard, slot, n as 0 | 1 | 2));
    return same.some((id) => id[0] === a && id[1] === b && id[2] === c);
  }
}

function hasAny(shard: Shard, wanted: IdSet): boolean {
  const { words, capacity, width } = shard;
  const { bits } = wanted;
  const lows = capacity * width * 2;
  for (let slot = 0; slot < capacity; slot++) {
    const low = words[lows + slot] as number;
    const word = bits[(low & 0xffff) >>> 5] as number;
    if ((word >>> (low & 31)) & 1 && wanted.hasSlot(shard, slot)) return true;
  }
  return false;
}

/** The same rows laid out anew, without those of `gone`. */
function relaid(
  shard: Shard,
  capacity: number,
  hash: (number: number) => number,
  gone: IdSet | null,
): Shard {
  const { width } = shard;
  const next = newShard(capacity, width);
  for (let slot = 0; slot < shard.capacity; slot++) {
    const number = numberIn(shard, slot);
    if (number === FREE || gone?.hasSlot(shard, slot)) continue;
    const to = claim(next, number, hash);
    for (let word = 2; word < width * 2; word++) {
      next.words[to * width * 2 + word] = shard.words[slot * width * 2 + word] as number;
    }
    next.words[capacity * width * 2 + to] = idWordIn(shard, slot, 3);
  }
  return next;
}

/** Takes a free slot for a number. */
function claim(shard: Shard, number: number, hash: (number: number) => number): number {
  const { doubles, width, capacity } = shard;
  let slot = beginOf(hash(number), capacity);
  while (doubles[slot * width] !== FREE) slot = slot + 1 === capacity ? 0 : slot + 1;
  doubles[slot * width] = number;
  shard.count++;
  return slot;
}

/** The low 21 bits of a hash spread over the slots; the high ones chose the shard. */
function beginOf(hash: number, capacity: number): number {
  return (((hash & 0x1fffff) * capacity) / 0x200000) | 0;
}

function newShard(capacity: number, width: 4 | 6): Shard {
  // The buffer ends on a double, so that one view can cover it.
  const bytes = capacity * (width * 8 + 4);
  return shardOver(new ArrayBuffer(Math.ceil(bytes / 8) * 8), capacity, width, 0);
}

function shardOver(buffer: ArrayBuffer, capacity: number, width: 4 | 6, count: number): Shard {
  const doubles = new Float64Array(buffer);
  return { count, capacity, doubles, words: new Uint32Array(buffer), width };
}
