/** Addresses in headers: From, To, Contact and their like (RFC 3261 §20.10, §25.1). */
import { describe, expect, it } from "vitest";
import { parseNameAddr } from "./name-addr";
import { unquote } from "./params";

describe("reads", () => {
  it.each([
    ["<sip:a@b.com>", null, "sip:a@b.com", null],
    ["sip:a@b.com;tag=x", null, "sip:a@b.com", "x"],
    ["<sip:a@b.com;tag=inner>;TAG=outer", null, "sip:a@b.com;tag=inner", "outer"],
    ['"A \\"B\\" <c>" <sip:a@b.com>', 'A "B" <c>', "sip:a@b.com", null],
    ['""<sip:a@b.com>', "", "sip:a@b.com", null],
    ["Alice B. <sip:a@b.com> ; tag = x", "Alice B.", "sip:a@b.com", "x"],
    ["J\xc3\xbcrgen <sip:a@b.com>", "J\xc3\xbcrgen", "sip:a@b.com", null],
    ["<tel:+6498879333>", null, "tel:+6498879333", null],
    ["*", null, "*", null],
  ])("%s", (text, display, uri, tag) => {
    expect(parseNameAddr(text)).toMatchObject({ display, uri, tag });
  });

  it("parameters with quoted strings that hold separators", () => {
    const address = parseNameAddr('<sip:a@b.com>;x="a;b,\\"c";+sip.instance="<urn:uuid:1>";y');
    expect(address?.params).toEqual([
      { name: "x", value: '"a;b,\\"c"' },
      { name: "+sip.instance", value: '"<urn:uuid:1>"' },
      { name: "y", value: null },
    ]);
    expect(unquote(address?.params[0]?.value ?? "")).toBe('a;b,"c');
  });
});

it.each([
  "",
  "<>",
  "sip:",
  "<sip:a@b.com",
  "sip:a@b.com>",
  "< sip:a@b.com >",
  "<sip:a@b.com> x",
  "<sip:a@b.com>;",
  "<sip:a@b.com>;;tag=x",
  "<sip:a@b.com>;tag",
  "<sip:a@b.com>;tag=",
  '<sip:a@b.com>;tag="x"',
  "<sip:a@b.com>;tag=x;Tag=y",
  "<sip:a@b.com>,<sip:c@d.com>",
  "sip:a@b.com?x=y",
  "sip:a@b.com,x",
  "A, B <sip:a@b.com>",
  '"A <sip:a@b.com>',
  '"A" sip:a@b.com',
  '"A" "B" <sip:a@b.com>',
  "A (home) <sip:a@b.com>",
  "<sip:a@b.com><sip:c@d.com>",
  "<sip:a@b@c.com>",
  "*;x=y z",
  "\u0100<sip:a@b.com>",
])("refuses %j", (text) => {
  expect(parseNameAddr(text)).toBeNull();
});
