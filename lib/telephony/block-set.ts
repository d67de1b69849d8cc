// Sets of blocks: a range of addresses as blocks, and neighbouring blocks as one.
import { type Block, withoutHostBits } from "./cidr";
import { type PackedAddress, packAddress } from "./packed-address";

/** Blocks that a range of addresses is written as, at most. */
const MOST_BLOCKS = 64;

/**
 * The fewest blocks that hold exactly the addresses from first to last, in order. Null where the two are not addresses
 * of one family in this order, or more than 64 blocks would be needed.
 */
export function blocksOfRange(first: string, last: string): readonly Block[] | null {
  const from = packAddress(first);
  const to = packAddress(last);
  if (from === null || to === null || from.family !== to.family) return null;
  const width = from.family === 4 ? 32 : 128;
  const end = toInteger(to);
  const blocks: Block[] = [];
  for (let at = toInteger(from); at <= end; ) {
    if (blocks.length === MOST_BLOCKS) return null;
    let bits = 0;
    while (bits < width && at % (1n << BigInt(bits + 1)) === 0n) {
      if (at + (1n << BigInt(bits + 1)) - 1n > end) break;
      bits++;
    }
    blocks.push({ base: fromInteger(at, from.family), prefixLength: width - bits });
    at += 1n << BigInt(bits);
  }
  return blocks.length === 0 ? null : blocks;
}

/** The block twice as wide that a block is one half of; null of the widest. */
export function doubled({ base, prefixLength }: Block): Block | null {
  if (prefixLength === 0) return null;
  return { base: withoutHostBits(base, prefixLength - 1), prefixLength: prefixLength - 1 };
}

/** The other half of `whole`. */
export function halfBeside(half: Block, whole: Block): Block {
  const { base, prefixLength } = half;
  const width = base.family === 4 ? 32 : 128;
  const size = 1n << BigInt(width - prefixLength);
  const isFirst = toInteger(base) === toInteger(whole.base);
  return {
    base: isFirst ? fromInteger(toInteger(base) + size, base.family) : whole.base,
    prefixLength,
  };
}

function toInteger({ family, w0, w1, w2, w3 }: PackedAddress): bigint {
  if (family === 4) return BigInt(w0);
  return (BigInt(w0) << 96n) | (BigInt(w1) << 64n) | (BigInt(w2) << 32n) | BigInt(w3);
}

function fromInteger(value: bigint, family: 4 | 6): PackedAddress {
  const word = (shift: bigint) => Number((value >> shift) & 0xffffffffn);
  if (family === 4) return { family, w0: word(0n), w1: 0, w2: 0, w3: 0 };
  return { family, w0: word(96n), w1: word(64n), w2: word(32n), w3: word(0n) };
}
