// Blocks are canonical, narrow, public, compared exactly, and refused in words.

import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import {
  type Block,
  BlockText,
  blockContains,
  blockHasAddress,
  blocksOverlap,
  blockText,
  checkAclBlock,
  lastAddress,
  parseBlock,
  withoutHostBits,
} from "./cidr";
import { addressText, type PackedAddress, packAddress } from "./packed-address";

function block(text: string): Block {
  const parsed = parseBlock(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

function address(text: string): PackedAddress {
  const packed = packAddress(text);
  if (packed === null) throw new Error(`${text} is no address`);
  return packed;
}

const lab = [block("127.0.0.0/8"), block("::1")];

describe("checkAclBlock", () => {
  it.each([
    ["8.8.8.8", "8.8.8.8"],
    ["8.8.8.8/32", "8.8.8.8"],
    ["8.8.8.8/29", "8.8.8.8/29"],
    [" 8.8.8.0/24 ", "8.8.8.0/24"],
    ["2404:1::1", "2404:1::1"],
    ["2404:0001:0::/64", "2404:1::/64"],
    ["127.0.0.5", "127.0.0.5"],
    ["::1", "::1"],
  ])("takes %s as %s", (text, canonical) => {
    const checked = checkAclBlock(text, lab);
    expect(checked.ok && blockText(checked.value.block)).toBe(canonical);
  });

  it.each([
    ["0.0.0.0/0", "0.0.0.0/0 is wider than /24"],
    ["8.8.0.0/23", "8.8.0.0/23 is wider than /24"],
    ["::/0", "::/0 is wider than /64"],
    ["2404:1::/63", "2404:1::/63 is wider than /64"],
    ["::ffff:0.0.0.0/0", "::ffff:0.0.0.0/0 is wider than /64"],
    ["10.1.2.3", "10.1.2.3 is a private address"],
    ["172.31.0.0/24", "172.31.0.0/24 is a private address"],
    ["192.168.1.1", "192.168.1.1 is a private address"],
    ["100.64.1.1", "100.64.1.1 is a carrier-grade NAT address"],
    ["169.254.1.1", "169.254.1.1 is a link-local address"],
    ["224.0.0.1", "224.0.0.1 is a multicast address"],
    ["192.0.2.1", "192.0.2.1 is a documentation address"],
    ["198.18.0.1", "198.18.0.1 is a benchmarking address"],
    ["250.0.0.1", "250.0.0.1 is a reserved address"],
    ["255.255.255.255", "255.255.255.255 is the broadcast address"],
    ["0.1.2.3", '0.1.2.3 is an address of "this network" (RFC 791)'],
    ["fd00::1", "fd00::1 is a unique local address"],
    ["fe80::1", "fe80::1 is a link-local address"],
    ["ff02::1", "ff02::1 is a multicast address"],
    ["2001:db8::1", "2001:db8::1 is a documentation address"],
    ["2002::1", "2002::1 is a 6to4 address"],
    ["2001::1", "2001::1 is a Teredo address"],
    ["64:ff9b::808:808", "64:ff9b::808:808 is an IPv4 address translated to IPv6 (NAT64)"],
    ["::", ":: is the unspecified address"],
    ["::8", "::8 is no global unicast address"],
    ["8.8.8.9/29", "8.8.8.9/29 has host bits: did you mean 8.8.8.8/29?"],
    ["2404::1/64", "2404::1/64 has host bits: did you mean 2404::/64?"],
    [
      "8.8.8.0/255.255.255.0",
      "8.8.8.0/255.255.255.0 is written another way: did you mean 8.8.8.0/24?",
    ],
    ["[2404:1::1]", "[2404:1::1] is written another way: did you mean 2404:1::1?"],
    ["::ffff:8.8.8.8", "::ffff:8.8.8.8 is an IPv4 address written as IPv6: did you mean 8.8.8.8?"],
    ["::ffff:808:808", "::ffff:808:808 is an IPv4 address written as IPv6: did you mean 8.8.8.8?"],
    ["8.8.8.0/33", "/33 is no prefix length: it is /0 to /32"],
    ["8.8.8.8/", "/ is no prefix length: it is /0 to /32"],
    ["8.8.8.8/24/24", "8.8.8.8/24/24 has more than one /"],
    ["8.8.8", "8.8.8 is not four numbers with dots between"],
    ["08.8.8.8", "08.8.8.8 has a part with a leading 0"],
    ["8.8.8.256", "8.8.8.256 has a part above 255"],
    [
      "0x08080808",
      "0x08080808 is a name: an address or block is needed, such as 192.0.2.10 or 192.0.2.8/29",
    ],
    [
      "sip.example.com",
      "sip.example.com is a name: an address or block is needed, such as 192.0.2.10 or 192.0.2.8/29",
    ],
    ["fe80::1%eth0", "fe80::1%eth0 has a zone: an entry is an address without one"],
    [":::1", ":::1 is not an IPv6 address"],
    ["", "an address or block is needed, such as 192.0.2.10 or 192.0.2.8/29"],
    [
      "8.8.8.8\u0000",
      "8.8.8.8\u0000 is not an address or block, such as 192.0.2.10 or 192.0.2.8/29",
    ],
    ["1".repeat(70), "an address or block is at most 64 characters long"],
  ])("refuses %j in words", (text, message) => {
    expect(checkAclBlock(text, [])).toMatchObject({ ok: false, message });
  });

  it.each([
    ["8.8.8.0/28", "8.8.8.0/28 is wider than /29: ask the carrier for the addresses it sends from"],
    ["8.8.8.8/29", null],
    [
      "2404:1::/64",
      "2404:1::/64 is wider than /125: ask the carrier for the addresses it sends from",
    ],
    ["2404:1::8/125", null],
  ])("warns of %s: %s", (text, warning) => {
    expect(checkAclBlock(text, [])).toMatchObject({ ok: true, value: { warning } });
  });

  it("takes a special range only when a lab network holds all of it", () => {
    expect(checkAclBlock("127.0.0.0/24", [block("127.0.0.0/25")]).ok).toBe(false);
    expect(checkAclBlock("127.0.0.0/25", [block("127.0.0.0/24")]).ok).toBe(true);
  });
});

it("BlockText returns the canonical text", () => {
  expect(BlockText.parse(" 8.8.8.8/32")).toBe("8.8.8.8");
  expect(BlockText.safeParse("8.8.8.9/29").error?.issues[0]?.message).toBe(
    "8.8.8.9/29 has host bits: did you mean 8.8.8.8/29?",
  );
});

const words = fc.integer({ min: 0, max: 0xffffffff });
const addresses: fc.Arbitrary<PackedAddress> = fc.oneof(
  words.map((w0) => ({ family: 4 as const, w0, w1: 0, w2: 0, w3: 0 })),
  fc
    .tuple(words, words, words, words)
    .filter(([w0, w1, w2]) => !(w0 === 0 && w1 === 0 && w2 === 0xffff))
    .map(([w0, w1, w2, w3]) => ({ family: 6 as const, w0, w1, w2, w3 })),
);
const blocks: fc.Arbitrary<Block> = fc
  .tuple(addresses, fc.integer({ min: 0, max: 128 }))
  .map(([base, length]) => {
    const prefixLength = base.family === 4 ? length % 33 : length;
    return { base: withoutHostBits(base, prefixLength), prefixLength };
  });

/** The address as bits, and nothing clever. */
function bits(packed: PackedAddress): string {
  const all = packed.family === 4 ? [packed.w0] : [packed.w0, packed.w1, packed.w2, packed.w3];
  return all.map((word) => word.toString(2).padStart(32, "0")).join("");
}

describe("arithmetic of blocks", () => {
  it("packs what ipaddr.js reads, and writes it back", () => {
    fc.assert(
      fc.property(addresses, (packed) => {
        const text = addressText(packed);
        expect(packAddress(text)).toEqual(packed);
        expect(ipaddr.process(text).toString()).toBe(ipaddr.parse(text).toString());
        expect(packAddress(ipaddr.parse(text).toNormalizedString())).toEqual(packed);
      }),
    );
  });

  it("takes an IPv4-mapped address for the IPv4 address", () => {
    expect(address("::ffff:192.0.2.1")).toEqual(address("192.0.2.1"));
    expect(address("::FFFF:C000:201")).toEqual(address("192.0.2.1"));
  });

  it("compares prefixes bit by bit", () => {
    fc.assert(
      fc.property(blocks, blocks, addresses, (a, b, one) => {
        const prefix = (it: Block) => bits(it.base).slice(0, it.prefixLength);
        const isSameFamily = a.base.family === b.base.family;
        const overlap =
          isSameFamily && (prefix(a).startsWith(prefix(b)) || prefix(b).startsWith(prefix(a)));
        expect(blocksOverlap(a, b)).toBe(overlap);
        expect(blockContains(a, b)).toBe(isSameFamily && prefix(b).startsWith(prefix(a)));
        expect(blockHasAddress(a, one)).toBe(
          a.base.family === one.family && bits(one).startsWith(prefix(a)),
        );
      }),
    );
  });

  it("knows first and last address", () => {
    fc.assert(
      fc.property(blocks, (it) => {
        const full = it.base.family === 4 ? 32 : 128;
        const prefix = bits(it.base).slice(0, it.prefixLength);
        expect(bits(it.base)).toBe(prefix.padEnd(full, "0"));
        expect(bits(lastAddress(it))).toBe(prefix.padEnd(full, "1"));
      }),
    );
  });

  it("reads a block that it wrote", () => {
    fc.assert(
      fc.property(blocks, (it) => {
        expect(block(blockText(it))).toEqual(it);
      }),
    );
  });

  it.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.04",
    "1..2.3",
    ".1.2.3",
    "1.2.3.",
    "1.2.3.4 ",
    "0x1.2.3.4",
    "16909060",
    "::1%lo",
    "[::1]",
    "1::2::3",
    "1.2.3.4:5060",
  ])("packs nothing from %j", (text) => {
    expect(packAddress(text)).toBeNull();
  });
});
