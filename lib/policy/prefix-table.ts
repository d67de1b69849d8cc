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

/** Builds the table from items in the order of `compareBlocks`. Linear. */
export function prefixTable<T extends { readonly block: Block }>(
  sorted: readonly T[],
): PrefixTable<T> {
  const firstIpv6 = sorted.findIndex(({ block }) => block.base.family === 6);
  const cut = firstIpv6 === -1 ? sorted.length : firstIpv6;
  return { ipv4: ranges(sorted.slice(0, cut), 1), ipv6: ranges(sorted.slice(cut), 4) };
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

/** The address after this one, or null after the very last. */
function following(address: PackedAddress): PackedAddress | null {
  const words = [address.w0, address.w1, address.w2, address.w3];
  for (let i = address.family === 4 ? 0 : 3; i >= 0; i--) {
    const next = ((words[i] ?? 0) + 1) >>> 0;
    words[i] = next;
    if (next !== 0) {
      const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = words;
      return { family: address.family, w0, w1, w2, w3 };
    }
  }
  return null;
}

function ranges<T extends { readonly block: Block }>(
  sorted: readonly T[],
  width: 1 | 4,
): Ranges<T> {
  const firsts: PackedAddress[] = [];
  const nodes: (PrefixNode<T> | null)[] = [];
  const begin = (first: PackedAddress, node: PrefixNode<T> | null) => {
    const last = firsts.at(-1);
    // A narrower block that begins where the wider one does takes its place.
    if (last && compareAddresses(last, first) === 0) nodes[nodes.length - 1] = node;
    else {
      firsts.push(first);
      nodes.push(node);
    }
  };
  begin({ family: width === 1 ? 4 : 6, w0: 0, w1: 0, w2: 0, w3: 0 }, null);

  let inner: PrefixNode<T> | null = null;
  const leave = (node: PrefixNode<T>) => {
    const next = following(lastAddress(node.block));
    if (next) begin(next, node.around);
    return node.around;
  };
  for (let i = 0; i < sorted.length; ) {
    const { block } = sorted[i] as T;
    let end = i + 1;
    while (end < sorted.length && compareBlocks((sorted[end] as T).block, block) === 0) end++;
    while (inner && !blockContains(inner.block, block)) inner = leave(inner);
    inner = { block, items: sorted.slice(i, end), around: inner };
    begin(block.base, inner);
    i = end;
  }
  while (inner) inner = leave(inner);

  const starts = new Uint32Array(firsts.length * width);
  for (const [i, first] of firsts.entries()) {
    starts[i * width] = first.w0;
    if (width === 4) starts.set([first.w1, first.w2, first.w3], i * 4 + 1);
  }
  return { starts, nodes, roots: width === 1 ? rootsOf(starts) : null };
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
