/** SIP URIs: what RFC 3261 §19.1 allows, what it does not, and which are equal. */
import { describe, expect, it } from "vitest";
import { formatHostPort } from "./host";
import { sameUri } from "./same-uri";
import { decodeEscapes, type ParsedUri, parseUri } from "./sip-uri";

const parsed = (text: string): ParsedUri => parseUri(text) ?? expect.fail(`${text} is malformed`);

describe("[RFC3261 §19.1.1] parts", () => {
  it("splits user, password, host, port, parameters and headers", () => {
    expect(
      parsed("SIPS:al%69ce;x=1:secret@Example.COM:5061;Transport=tcp;lr?Subject=a%20b&X="),
    ).toEqual({
      kind: "sip",
      scheme: "sips",
      user: "al%69ce;x=1",
      password: "secret",
      host: "example.com",
      hostKind: "name",
      port: 5061,
      params: [
        { name: "transport", value: "tcp" },
        { name: "lr", value: null },
      ],
      headers: [
        { name: "Subject", value: "a%20b" },
        { name: "X", value: "" },
      ],
      hostStart: 24,
      hostEnd: 40,
    });
  });

  it.each([
    ["sip:example.com", "name", "example.com", null],
    ["sip:192.0.2.1:5060", "ipv4", "192.0.2.1", 5060],
    ["sip:a@[2001:DB8::1]:5070", "ipv6", "2001:db8::1", 5070],
    ["sip:a@[::ffff:192.0.2.1]", "ipv6", "::ffff:192.0.2.1", null],
    ["sip:a@[::]", "ipv6", "::", null],
    ["sip:a@host.example.", "name", "host.example", null],
    ["sip:a@my_host.example", "name", "my_host.example", null],
    ["sip:a@localhost", "name", "localhost", null],
    ["sip:user:@example.com", "name", "example.com", null],
  ])("%s", (text, hostKind, host, port) => {
    expect(parsed(text)).toMatchObject({ kind: "sip", hostKind, host, port });
  });

  it("reads tel URIs and names other schemes", () => {
    expect(parsed("tel:+64-9-887-9333;phone-context=example.com")).toEqual({
      kind: "tel",
      scheme: "tel",
      number: "+64-9-887-9333",
      params: [{ name: "phone-context", value: "example.com" }],
    });
    expect(parsed("mailto:a@example.com")).toMatchObject({ kind: "other", scheme: "mailto" });
  });
});

it.each([
  "",
  "sip:",
  "sip",
  "example.com",
  "1sip:example.com",
  ":example.com",
  "<sip:a@example.com>",
  "sip:@example.com",
  "sip:a@",
  "sip:a@b@c",
  "sip:a b@example.com",
  "sip:a@exa mple.com",
  "sip:a\0@example.com",
  "sip:ä@example.com",
  "sip:a\u0140example.com",
  "sip:a%4@example.com",
  "sip:a%zz@example.com",
  "sip:a@example..com",
  "sip:a@.example.com",
  "sip:a@-example.com",
  "sip:a@example-.com",
  "sip:a@example.com:",
  "sip:a@example.com:0",
  "sip:a@example.com:65536",
  "sip:a@example.com:5060x",
  "sip:a@example.com:-1",
  "sip:a@256.0.0.1",
  "sip:a@1.2.3",
  "sip:a@1.2.3.4.5",
  "sip:a@010.0.0.1",
  "sip:a@1.2.3.4.",
  "sip:a@example.1com",
  "sip:a@2001:db8::1",
  "sip:a@[2001:db8::1",
  "sip:a@[2001:db8:::1]",
  "sip:a@[1::2::3]",
  "sip:a@[fe80::1%25eth0]",
  "sip:a@[1:2:3:4:5:6:7:8:9]",
  "sip:a@[1:2:3:4:5:6:7]",
  "sip:a@[::1.2.3]",
  "sip:a@[]",
  "sip:a@example.com;",
  "sip:a@example.com;;lr",
  "sip:a@example.com;lr=",
  "sip:a@example.com;lr;LR",
  "sip:a@example.com;%6cr;lr",
  "sip:a@example.com;x=<",
  "sip:a@example.com?",
  "sip:a@example.com?a",
  "sip:a@example.com?a=1&",
  "sip:a@example.com?a=1&b",
  "sip:a@example.com#f",
  `sip:a@${"a".repeat(64)}.com`,
  `sip:a@${"a.".repeat(130)}com`,
  "tel:",
  "tel:+",
  "tel:09 887",
  "mailto:",
  "isbn:a b",
])("refuses %j", (text) => {
  expect(parseUri(text)).toBeNull();
});

describe("[RFC3261 §19.1.4] equality, examples of the section", () => {
  it.each([
    ["sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp"],
    ["sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5"],
    ["sip:carol@chicago.com", "sip:carol@chicago.com;security=on"],
    [
      "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
      "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
    ],
    [
      "sip:alice@atlanta.com?subject=project%20x&priority=urgent",
      "sip:alice@atlanta.com?priority=urgent&subject=project%20x",
    ],
    ["sip:a@[2001:db8::1]", "sip:a@[2001:0DB8:0::1]"],
    ["tel:+64-9-887.9333", "tel:+6498879333"],
    ["isbn:123", "isbn:123"],
    ["sip:a%2cb@b.com", "sip:a%2Cb@b.com"],
  ])("%s is %s", (a, b) => {
    expect(sameUri(parsed(a), parsed(b))).toBe(true);
    expect(sameUri(parsed(b), parsed(a))).toBe(true);
  });

  it.each([
    ["SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP"],
    ["sip:bob@biloxi.com", "sip:bob@biloxi.com:5060"],
    ["sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp"],
    ["sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp"],
    ["sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting"],
    ["sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4"],
    ["sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off"],
    ["sip:a@b.com", "sips:a@b.com"],
    ["sip:a@b.com", "sip:b.com"],
    ["sip:a:x@b.com", "sip:a@b.com"],
    ["sip:a%2541@b.com", "sip:a%41@b.com"],
    ["sip:a%40x@b.com", "sip:a%41x@b.com"],
    ["sip:a%2Cb@b.com", "sip:a,b@b.com"],
    ["sip:a@b.com", "tel:+6498879333"],
    ["tel:+6498879333", "tel:+6498879334"],
    ["isbn:123", "isbn:124"],
  ])("%s is not %s", (a, b) => {
    expect(sameUri(parsed(a), parsed(b))).toBe(false);
    expect(sameUri(parsed(b), parsed(a))).toBe(false);
  });
});

it("decodes escapes to bytes, and only whole ones", () => {
  expect(decodeEscapes("%2B64%209")).toBe("+64 9");
  expect(decodeEscapes("%e4%C3")).toBe("\xe4\xc3");
  expect(decodeEscapes("100%")).toBeNull();
  expect(decodeEscapes("%4")).toBeNull();
});

it("writes hosts with brackets where they need them", () => {
  expect(formatHostPort("2001:db8::1", 5060)).toBe("[2001:db8::1]:5060");
  expect(formatHostPort("example.com", null)).toBe("example.com");
});
