// Joined neighbours hold the same addresses as before, and no two that could be joined are left.
import fc from "fast-check";
import { expect, test } from "vitest";
import { blockContains, blockText, parseBlock } from "@/lib/telephony/cidr";
import { joinNeighbours, type Neighbour } from "./join-neighbours";

function neighbour(text: string, said = ""): Neighbour {
  const parsed = parseBlock(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return { block: parsed.value, said };
}

const texts = (list: readonly Neighbour[]) =>
  joinNeighbours(list).map(({ block, parts }) => [blockText(block), parts.length]);

test("stops at a /29 and at a /125, and at what says something else", () => {
  const sixteen = Array.from({ length: 16 }, (_, n) => neighbour(`192.0.2.${n}`));
  expect(texts(sixteen)).toEqual([
    ["192.0.2.0/29", 8],
    ["192.0.2.8/29", 8],
  ]);
  const six = Array.from({ length: 16 }, (_, n) => neighbour(`2001:db8::${n.toString(16)}`));
  expect(texts(six).map(([text]) => text)).toEqual(["2001:db8::/125", "2001:db8::8/125"]);
  expect(texts([neighbour("192.0.2.0", "a"), neighbour("192.0.2.1", "b")])).toHaveLength(2);
});

test("names the parts in the list's order, and stands where the first of them stood", () => {
  const list = ["192.0.2.9", "198.51.100.1", "192.0.2.8"].map((text) => neighbour(text));
  const joined = joinNeighbours(list);
  expect(joined.map(({ block }) => blockText(block))).toEqual(["192.0.2.8/31", "198.51.100.1"]);
  expect(joined[0]?.parts).toEqual([list[0], list[2]]);
});

test("holds the addresses of before and no others, each part in its block, and nothing that could be joined", () => {
  const last = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 64 });
  fc.assert(
    fc.property(last, last, (ones, twos) => {
      const list = [
        ...ones.map((n) => neighbour(`192.0.2.${n}`, "one")),
        ...twos.map((n) => neighbour(`192.0.2.${n}`, "two")),
      ];
      const joined = joinNeighbours(list);
      expect(joined.flatMap(({ parts }) => parts)).toHaveLength(list.length);
      for (const { block, parts } of joined) {
        expect(parts).toHaveLength(2 ** (32 - block.prefixLength));
        expect(parts.every((part) => blockContains(block, part.block))).toBe(true);
        expect(new Set(parts.map(({ said }) => said)).size).toBe(1);
      }
      const again = joined.map(({ block, parts }) => ({ block, said: parts[0].said }));
      expect(joinNeighbours(again)).toHaveLength(joined.length);
    }),
  );
});
