// Longest-prefix match: nested address blocks flattened into disjoint ranges, found by a bucket and a short binary search.

import { type Block, blockContains, lastAddress } from "@/lib/telephony/cidr";
import type { PackedAddress } from "@/lib/telephony/packed-address";

/** What stands at one distinct block, and the narrowest block around it. */
export interface PrefixNode<T> {
  readonly block: Block;
  readonly items: readonly T[];
  readonly around: PrefixNode<T> | null;
}

/**
 * An immutable table; ask it with `narrowestNode`. Blocks stand in buckets by the first 16 bits of IPv4, the first 32 of
 * IPv6, so that a change makes one bucket anew and shares all others; the few that are wider than a bucket stand apart.
 */
export interface PrefixTable<T> {
  /** By the first byte, then by the second. */
  readonly ipv4: readonly (readonly (Bucket<T> | null)[] | null)[];
  /** By the first word. */
  readonly ipv6: ReadonlyMap<number, Bucket<T>>;
  readonly wideIpv4: Bucket<T>;
  readonly wideIpv6: Bucket<T>;
}

interface Bucket<T> {
  /** In the order of `compareBlocks`. */
  readonly items: readonly T[];
  readonly ranges: Ranges<T>;
}

interface Ranges<T> {
  /** First addresses of the ranges, one word each for IPv4, four for IPv6, ascending. */
  readonly starts: Uint32Array;
  /** The node of each range. */
  readonly nodes: readonly (PrefixNode<T> | null)[];
}

interface Blocked {
  readonly block: Block;
}

const BUCKET_BITS = { 4: 16, 6: 32 } as const;
const NO_BUCKETS: readonly null[] = new Array<null>(256).fill(null);

/** Wider blocks first, so that they stand around those that follow. */
function compareBlocks(a: Block, b: Block): number {
  return compareAddresses(a.base, b.base) || a.prefixLength - b.prefixLength;
}

function isWide({ block }: Blocked): boolean {
  return block.prefixLength < BUCKET_BITS[block.base.family];
}

/** Builds the table. Items of the same block keep their order. */
export function prefixTable<T extends Blocked>(items: Iterable<T>): PrefixTable<T> {
  const wide = { 4: [] as T[], 6: [] as T[] };
  const narrow = new Map<string, T[]>();
  for (const item of items) {
    if (isWide(item)) wide[item.block.base.family].push(item);
    else groupOf(narrow, item.block.base).push(item);
  }
  const table: PrefixTable<T> = {
    ipv4: new Array<null>(256).fill(null),
    ipv6: new Map(),
    wideIpv4: bucketOf(wide[4], 1, null),
    wideIpv6: bucketOf(wide[6], 4, null),
  };
  return withBuckets(table, narrow.values());
}

/** The table without the items that are gone, with those that are added. Linear in the buckets that change, and a look at each item. */
export function withItems<T extends Blocked>(
  table: PrefixTable<T>,
  isGone: (item: T) => boolean,
  added: readonly T[],
): PrefixTable<T> {
  const changed = new Map<string, T[]>();
  let isWideChanged = added.some(isWide);
  for (const bucket of bucketsOf(table)) {
    if (!bucket.items.some(isGone)) continue;
    const [first] = bucket.items;
    if (first === undefined || isWide(first)) isWideChanged = true;
    else
      changed.set(
        keyOf(first.block.base),
        bucket.items.filter((item) => !isGone(item)),
      );
  }
  if (isWideChanged) {
    // What is around every bucket may be another: rare, and made anew.
    const kept = Array.from(itemsOf(table)).filter((item) => !isGone(item));
    return prefixTable([...kept, ...added]);
  }
  for (const item of added) {
    const { base } = item.block;
    const key = keyOf(base);
    if (!changed.has(key)) changed.set(key, [...(bucketAt(table, base)?.items ?? [])]);
    changed.get(key)?.push(item);
  }
  const emptied: PackedAddress[] = [];
  for (const bucket of bucketsOf(table)) {
    const [first] = bucket.items;
    if (first !== undefined && changed.get(keyOf(first.block.base))?.length === 0) {
      emptied.push(first.block.base);
    }
  }
  return withBuckets(table, changed.values(), emptied);
}

/** Every item, in no order. */
export function* itemsOf<T>(table: PrefixTable<T>): Generator<T> {
  for (const { items } of bucketsOf(table)) yield* items;
}

function* bucketsOf<T>(table: PrefixTable<T>): Generator<Bucket<T>> {
  yield table.wideIpv4;
  yield table.wideIpv6;
  for (const row of table.ipv4) for (const bucket of row ?? []) if (bucket) yield bucket;
  yield* table.ipv6.values();
}

/** The table with the buckets of these groups of items made anew, each group of one bucket, and empty ones left out. */
function withBuckets<T extends Blocked>(
  table: PrefixTable<T>,
  groups: Iterable<T[]>,
  emptied: readonly PackedAddress[] = [],
): PrefixTable<T> {
  const ipv4 = [...table.ipv4];
  const ipv6 = new Map(table.ipv6);
  const own = new Set<number>();
  const put = ({ family, w0 }: PackedAddress, bucket: Bucket<T> | null) => {
    if (family === 6) {
      if (bucket) ipv6.set(w0, bucket);
      else ipv6.delete(w0);
      return;
    }
    const at = w0 >>> 24;
    const row = own.has(at) ? (ipv4[at] as (Bucket<T> | null)[]) : [...(ipv4[at] ?? NO_BUCKETS)];
    own.add(at);
    row[(w0 >>> 16) & 255] = bucket;
    ipv4[at] = row.every((one) => one === null) ? null : row;
    if (ipv4[at] === null) own.delete(at);
  };
  for (const base of emptied) put(base, null);
  for (const items of groups) {
    const [first] = items;
    if (first === undefined) continue;
    const { base } = first.block;
    put(base, bucketOf(items, base.family === 4 ? 1 : 4, wideNode(table, base)));
  }
  return { ...table, ipv4, ipv6 };
}

function keyOf({ family, w0 }: PackedAddress): string {
  return family === 4 ? `4 ${w0 >>> 16}` : `6 ${w0}`;
}

function groupOf<T>(groups: Map<string, T[]>, base: PackedAddress): T[] {
  const key = keyOf(base);
  const known = groups.get(key);
  if (known) return known;
  const group: T[] = [];
  groups.set(key, group);
  return group;
}

function bucketOf<T extends Blocked>(
  items: readonly T[],
  width: 1 | 4,
  outer: PrefixNode<T> | null,
): Bucket<T> {
  const sorted = [...items].sort((a, b) => compareBlocks(a.block, b.block));
  return { items: sorted, ranges: ranges(sorted, width, outer) };
}

function bucketAt<T>(table: PrefixTable<T>, { family, w0 }: PackedAddress): Bucket<T> | null {
  if (family === 6) return table.ipv6.get(w0) ?? null;
  return table.ipv4[w0 >>> 24]?.[(w0 >>> 16) & 255] ?? null;
}

/** The narrowest block that holds the address; its `around` leads to the wider ones. Null when none does. */
export function narrowestNode<T>(
  table: PrefixTable<T>,
  address: PackedAddress,
): PrefixNode<T> | null {
  const bucket = bucketAt(table, address);
  if (bucket === null) return wideNode(table, address);
  return findIn(bucket.ranges, address);
}

function wideNode<T>(table: PrefixTable<T>, address: PackedAddress): PrefixNode<T> | null {
  const { ranges: wide } = address.family === 4 ? table.wideIpv4 : table.wideIpv6;
  return findIn(wide, address);
}

function findIn<T>(found: Ranges<T>, address: PackedAddress): PrefixNode<T> | null {
  return address.family === 4 ? findIpv4(found, address.w0) : findIpv6(found, address);
}

function findIpv4<T>({ starts, nodes }: Ranges<T>, word: number): PrefixNode<T> | null {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= word) low = middle;
    else high = middle - 1;
  }
  return nodes[low] ?? null;
}

function findIpv6<T>({ starts, nodes }: Ranges<T>, address: PackedAddress): PrefixNode<T> | null {
  let low = 0;
  let high = nodes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (startsAtOrBefore(starts, middle * 4, address)) low = middle;
    else high = middle - 1;
  }
  return nodes[low] ?? null;
}

function startsAtOrBefore(starts: Uint32Array, at: number, address: PackedAddress): boolean {
  const s0 = starts[at] ?? 0;
  if (s0 !== address.w0) return s0 < address.w0;
  const s1 = starts[at + 1] ?? 0;
  if (s1 !== address.w1) return s1 < address.w1;
  const s2 = starts[at + 2] ?? 0;
  if (s2 !== address.w2) return s2 < address.w2;
  return (starts[at + 3] ?? 0) <= address.w3;
}

function compareAddresses(a: PackedAddress, b: PackedAddress): number {
  return a.w0 - b.w0 || a.w1 - b.w1 || a.w2 - b.w2 || a.w3 - b.w3;
}

/** Ranges in the making: their first addresses, word by word, and their nodes. */
interface Growing<T> {
  readonly width: 1 | 4;
  readonly words: number[];
  readonly nodes: (PrefixNode<T> | null)[];
}

function begin<T>(growing: Growing<T>, first: PackedAddress, node: PrefixNode<T> | null): void {
  beginAt(growing, first.w0, first.w1, first.w2, first.w3, node);
}

function beginAt<T>(
  { width, words, nodes }: Growing<T>,
  w0: number,
  w1: number,
  w2: number,
  w3: number,
  node: PrefixNode<T> | null,
): void {
  const last = words.length - width;
  const isSame =
    last >= 0 &&
    words[last] === w0 &&
    (width === 1 || (words[last + 1] === w1 && words[last + 2] === w2 && words[last + 3] === w3));
  // A narrower block that begins where the wider one does takes its place.
  if (isSame) nodes[nodes.length - 1] = node;
  else {
    if (width === 1) words.push(w0);
    else words.push(w0, w1, w2, w3);
    nodes.push(node);
  }
}

/** Goes on, after a block's last address, with what is around it. */
function leave<T>(growing: Growing<T>, { block, around }: PrefixNode<T>): PrefixNode<T> | null {
  if (growing.width === 1) {
    const next = block.base.w0 + 2 ** (32 - block.prefixLength);
    if (next < 2 ** 32) beginAt(growing, next, 0, 0, 0, around);
  } else {
    const next = following(lastAddress(block));
    if (next) begin(growing, next, around);
  }
  return around;
}

/** The IPv6 address after this one, or null after the very last. */
function following({ family, w0, w1, w2, w3 }: PackedAddress): PackedAddress | null {
  const last = 0xffffffff;
  if (w3 !== last) return { family, w0, w1, w2, w3: w3 + 1 };
  if (w2 !== last) return { family, w0, w1, w2: w2 + 1, w3: 0 };
  if (w1 !== last) return { family, w0, w1: w1 + 1, w2: 0, w3: 0 };
  return w0 === last ? null : { family, w0: w0 + 1, w1: 0, w2: 0, w3: 0 };
}

/** Ranges of blocks in order; what is between them, and around the outermost, is `outer`. */
function ranges<T extends Blocked>(
  sorted: readonly T[],
  width: 1 | 4,
  outer: PrefixNode<T> | null,
): Ranges<T> {
  const growing: Growing<T> = { width, words: [], nodes: [] };
  beginAt(growing, 0, 0, 0, 0, outer);
  let inner = outer;
  for (let i = 0; i < sorted.length; ) {
    const { block } = sorted[i] as T;
    let end = i + 1;
    while (end < sorted.length && compareBlocks((sorted[end] as T).block, block) === 0) end++;
    while (inner && !blockContains(inner.block, block)) inner = leave(growing, inner);
    inner = { block, items: sorted.slice(i, end), around: inner };
    begin(growing, block.base, inner);
    i = end;
  }
  while (inner && inner !== outer) inner = leave(growing, inner);
  return { starts: new Uint32Array(growing.words), nodes: growing.nodes };
}
