/** Frames on a stream: keep-alives, faults that close and faults that do not, bounds. */
import { describe, expect, it } from "vitest";
import { isAnswerable, LIMITS } from "./parse-message";
import { type FramerEvent, StreamFramer } from "./stream-framer";

const message = (extra = "", body = ""): string =>
  `OPTIONS sip:a@b.com SIP/2.0\r\nVia: SIP/2.0/TCP a;branch=z9hG4bKx\r\n${extra}Content-Length: ${body.length}\r\n\r\n${body}`;

function push(framer: StreamFramer, text: string): string[] {
  return framer.push(Buffer.from(text, "latin1")).map(name);
}
function name(event: FramerEvent): string {
  if (event.kind === "message") return event.message.body.toString();
  return event.kind === "fault" ? event.fault.code : event.kind;
}

describe("[RFC5626 §4.4.1] keep-alives", () => {
  it("answers each double CRLF, and lets single ones pass", () => {
    const framer = new StreamFramer();
    expect(push(framer, "\r\n\r\n")).toEqual(["ping"]);
    expect(push(framer, "\r\n")).toEqual([]);
    expect(push(framer, message("", "a"))).toEqual(["a"]);
    expect(push(framer, "\r\n")).toEqual([]);
    expect(push(framer, "\r\n")).toEqual(["ping"]);
    expect(push(framer, "\r\n\r\n\r\n\r\n\r\n")).toEqual(["ping", "ping"]);
    expect(framer.isPartial).toBe(false);
  });

  it("byte by byte", () => {
    const framer = new StreamFramer();
    expect([..."\r\n\r\n"].map((byte) => push(framer, byte))).toEqual([[], [], [], ["ping"]]);
  });
});

describe("messages", () => {
  it("come as soon as they are whole, several in one chunk, and not before", () => {
    const framer = new StreamFramer();
    const two = message("", "abc") + message("", "");
    expect(push(framer, two + message("", "xyz").slice(0, -1))).toEqual(["abc", ""]);
    expect(framer.isPartial).toBe(true);
    expect(push(framer, "z")).toEqual(["xyz"]);
    expect(framer.isPartial).toBe(false);
    expect(framer.push(Buffer.alloc(0))).toEqual([]);
  });

  it("stay as they are when more arrives", () => {
    const framer = new StreamFramer();
    const kept: FramerEvent[] = [];
    const text = message("", "one") + message("", "two") + message("", "three");
    for (const byte of text) kept.push(...framer.push(Buffer.from(byte, "latin1")));
    expect(kept.map(name)).toEqual(["one", "two", "three"]);
  });
});

describe("[RFC3261 §18.3] faults", () => {
  it.each([
    ["no length", "OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/TCP a\r\n\r\n", "content-length-missing"],
    ["two lengths", message("l: 0\r\n"), "content-length-invalid"],
    ["a negative length", message().replace("Length: 0", "Length: -1"), "content-length-invalid"],
    [
      "a length beyond the limit",
      message().replace("Length: 0", "Length: 65536"),
      "message-too-large",
    ],
    ["another protocol", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "not-sip"],
    ["a CR alone between messages", "\rOPTIONS sip:a SIP/2.0\r\n\r\n", "bare-line-end"],
    ["a broken header line", message("Content Length: 5\r\n"), "header-line"],
    ["a bare LF", message("X: a\nContent-Length: 5\r\n"), "bare-line-end"],
  ])("%s closes", (_, text, code) => {
    const framer = new StreamFramer();
    expect(push(framer, text + message())).toEqual([code]);
    expect(framer.closed).toBe(true);
    expect(framer.isPartial).toBe(false);
    expect(push(framer, message())).toEqual([]);
  });

  it("in the start line alone does not close, and can be answered", () => {
    const framer = new StreamFramer();
    const events = framer.push(Buffer.from(message("", "ab").replace(" sip", "  sip") + message()));
    expect(events.map(name)).toEqual(["request-line", ""]);
    const [first] = events;
    expect(first?.kind === "fault" && isAnswerable(first.partial)).toBe(true);
    expect(framer.closed).toBe(false);
  });
});

describe("bounds", () => {
  it("a header section that never ends", () => {
    const framer = new StreamFramer();
    const events: string[] = [];
    const line = `X: ${"y".repeat(100)}\r\n`;
    let sent = 0;
    for (; !framer.closed && sent < LIMITS.messageBytes * 2; sent += line.length) {
      events.push(...push(framer, sent === 0 ? "OPTIONS sip:a SIP/2.0\r\n" : line));
    }
    expect(events).toEqual(["message-too-large"]);
    expect(sent).toBeLessThan(LIMITS.messageBytes + 2 * line.length);
  });

  it("a message of exactly the limit, and one byte more", () => {
    const head = message().replace("Length: 0", "Length: 65000").length;
    const fits = LIMITS.messageBytes - head;
    expect(push(new StreamFramer(), message("", "b".repeat(fits)))).toEqual(["b".repeat(fits)]);
    expect(push(new StreamFramer(), message("", "b".repeat(fits + 1)))).toEqual([
      "message-too-large",
    ]);
  });

  it.each([
    ["a long body", message("", "b".repeat(60_000))],
    ["many headers", message("X: y\r\n".repeat(190))],
    ["long headers", message(`X: ${"y".repeat(8_000)}\r\n`.repeat(7))],
  ])("single bytes cost no more than their number: %s", (_, text) => {
    const framer = new StreamFramer();
    const bytes = Buffer.from(text);
    const begin = process.cpuUsage();
    let found = 0;
    for (let at = 0; at < bytes.length; at++) {
      found += framer.push(bytes.subarray(at, at + 1)).length;
    }
    expect(found).toBe(1);
    // Milliseconds of processor time. Copying or searching what is held for each byte takes seconds.
    expect(process.cpuUsage(begin).user / 1000).toBeLessThan(600);
  });
});
