// Neighbouring halves of a block become that block, and so on up: for lists that name a network address by address.
import { doubled, halfBeside } from "@/lib/telephony/block-set";
import { type Block, blockText } from "@/lib/telephony/cidr";

/** Neighbours are joined up to what needs no second look. */
const WIDEST_JOINED = { 4: 29, 6: 125 } as const;

/** A block, and what is said of it: only blocks of which the same is said are joined. */
export interface Neighbour {
  readonly block: Block;
  readonly said: string;
}

export interface Joined<T extends Neighbour> {
  readonly block: Block;
  /** One that stays as it is, or all that became this block; the first of the list first. */
  readonly parts: readonly [T, ...T[]];
}

/**
 * In the order of each one's first part. No block may stand in the list twice with the same said of it. Each looks for its
 * other half by name, and what they make for its own: no two are compared.
 */
export function joinNeighbours<T extends Neighbour>(list: readonly T[]): Joined<T>[] {
  const byName = new Map<string, Joined<T> & { readonly place: number }>();
  for (const [place, part] of list.entries()) {
    const { said } = part;
    let one: Joined<T> & { readonly place: number } = { place, block: part.block, parts: [part] };
    for (;;) {
      const whole = doubled(one.block);
      if (whole === null || whole.prefixLength < WIDEST_JOINED[whole.base.family]) break;
      const name = nameOf(halfBeside(one.block, whole), said);
      const other = byName.get(name);
      if (other === undefined) break;
      byName.delete(name);
      const [first, second] = one.place < other.place ? [one, other] : [other, one];
      one = { place: first.place, block: whole, parts: [...first.parts, ...second.parts] };
    }
    byName.set(nameOf(one.block, said), one);
  }
  return [...byName.values()].sort((a, b) => a.place - b.place);
}

const nameOf = (block: Block, said: string) => `${blockText(block)} ${said}`;
