/** The scan: forms of headers, hostile forms, limits, and where the body ends. */
import { describe, expect, it } from "vitest";
import type { FaultCode } from "./fault";
import type { SipMessage } from "./message";
import { isAnswerable, LIMITS, parseMessage } from "./parse-message";

const lines = [
  "OPTIONS sip:a@b.com SIP/2.0",
  "Via: SIP/2.0/UDP a.example;branch=z9hG4bKx",
  "From: <sip:a@b.com>;tag=1",
  "To: <sip:a@b.com>",
  "Call-ID: 1",
  "CSeq: 1 OPTIONS",
];
const text = (extra: string, body = ""): Buffer =>
  Buffer.from(`${lines.join("\r\n")}\r\n${extra}\r\n${body}`, "latin1");

function sound(bytes: Buffer): SipMessage {
  const result = parseMessage(bytes);
  return result.ok ? result.message : expect.fail(result.fault.detail);
}
function faultOf(bytes: Buffer, mode: "datagram" | "stream" = "datagram"): FaultCode | "none" {
  const result = parseMessage(bytes, { mode });
  return result.ok ? "none" : result.fault.code;
}

describe("[RFC3261 §7.3] headers in every form", () => {
  it("finds names in any case, in compact form, with blanks before the colon", () => {
    const message = sound(text("SUPPORTED: a\r\nk : b , c\r\nk\t:d\r\nm: <sip:x@y.com>\r\n"));
    expect(message.values("Supported")).toEqual(["a", "b", "c", "d"]);
    expect(message.count("k")).toBe(3);
    expect(message.contacts?.[0]?.uri).toBe("sip:x@y.com");
    expect(message.has("contact")).toBe(true);
    expect(message.has("Route")).toBe(false);
    expect(message.header("Route")).toBeNull();
  });

  it("unfolds continuation lines to one space", () => {
    const message = sound(text("Subject: a\r\n b\r\n\t \tc\r\nX-Empty:\r\n \r\n"));
    expect(message.header("Subject")).toBe("a b c");
    expect(message.header("x-empty")).toBe("");
  });

  it("splits lists outside quotes and angle brackets alone", () => {
    const message = sound(
      text('Contact: "a,b" <sip:x,y@z.com>;q=1, <sip:c@d.com>;x="\\",",sip:e@f.com\r\n'),
    );
    expect(message.values("Contact")).toEqual([
      '"a,b" <sip:x,y@z.com>;q=1',
      '<sip:c@d.com>;x="\\","',
      "sip:e@f.com",
    ]);
    expect(message.contacts).toHaveLength(3);
  });

  it("reads identity headers and tokens", () => {
    const message = sound(
      text(
        "P-Asserted-Identity: <sip:+6498879333@b.com>, <tel:+6498879333>\r\nPrivacy: ID;critical\r\n" +
          "Diversion: <sip:+641@b.com>;reason=no-answer\r\nHistory-Info: <sip:a@b.com?Reason=x>;index=1\r\n",
      ),
    );
    expect(message.assertedIdentities?.map((one) => one.parsedUri?.kind)).toEqual(["sip", "tel"]);
    expect(message.privacy).toEqual(["id", "critical"]);
    expect(message.diversions?.[0]?.params).toEqual([{ name: "reason", value: "no-answer" }]);
    expect(message.historyInfo).toHaveLength(1);
    expect(message.nameAddrs("Route")).toEqual([]);
  });

  it("tells an unreadable list from none", () => {
    const message = sound(text("Route: <sip:a@b.com>,\r\n"));
    expect(message.routes).toBeNull();
    expect(message.recordRoutes).toEqual([]);
  });

  it("keeps bytes as they came, and names as written", () => {
    const message = sound(text("X-Name : J\xfcrgen \xe6\x97\xa5\r\n"));
    expect(message.header("x-name")).toBe("J\xfcrgen \xe6\x97\xa5");
    expect(message.entries().at(-1)).toEqual({ name: "X-Name", value: "J\xfcrgen \xe6\x97\xa5" });
  });
});

describe("hostile forms", () => {
  it.each<[string, string, FaultCode]>([
    ["a control byte before the colon", "X-Header\x0b: v\r\n", "header-line"],
    ["a NUL in a name", "Fr\0om: x\r\n", "header-line"],
    ["no colon", "Header\r\n", "header-line"],
    ["no name", ": v\r\n", "header-line"],
    ["a blank in a name", "P Asserted: v\r\n", "header-line"],
    ["UTF-8 in a name", "Fr\xc3\xb6m: v\r\n", "header-line"],
    ["a bare LF", "X: a\nFrom: <sip:b@c.com>\r\n", "bare-line-end"],
    ["a bare CR", "X: a\rFrom: <sip:b@c.com>\r\n", "bare-line-end"],
    ["a NUL in a value", "X: a\0b\r\n", "control-byte"],
    ["an escaped backslash before a control byte", "X: a\\\\\x01b\r\n", "control-byte"],
    ["a second Content-Length", "l: 0\r\nContent-Length : 0\r\n", "content-length-invalid"],
    ["a list of lengths", "Content-Length: 0, 0\r\n", "content-length-invalid"],
    ["a signed length", "Content-Length: +0\r\n", "content-length-invalid"],
    ["a hexadecimal length", "Content-Length: 0x0\r\n", "content-length-invalid"],
    ["an empty length", "Content-Length:\r\n", "content-length-invalid"],
    ["a length beyond 2^31", "Content-Length: 4294967296\r\n", "content-length-invalid"],
  ])("%s", (_, extra, code) => {
    const result = parseMessage(text(extra));
    if (result.ok) return expect.fail("accepted");
    expect(result.fault.code).toBe(code);
    expect(result.fault.fatal).toBe(true);
    // All that came before and behind the fault can still be read, for a 400.
    expect(isAnswerable(result.partial)).toBe(true);
    expect([result.partial?.callId, result.partial?.fromTag]).toEqual(["1", "1"]);
  });

  it("takes a quoted pair of a control byte, as RFC 4475 §3.1.1.2 has it", () => {
    expect(sound(text('X: "\\\x07"\r\n')).header("X")).toBe('"\\\x07"');
  });

  it("does not take a continuation for a header", () => {
    const message = sound(text("X: a\r\n From: <sip:evil@c.com>;tag=2\r\n"));
    expect(message.fromTag).toBe("1");
    expect(message.count("From")).toBe(1);
  });

  it("takes a continuation before the first header for a fault", () => {
    expect(faultOf(Buffer.from("OPTIONS sip:a@b.com SIP/2.0\r\n Via: x\r\n\r\n"))).toBe(
      "header-line",
    );
  });
});

describe("start lines", () => {
  it.each<[string, FaultCode]>([
    ["", "empty"],
    ["\r\n\r\n", "empty"],
    ["\0\0\0\0", "not-sip"],
    ["hello", "not-sip"],
    ["GET / HTTP/1.1\r\n\r\n", "not-sip"],
    ["OPTIONS sip:a@b.com\r\n\r\n", "not-sip"],
    ["SIP/2.0\r\n\r\n", "status-line"],
    ["SIP/2.0 20\r\n\r\n", "status-line"],
    ["SIP/2.0 2000 OK\r\n\r\n", "status-line"],
    ["SIP/2.0 099 x\r\n\r\n", "status-line"],
    ["SIP/2.0 700 x\r\n\r\n", "status-line"],
    ["SIP/2.0 200 a\0b\r\n\r\n", "status-line"],
    ["OPTIONS  sip:a@b.com SIP/2.0\r\n\r\n", "request-line"],
    ["OPTIONS sip:a@b.com SIP/2.0 \r\n\r\n", "request-line"],
    ["OPTIONS\tsip:a@b.com SIP/2.0\r\n\r\n", "request-line"],
    [" OPTIONS sip:a@b.com SIP/2.0\r\n\r\n", "request-line"],
    ["OPT(IONS sip:a@b.com SIP/2.0\r\n\r\n", "request-line"],
    ["OPTIONS sip:a\0@b.com SIP/2.0\r\n\r\n", "request-line"],
    ["OPTIONS sip:a@b.com SIP/2.0\nVia: x\r\n\r\n", "bare-line-end"],
    ["OPTIONS sip:a@b.com SIP/2.0\rVia: x\r\n\r\n", "bare-line-end"],
    ["OPTIONS sip:a@b.com SIP/2.0\r\n", "headers-unterminated"],
    ["OPTIONS sip:a@b.com SIP/2.0\r\nVia: x", "headers-unterminated"],
    ["OPTIONS sip:a@b.com SIP/2.0\r\nVia: x\r\n", "headers-unterminated"],
  ])("%j", (bytes, code) => {
    expect(faultOf(Buffer.from(bytes, "latin1"))).toBe(code);
  });

  it("takes the version in any case, other versions as a fact, a reason left out", () => {
    expect(sound(Buffer.from("OPTIONS sip:a@b.com sip/2.0\r\n\r\n")).version).toBe("2.0");
    expect(sound(Buffer.from("OPTIONS sip:a@b.com SIP/3.1\r\n\r\n"))).toMatchObject({
      version: "3.1",
      method: "OPTIONS",
      requestUri: "sip:a@b.com",
    });
    expect(sound(Buffer.from("SIP/2.0 200\r\n\r\n"))).toMatchObject({ status: 200, reason: "" });
  });

  it("knows methods by case and keeps unknown ones", () => {
    expect(sound(Buffer.from("invite sip:a@b.com SIP/2.0\r\n\r\n")).method).toBe("invite");
    expect(sound(Buffer.from("INVITES sip:a@b.com SIP/2.0\r\n\r\n")).method).toBe("INVITES");
  });

  it("skips line ends before the start line (§7.5), offsets then counting from it", () => {
    const message = sound(Buffer.concat([Buffer.from("\r\n\r\n"), text("l: 2\r\n", "ab")]));
    expect(message.bytes[0]).toBe(79);
    expect(message.body.toString()).toBe("ab");
  });
});

describe("[RFC3261 §18.3] the body", () => {
  it("of a datagram is the rest, or what Content-Length says of it", () => {
    expect(sound(text("", "abc")).body.toString()).toBe("abc");
    const shorter = sound(text("Content-Length: 2\r\n", "abc"));
    expect(shorter.body.toString()).toBe("ab");
    expect(shorter.bytes.toString().endsWith("\r\n\r\nab")).toBe(true);
    expect(faultOf(text("Content-Length: 4\r\n", "abc"))).toBe("content-length-mismatch");
  });

  it("of a stream has Content-Length and that length", () => {
    expect(faultOf(text("", ""), "stream")).toBe("content-length-missing");
    expect(faultOf(text("l: 3\r\n", "abc"), "stream")).toBe("none");
    expect(faultOf(text("l: 2\r\n", "abc"), "stream")).toBe("content-length-mismatch");
    expect(faultOf(text("l: 4\r\n", "abc"), "stream")).toBe("content-length-mismatch");
  });
});

describe("limits, at each and one beyond", () => {
  it("bytes of a message", () => {
    const room = LIMITS.messageBytes - text("").length;
    expect(faultOf(text("", "b".repeat(room)))).toBe("none");
    expect(faultOf(text("", "b".repeat(room + 1)))).toBe("message-too-large");
  });

  it("headers", () => {
    const room = LIMITS.headers - (lines.length - 1);
    expect(faultOf(text("X: y\r\n".repeat(room)))).toBe("none");
    const beyond = parseMessage(text("X: y\r\n".repeat(room + 1)));
    expect(beyond.ok ? "" : beyond.fault.code).toBe("too-many-headers");
    expect(beyond.ok ? 0 : beyond.partial?.entries().length).toBe(LIMITS.headers);
  });

  it("bytes of a header, continuation lines included, and of the start line", () => {
    const room = LIMITS.headerBytes - "X: ".length;
    expect(faultOf(text(`X: ${"y".repeat(room)}\r\n`))).toBe("none");
    expect(faultOf(text(`X: ${"y".repeat(room + 1)}\r\n`))).toBe("header-too-long");
    expect(faultOf(text(`X: ${"y\r\n ".repeat(Math.ceil(room / 4))}y\r\n`))).toBe(
      "header-too-long",
    );
    const uri = `sip:${"a".repeat(LIMITS.headerBytes)}@b.com`;
    expect(faultOf(Buffer.from(`OPTIONS ${uri} SIP/2.0\r\n\r\n`))).toBe("header-too-long");
  });
});

it("does not answer what must not be answered", () => {
  const ack = parseMessage(Buffer.from("ACK  sip:a SIP/2.0\r\nVia: SIP/2.0/UDP a\r\n\r\n"));
  expect(isAnswerable(ack.ok ? null : ack.partial)).toBe(false);
  const response = parseMessage(Buffer.from("SIP/2.0 99 x\r\nVia: SIP/2.0/UDP a\r\n\r\n"));
  expect(isAnswerable(response.ok ? null : response.partial)).toBe(false);
  const noVia = parseMessage(Buffer.from("OPTIONS  sip:a SIP/2.0\r\n\r\n"));
  expect(isAnswerable(noVia.ok ? null : noVia.partial)).toBe(false);
  expect(isAnswerable(null)).toBe(false);
});
