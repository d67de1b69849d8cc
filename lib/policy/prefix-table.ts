// Longest-prefix match: nested address blocks flattened into disjoint ranges, found by binary search in typed arrays.

import { type Block, blockContains, lastAddress } from "@/lib/telephony/cidr";
import type { PackedAddress } from "@/lib/telephony/packed-address";

/** What stands at one distinct block, and the narrowest block around it. */
export interface PrefixNode<T> {
  readonly block: Block;
  readonly items: readonly T[];
  readonly around: PrefixNode<T> | null;
}

/** An immutable table; ask it with `narrowestNode`. */
export interface PrefixTable<T> {
  readonly ipv4: Ranges<T>;
  readonly ipv6: Ranges<T>;
}

interface Ranges<T> {
  /** First addresses of the ranges, one word each for IPv4, four for IPv6, ascending. */
  readonly starts: Uint32Array;
  /** The node of each range. */
  readonly nodes: readonly (PrefixNode<T> | null)[];
  /** All nodes in the order of their blocks: the next version takes over those that did not change. */
  readonly inOrder: readonly PrefixNode<T>[];
  /** IPv4: the last range that begins at or before each /16, so that few steps are left. */
  readonly roots: Uint32Array | null;
}

/** Order in which `prefixTable` wants its items: by family, first address, then wider blocks first. */
export function compareBlocks(a: Block, b: Block): number {
  return (
    a.base.family - b.base.family ||
    compareAddresses(a.base, b.base) ||
    a.prefixLength - b.prefixLength
  );
}

/**
 * Builds the table from items in the order of `compareBlocks`. Linear; of the version before, nodes that did not change
 * are taken over, so that a change of one item among twenty thousand makes next to no garbage.
 */
export function prefixTable<T extends { readonly block: Block }>(
  sorted: readonly T[],
  before: PrefixTable<T> | null,
): PrefixTable<T> {
  const firstIpv6 = sorted.findIndex(({ block }) => block.base.family === 6);
  const cut = firstIpv6 === -1 ? sorted.length : firstIpv6;
  return {
    ipv4: ranges(sorted, 0, cut, 1, before?.ipv4.inOrder ?? []),
    ipv6: ranges(sorted, cut, sorted.length, 4, before?.ipv6.inOrder ?? []),
  };
}

/** The narrowest block that holds the address; its `around` leads to the wider ones. Null when none does. */
export function narrowestNode<T>(
  table: PrefixTable<T>,
  address: PackedAddress,
): PrefixNode<T> | null {
  return address.family === 4 ? findIpv4(table.ipv4, address.w0) : findIpv6(table.ipv6, address);
}

function findIpv4<T>({ starts, nodes, roots }: Ranges<T>, word: number): PrefixNode<T> | null {
  let low = 0;
  let high = starts.length - 1;
  if (roots) {
    low = roots[word >>> 16] ?? 0;
    high = roots[(word >>> 16) + 1] ?? high;
  }
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

function ranges<T extends { readonly block: Block }>(
  sorted: readonly T[],
  from: number,
  to: number,
  width: 1 | 4,
  before: readonly PrefixNode<T>[],
): Ranges<T> {
  const growing: Growing<T> = { width, words: [], nodes: [] };
  const inOrder: PrefixNode<T>[] = [];
  beginAt(growing, 0, 0, 0, 0, null);
  let inner: PrefixNode<T> | null = null;
  let old = 0;
  for (let i = from; i < to; ) {
    const { block } = sorted[i] as T;
    let end = i + 1;
    while (end < to && compareBlocks((sorted[end] as T).block, block) === 0) end++;
    while (inner && !blockContains(inner.block, block)) inner = leave(growing, inner);
    while (old < before.length && compareBlocks((before[old] as PrefixNode<T>).block, block) < 0)
      old++;
    inner = sameNode(before[old], sorted, i, end, inner) ?? {
      block,
      items: sorted.slice(i, end),
      around: inner,
    };
    inOrder.push(inner);
    begin(growing, block.base, inner);
    i = end;
  }
  while (inner) inner = leave(growing, inner);
  const starts = new Uint32Array(growing.words);
  return { starts, nodes: growing.nodes, inOrder, roots: width === 1 ? rootsOf(starts) : null };
}

/** The old node, if it has just these items and the same around it. */
function sameNode<T>(
  node: PrefixNode<T> | undefined,
  sorted: readonly T[],
  from: number,
  to: number,
  around: PrefixNode<T> | null,
): PrefixNode<T> | null {
  if (node === undefined || node.around !== around || node.items.length !== to - from) return null;
  for (let i = from; i < to; i++) if (node.items[i - from] !== sorted[i]) return null;
  return node;
}

function rootsOf(starts: Uint32Array): Uint32Array | null {
  // Few ranges are found as fast without it.
  if (starts.length < 64) return null;
  const roots = new Uint32Array(65537);
  let range = 0;
  for (let high = 0; high < 65536; high++) {
    while (range + 1 < starts.length && (starts[range + 1] ?? 0) <= high * 65536) range++;
    roots[high] = range;
  }
  roots[65536] = starts.length - 1;
  return roots;
}
