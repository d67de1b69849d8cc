// Ranges as blocks, and blocks as wider ones, against counting addresses one by one.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blocksOfRange, doubled, halfBeside } from "./block-set";
import { type Block, blockHasAddress, blockText, parseBlock } from "./cidr";
import { addressText, packAddress } from "./packed-address";

const texts = (blocks: readonly Block[] | null) => blocks?.map(blockText) ?? null;

function block(text: string): Block {
  const parsed = parseBlock(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

describe("a range as blocks", () => {
  test.each([
    ["192.0.2.4", "192.0.2.7", ["192.0.2.4/30"]],
    ["192.0.2.1", "192.0.2.6", ["192.0.2.1", "192.0.2.2/31", "192.0.2.4/31", "192.0.2.6"]],
    ["192.0.2.9", "192.0.2.9", ["192.0.2.9"]],
    ["0.0.0.0", "255.255.255.255", ["0.0.0.0/0"]],
    ["2001:db8::", "2001:db8::ff", ["2001:db8::/120"]],
  ])("%s to %s", (first, last, blocks) => {
    expect(texts(blocksOfRange(first, last))).toEqual(blocks);
  });

  test.each([
    ["192.0.2.9", "192.0.2.8"],
    ["192.0.2.9", "2001:db8::"],
    ["sip.example", "192.0.2.8"],
    ["2001:db8::1", "2001:db8:ffff:ffff:ffff:ffff:ffff:fffe"],
  ])("%s to %s is none", (first, last) => {
    expect(blocksOfRange(first, last)).toBeNull();
  });

  test("holds exactly the addresses between, each once", () => {
    const octet = fc.nat(255);
    fc.assert(
      fc.property(octet, octet, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const blocks = blocksOfRange(`192.0.2.${low}`, `192.0.2.${high}`) ?? [];
        for (let n = 0; n < 256; n++) {
          const address = packAddress(`192.0.2.${n}`);
          if (address === null) throw new Error("no address");
          const holding = blocks.filter((one) => blockHasAddress(one, address));
          expect(holding.length, addressText(address)).toBe(n >= low && n <= high ? 1 : 0);
        }
      }),
    );
  });
});

test.each([
  ["192.0.2.8/30", "192.0.2.12/30", "192.0.2.8/29"],
  ["192.0.2.12/30", "192.0.2.8/30", "192.0.2.8/29"],
  ["2001:db8::", "2001:db8::1", "2001:db8::/127"],
  ["255.255.255.255", "255.255.255.254", "255.255.255.254/31"],
])("%s and %s are the halves of %s", (half, other, text) => {
  const whole = doubled(block(half));
  expect(whole && blockText(whole)).toBe(text);
  expect(whole && blockText(halfBeside(block(half), whole))).toBe(other);
});

test("nothing is twice as wide as everything", () => {
  expect(doubled(block("0.0.0.0/0"))).toBeNull();
});
