// The longest match of the table is the longest match of a plain scan.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, blockHasAddress, parseBlock, withoutHostBits } from "@/lib/telephony/cidr";
import type { PackedAddress } from "@/lib/telephony/packed-address";
import { narrowestNode, prefixTable, withItems } from "./prefix-table";
import { address } from "./test-world";

interface Item {
  readonly block: Block;
  readonly name: string;
}

function item(text: string, name = text): Item {
  const parsed = parseBlock(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return { block: parsed.value, name };
}

/** Names of all blocks around an address, narrowest first, as the table finds them. */
function found(items: readonly Item[], at: PackedAddress): string[] {
  const names: string[] = [];
  for (let node = narrowestNode(prefixTable(items), at); node; node = node.around) {
    names.push(...node.items.map((one) => one.name));
  }
  return names;
}

/** The same by looking at every item. */
function scanned(items: readonly Item[], at: PackedAddress): string[] {
  return items
    .filter((one) => blockHasAddress(one.block, at))
    .sort((a, b) => b.block.prefixLength - a.block.prefixLength)
    .map((one) => one.name);
}

describe("prefix table", () => {
  it.each([
    ["10.0.0.5", ["10.0.0.4/30", "10.0.0.0/24"]],
    ["10.0.0.8", ["10.0.0.0/24"]],
    ["10.0.0.255", ["10.0.0.255", "10.0.0.0/24"]],
    ["10.0.1.0", []],
    ["255.255.255.255", ["255.255.255.0/24"]],
    ["0.0.0.0", ["0.0.0.0"]],
    ["0.0.0.1", []],
    ["2001:db8::1", ["2001:db8::/64"]],
    ["2001:db8:0:1::", []],
    ["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ["ffff:ffff:ffff:ffff::/64"]],
    ["::a00:5", []],
  ])("finds what holds %s", (text, names) => {
    const items = [
      "10.0.0.0/24",
      "10.0.0.4/30",
      "10.0.0.255",
      "255.255.255.0/24",
      "0.0.0.0",
      "2001:db8::/64",
      "ffff:ffff:ffff:ffff::/64",
    ].map((block) => item(block));
    expect(found(items, address(text))).toEqual(names);
  });

  it("finds nothing in nothing", () => {
    expect(found([], address("10.0.0.1"))).toEqual([]);
    expect(found([], address("::1"))).toEqual([]);
  });

  it("keeps all items of one block", () => {
    const items = [item("10.0.0.0/24", "a"), item("10.0.0.0/24", "b"), item("10.0.0.0/25", "c")];
    expect(found(items, address("10.0.0.1"))).toEqual(["c", "a", "b"]);
  });

  // Few distinct bits, so that blocks nest and touch; both ends of the words, so that carries happen.
  const word = fc.constantFrom(
    0,
    1,
    2,
    3,
    0x0a000000,
    0x0a000001,
    0x0a0000ff,
    0x80000000,
    0xfffffffe,
    0xffffffff,
  );
  const anyAddress: fc.Arbitrary<PackedAddress> = fc.oneof(
    word.map((w0) => ({ family: 4 as const, w0, w1: 0, w2: 0, w3: 0 })),
    fc
      .tuple(word, word, word, word)
      .map(([w0, w1, w2, w3]) => ({ family: 6 as const, w0, w1, w2, w3 })),
  );
  const anyBlock = fc.tuple(anyAddress, fc.integer({ min: 0, max: 128 })).map(([base, length]) => {
    const prefixLength = base.family === 4 ? length % 33 : length;
    return { base: withoutHostBits(base, prefixLength), prefixLength };
  });

  it("equals a plain scan", () => {
    fc.assert(
      fc.property(
        fc.array(anyBlock, { maxLength: 40 }),
        fc.array(anyAddress, { minLength: 10, maxLength: 30 }),
        (blocks, addresses) => {
          const items = blocks.map((block, i) => ({ block, name: String(i) }));
          for (const at of addresses) {
            // Equal blocks stand in any order.
            expect(found(items, at).map((n) => items[Number(n)]?.block.prefixLength)).toEqual(
              scanned(items, at).map((n) => items[Number(n)]?.block.prefixLength),
            );
            expect(new Set(found(items, at))).toEqual(new Set(scanned(items, at)));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("equals a table made anew, however it came about", () => {
    const batch = fc.record({ add: fc.array(anyBlock, { maxLength: 6 }), drop: fc.nat(40) });
    fc.assert(
      fc.property(fc.array(batch, { minLength: 1, maxLength: 8 }), (batches) => {
        let items: Item[] = [];
        let table = prefixTable(items);
        for (const { add, drop } of batches) {
          const added = add.map((block, i) => ({ block, name: `${items.length + i}` }));
          const dropped = items[drop];
          items = [...items.filter((one) => one !== dropped), ...added];
          table = withItems(table, (one) => one === dropped, added);
        }
        expect(table).toEqual(prefixTable(items));
      }),
      { numRuns: 300 },
    );
  });

  it("takes over what a change is not near to", () => {
    const [a, b, c] = [item("10.0.0.0/24"), item("10.0.0.1"), item("10.1.2.0/24")];
    const before = prefixTable([a, b]);
    const after = withItems(before, () => false, [c]);
    const at = address("10.0.0.1");
    expect(narrowestNode(after, at)).toBe(narrowestNode(before, at));
  });

  it("equals a plain scan over many buckets", () => {
    let state = 5;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const items = Array.from({ length: 2000 }, (_, i) => {
      const base = { family: 4, w0: random(2 ** 32), w1: 0, w2: 0, w3: 0 } as const;
      const prefixLength = 12 + random(21);
      return {
        block: { base: withoutHostBits(base, prefixLength), prefixLength },
        name: String(i),
      };
    });
    const table = prefixTable(items);
    for (let i = 0; i < 2000; i++) {
      const near = items[random(items.length)]?.block.base.w0 ?? 0;
      const w0 = i % 2 ? random(2 ** 32) : (near + random(9) - 4) >>> 0;
      const at = { family: 4, w0, w1: 0, w2: 0, w3: 0 } as const;
      const names = narrowestNode(table, at)?.items.map((one) => one.block.prefixLength)[0];
      expect(names).toBe(items[Number(scanned(items, at)[0] ?? -1)]?.block.prefixLength);
    }
  });
});
