/** Unknown sources: exact counts, bounded memory, and harmless words out of any bytes. */
import { expect, it } from "vitest";
import { describeKnock, UnknownSources } from "./unknown-sources";

const invite = Buffer.from(
  "INVITE sip:100@198.51.100.1 SIP/2.0\r\nVia: x\r\nuser-agent : friendly\u0007-scanner\r\n\r\n",
);

it("counts each datagram of each address and says what was asked last", () => {
  const sources = new UnknownSources();
  sources.count("192.0.2.9", "udp", Buffer.from("junk"), 1_000);
  sources.count("192.0.2.9", "udp", invite, 2_000);
  sources.count("192.0.2.10", "tcp", null, 3_000);
  const taken = sources.take();
  expect(taken).toEqual([
    {
      address: "192.0.2.9",
      firstSeenAt: new Date(1_000).toISOString(),
      lastSeenAt: new Date(2_000).toISOString(),
      datagrams: 2,
      lastTransport: "udp",
      lastMethod: "INVITE",
      lastRequestUri: "sip:100@198.51.100.1",
      lastUserAgent: "friendly.-scanner",
    },
    expect.objectContaining({ address: "192.0.2.10", datagrams: 1, lastMethod: "" }),
  ]);
  expect(sources.take()).toEqual([]);
});

it("puts back what could not be written, and adds what came meanwhile", () => {
  const sources = new UnknownSources();
  sources.count("192.0.2.9", "udp", invite, 1_000);
  const taken = sources.take();
  sources.count("192.0.2.9", "udp", invite, 2_000);
  sources.restore(taken);
  const [count] = sources.take();
  expect(count?.datagrams).toBe(2);
  expect(count?.firstSeenAt).toBe(new Date(1_000).toISOString());
  sources.restore(taken);
  expect(sources.take()).toEqual(taken);
});

it("holds a bounded number of addresses", () => {
  const sources = new UnknownSources();
  for (let i = 0; i < 10_000; i++) sources.count(`10.0.${i >> 8}.${i & 255}`, "udp", null, i);
  expect(sources.take().length).toBe(4_096);
  expect(sources.overflow).toBe(10_000 - 4_096);
  expect(sources.total).toBe(10_000);
});

it.each([
  ["", "", "", ""],
  ["\0\0\0\0", "", "", ""],
  ["SIP/2.0 200 OK\r\n\r\n", "", "", ""],
  [`OPTIONS sip:${"x".repeat(5_000)} SIP/2.0\r\n`, "OPTIONS", `sip:${"x".repeat(196)}`, ""],
  ["INVITE  SIP/2.0 SIP/2.0", "INVITE", "", ""],
  // The cut falls into the middle of a surrogate pair, which Postgres would refuse.
  [
    `OPTIONS sip:${"x".repeat(195)}\u{1f600} SIP/2.0\r\nUser-Agent: ${"a".repeat(199)}\u{1f600}\r\n`,
    "OPTIONS",
    `sip:${"x".repeat(195)}\ufffd`,
    `${"a".repeat(199)}\ufffd`,
  ],
])("makes nothing dangerous of %j", (text, method, uri, agent) => {
  expect(describeKnock(Buffer.from(text))).toEqual({
    lastMethod: method,
    lastRequestUri: uri,
    lastUserAgent: agent,
  });
});
