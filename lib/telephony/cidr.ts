// Address blocks: parse, compare, and the words in which a form refuses one.

import { z } from "zod";
import type { Checked } from "./checked";
import { addressText, type PackedAddress, packAddress } from "./packed-address";
import { GLOBAL_UNICAST_IPV6, SPECIAL_RANGES } from "./special-ranges";

/** A block in canonical form: no host bits. A single address is a block of its full width. */
export interface Block {
  readonly base: PackedAddress;
  readonly prefixLength: number;
}

/** Widest blocks that an ACL entry may be. */
const WIDEST_PREFIX = { 4: 24, 6: 64 } as const;
/** Wider than this is accepted with a warning. */
const WARNED_PREFIX = { 4: 29, 6: 125 } as const;

const fullLength = (family: 4 | 6) => (family === 4 ? 32 : 128);

function refused(message: string, suggestion: string | null = null) {
  return {
    ok: false,
    message: suggestion === null ? message : `${message}: did you mean ${suggestion}?`,
    suggestion,
  } as const;
}

/** "192.0.2.7" for a single address, else "192.0.2.0/28". */
export function blockText(block: Block): string {
  const address = addressText(block.base);
  return block.prefixLength === fullLength(block.base.family)
    ? address
    : `${address}/${block.prefixLength}`;
}

/**
 * Parses an address or block. Host bits, a dotted netmask, an IPv4-mapped address and brackets are refused with the
 * right form named. No limit of width and no judgement of the range: see `checkAclBlock`.
 */
export function parseBlock(raw: string): Checked<Block> {
  const text = raw.trim();
  if (text.length > 64) return refused("an address or block is at most 64 characters long");
  const parts = text.split("/");
  const [addressPart = "", lengthPart] = parts;
  const bare = addressPart.replace(/^\[(.*)\]$/, "$1");
  const base = packAddress(bare);
  if (parts.length > 2) return refused(`${text} has more than one /`);
  if (base === null) return refused(whyNoAddress(text, addressPart));
  const isMapped = base.family === 4 && bare.includes(":");
  const full = fullLength(base.family);
  const length = lengthPart === undefined ? full : parseLength(lengthPart, base.family, isMapped);
  if (length === null) {
    const most = isMapped ? 128 : full;
    return refused(`/${lengthPart} is no prefix length: it is /0 to /${most}`);
  }
  const block = { base: withoutHostBits(base, length), prefixLength: length };
  if (isMapped) return refused(`${text} is an IPv4 address written as IPv6`, blockText(block));
  if (blockText(block) !== blockText({ base, prefixLength: length })) {
    return refused(`${text} has host bits`, blockText(block));
  }
  if (bare !== addressPart || (lengthPart !== undefined && !/^\d+$/.test(lengthPart))) {
    return refused(`${text} is written another way`, blockText(block));
  }
  return { ok: true, value: block };
}

/** What an accepted ACL block draws attention to, if anything. */
export interface AclBlock {
  readonly block: Block;
  readonly warning: string | null;
}

/**
 * Judges a block as an ACL entry: no wider than /24 or /64, public unicast or inside one of the lab networks.
 * Overlap with others' entries is the caller's to judge, with `blocksOverlap`.
 */
export function checkAclBlock(raw: string, labNetworks: readonly Block[]): Checked<AclBlock> {
  // The width comes first: whoever writes 10.1.2.3/8 is told of the /8 rather than of the host bits.
  const width = widthOf(raw);
  if (width !== null && width.length < WIDEST_PREFIX[width.family]) {
    return refused(`${raw.trim()} is wider than /${WIDEST_PREFIX[width.family]}`);
  }
  const parsed = parseBlock(raw);
  if (!parsed.ok) return parsed;
  const block = parsed.value;
  const special = specialNoun(block);
  if (special !== null && !labNetworks.some((lab) => blockContains(lab, block))) {
    return refused(`${blockText(block)} is ${special}`);
  }
  const warned = WARNED_PREFIX[block.base.family];
  const warning =
    block.prefixLength < warned
      ? `${blockText(block)} is wider than /${warned}: ask the carrier for the addresses it sends from`
      : null;
  return { ok: true, value: { block, warning } };
}

/** What a block is instead of public unicast ("a private address"), or null when it is public unicast. */
export function specialNoun(block: Block): string | null {
  const special = SPECIAL_RANGES.find((range) => blocksOverlap(range, block));
  if (special !== undefined) return special.noun;
  if (block.base.family === 6 && !blockContains(GLOBAL_UNICAST_IPV6, block)) {
    return "no global unicast address";
  }
  return null;
}

/** Whether two blocks share an address. Different families never do. */
export function blocksOverlap(a: Block, b: Block): boolean {
  if (a.base.family !== b.base.family) return false;
  const length = Math.min(a.prefixLength, b.prefixLength);
  return samePrefix(a.base, b.base, length);
}

/** Whether every address of `inner` is in `outer`. */
export function blockContains(outer: Block, inner: Block): boolean {
  return outer.prefixLength <= inner.prefixLength && blocksOverlap(outer, inner);
}

/** Whether an address lies in a block. */
export function blockHasAddress(block: Block, address: PackedAddress): boolean {
  return (
    block.base.family === address.family && samePrefix(block.base, address, block.prefixLength)
  );
}

/** First address of the block of this length around an address. */
export function withoutHostBits(address: PackedAddress, length: number): PackedAddress {
  return {
    family: address.family,
    w0: (address.w0 & wordMask(length)) >>> 0,
    w1: (address.w1 & wordMask(length - 32)) >>> 0,
    w2: (address.w2 & wordMask(length - 64)) >>> 0,
    w3: (address.w3 & wordMask(length - 96)) >>> 0,
  };
}

/** Last address of a block. */
export function lastAddress(block: Block): PackedAddress {
  const { base, prefixLength: length } = block;
  const fill = (word: number, bits: number) => (word | ~wordMask(bits)) >>> 0;
  if (base.family === 4) return { ...base, w0: fill(base.w0, length) };
  return {
    family: 6,
    w0: fill(base.w0, length),
    w1: fill(base.w1, length - 32),
    w2: fill(base.w2, length - 64),
    w3: fill(base.w3, length - 96),
  };
}

/** An address block in canonical text, for schemas: what parses is returned as `blockText` writes it. */
export const BlockText = z
  .string()
  .max(64)
  .transform((text, context) => {
    const parsed = parseBlock(text);
    if (parsed.ok) return blockText(parsed.value);
    context.addIssue({ code: "custom", message: parsed.message });
    return z.NEVER;
  })
  .brand<"BlockText">();
export type BlockText = z.infer<typeof BlockText>;

// The shift count of JavaScript is taken modulo 32: a /0 would shift by nothing and match everything as /32 or
// nothing at all. Zero and below, 32 and above are therefore said outright.
function wordMask(bits: number): number {
  if (bits <= 0) return 0;
  return bits >= 32 ? 0xffffffff : (0xffffffff << (32 - bits)) >>> 0;
}

function samePrefix(a: PackedAddress, b: PackedAddress, length: number): boolean {
  return (
    ((a.w0 ^ b.w0) & wordMask(length)) === 0 &&
    ((a.w1 ^ b.w1) & wordMask(length - 32)) === 0 &&
    ((a.w2 ^ b.w2) & wordMask(length - 64)) === 0 &&
    ((a.w3 ^ b.w3) & wordMask(length - 96)) === 0
  );
}

function parseLength(text: string, family: 4 | 6, isMapped: boolean): number | null {
  if (/^\d{1,3}$/.test(text)) {
    const length = Number(text);
    if (!isMapped) return length <= fullLength(family) ? length : null;
    return length >= 96 && length <= 128 ? length - 96 : null;
  }
  const mask = family === 4 ? packAddress(text) : null;
  if (mask === null || mask.family !== 4) return null;
  for (let length = 0; length <= 32; length++) if (wordMask(length) === mask.w0) return length;
  return null;
}

function widthOf(raw: string): { family: 4 | 6; length: number } | null {
  const [address = "", length, more] = raw.trim().split("/");
  const base = packAddress(address);
  if (base === null || length === undefined || more !== undefined || !/^\d{1,3}$/.test(length)) {
    return null;
  }
  const isMapped = base.family === 4 && address.includes(":");
  return { family: isMapped ? 6 : base.family, length: Number(length) };
}

function whyNoAddress(text: string, addressPart: string): string {
  if (text === "") return "an address or block is needed, such as 192.0.2.10 or 192.0.2.8/29";
  if (/^[\d.]+$/.test(addressPart)) {
    if (/(^|\.)0\d/.test(addressPart)) return `${text} has a part with a leading 0`;
    if (addressPart.split(".").length !== 4) return `${text} is not four numbers with dots between`;
    return `${text} has a part above 255`;
  }
  if (addressPart.includes("%")) return `${text} has a zone: an entry is an address without one`;
  if (addressPart.includes(":")) return `${text} is not an IPv6 address`;
  if (/^[a-z0-9.-]+$/i.test(addressPart) && /[a-z]/i.test(addressPart)) {
    return `${text} is a name: an address or block is needed, such as 192.0.2.10 or 192.0.2.8/29`;
  }
  return `${text} is not an address or block, such as 192.0.2.10 or 192.0.2.8/29`;
}
