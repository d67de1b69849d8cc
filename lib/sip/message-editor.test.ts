/** Splicing: what is asked for changes, every other byte stays, and nothing breaks out of its line. */
import { describe, expect, it } from "vitest";
import type { SipMessage } from "./message";
import { allowHeaders, MessageEditor, UnsafeValueError } from "./message-editor";
import { parseMessage } from "./parse-message";

function parsed(bytes: Buffer | string): SipMessage {
  const result = parseMessage(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
  return result.ok ? result.message : expect.fail(result.fault.detail);
}

const text = [
  "INVITE sip:+6498879333@old.example SIP/2.0",
  "v: SIP/2.0/UDP a.example:5062 ;rport;branch=z9hG4bK1 , SIP/2.0/UDP b.example;branch=z9hG4bK2",
  "Via : SIP/2.0/TCP c.example;branch=z9hG4bK3",
  'From: "J\xfcrgen" <sip:+6421%300@Core.Example:5070;user=phone>;tag=f',
  "To:  <sip:+6498879333@old.example>",
  "Call-ID: 1",
  "CSeq: 1 INVITE",
  "X-Core: 10.0.0.1",
  "x-core : 10.0.0.2",
  "Subject: a",
  " b",
  "P-Asserted-Identity: <sip:+6421@core.example>, <tel:+6421>",
  "Content-Type: application/sdp",
  "Content-Length: 4",
  "",
  "v=0\xff",
].join("\r\n");
const edit = (): MessageEditor => new MessageEditor(parsed(text));
const done = (editor: MessageEditor): string => editor.toBuffer().toString("latin1");

it("changes nothing if nothing is asked", () => {
  expect(done(edit())).toBe(text);
});

it("replaces the Request-URI, or status and reason", () => {
  expect(done(edit().setRequestUri("sip:x@[::1]:5"))).toBe(
    text.replace("sip:+6498879333@old.example S", "sip:x@[::1]:5 S"),
  );
  const response = parsed("SIP/2.0 503 Busy\r\nCall-ID: 1\r\nl: 0\r\n\r\n");
  expect(done(new MessageEditor(response).setStatus(500, "Server Error"))).toBe(
    "SIP/2.0 500 Server Error\r\nCall-ID: 1\r\nl: 0\r\n\r\n",
  );
});

describe("adding and removing", () => {
  it("prepends above all, the last one topmost, and appends below all", () => {
    const out = done(
      edit().prepend("Record-Route", "<sip:r>").prepend("Via", "V").append("X-A", "1"),
    );
    expect(out).toContain("SIP/2.0\r\nVia: V\r\nRecord-Route: <sip:r>\r\nv: SIP");
    expect(out).toContain("Content-Length: 4\r\nX-A: 1\r\n\r\nv=0\xff");
  });

  it("replaces all lines in place of the first, in any form", () => {
    const out = done(edit().replace("X-CORE", "y").replace("X-New", ["1", "2"]));
    expect(out).toContain("CSeq: 1 INVITE\r\nX-Core: y\r\nSubject");
    expect(out).toContain("\r\nX-New: 1\r\nX-New: 2\r\n\r\n");
  });

  it("removes every line in any form, continuation lines too", () => {
    const out = parsed(edit().remove("x-core").remove("Subject").remove("Via").toBuffer());
    expect([out.has("X-Core"), out.has("Subject"), out.has("Via")]).toEqual([false, false, false]);
    expect(out.entries()).toHaveLength(7);
    expect(out.body.length).toBe(4);
  });

  it("keeps challenges on lines of their own (§7.3.1)", () => {
    const response = parsed("SIP/2.0 407 Auth\r\nProxy-Authenticate: Old\r\nl: 0\r\n\r\n");
    expect(
      done(new MessageEditor(response).replace("Proxy-Authenticate", ["Digest a", "Digest b"])),
    ).toContain("Proxy-Authenticate: Digest a\r\nProxy-Authenticate: Digest b\r\n");
  });
});

describe("the topmost value", () => {
  it("goes alone, from its comma list or with its line", () => {
    const one = parsed(edit().removeTopValue("Via").toBuffer());
    expect(one.vias()?.map((via) => via.branch)).toEqual(["z9hG4bK2", "z9hG4bK3"]);
    const two = parsed(edit().removeTopValue("Via").removeTopValue("Via").toBuffer());
    expect(two.vias()?.map((via) => via.branch)).toEqual(["z9hG4bK3"]);
    const none = edit().removeTopValue("Via").removeTopValue("Via").removeTopValue("Via");
    expect(parsed(none.removeTopValue("Via").toBuffer()).has("Via")).toBe(false);
  });

  it("[RFC3581 §4] is stamped with the source, under a Via of ours", () => {
    const out = parsed(
      edit()
        .stampTopVia({ address: "192.0.2.9", port: 5099 })
        .prepend("Via", "SIP/2.0/UDP us;branch=z9hG4bK0")
        .toBuffer(),
    );
    expect(out.vias()?.map((via) => [via.branch, via.received, via.rport])).toEqual([
      ["z9hG4bK0", null, undefined],
      ["z9hG4bK1", "192.0.2.9", 5099],
      ["z9hG4bK2", null, undefined],
      ["z9hG4bK3", null, undefined],
    ]);
  });
});

describe("hosts", () => {
  it("are replaced and the user part stays byte for byte", () => {
    const seen: unknown[] = [];
    const out = done(
      edit().mapUriHosts("From", (host, port) => {
        seen.push([host, port]);
        return "sip.example.net";
      }),
    );
    expect(seen).toEqual([["core.example", 5070]]);
    expect(out).toBe(text.replace("Core.Example:5070", "sip.example.net"));
  });

  it("of every value of a list, not of tel URIs, and not where the map says null", () => {
    expect(done(edit().mapUriHosts("P-Asserted-Identity", () => "x.example"))).toContain(
      "P-Asserted-Identity: <sip:+6421@x.example>, <tel:+6421>\r\n",
    );
    expect(done(edit().mapUriHosts("From", () => null))).toBe(text);
  });

  it("of a malformed value leave with the value", () => {
    const message = parsed("BYE sip:a SIP/2.0\r\nDiversion: <sip:a@core>, sip:\r\nl: 0\r\n\r\n");
    const editor = new MessageEditor(message).mapUriHosts("Diversion", () => "x");
    expect(parsed(editor.toBuffer()).header("Diversion")).toBe("<sip:a@x>");
  });
});

describe("[security 6] the allow-list", () => {
  it("drops what is not on it in any form, and writes the rest plainly", () => {
    const allowed = allowHeaders([
      "VIA",
      "from",
      "To",
      "Call-ID",
      "CSeq",
      "Subject",
      "Content-Type",
    ]);
    expect(done(edit().keepOnly(allowed).append("X-Core", "ours"))).toBe(
      [
        "INVITE sip:+6498879333@old.example SIP/2.0",
        "Via: SIP/2.0/UDP a.example:5062 ;rport;branch=z9hG4bK1 , SIP/2.0/UDP b.example;branch=z9hG4bK2",
        "Via: SIP/2.0/TCP c.example;branch=z9hG4bK3",
        'From: "J\xfcrgen" <sip:+6421%300@Core.Example:5070;user=phone>;tag=f',
        "To:  <sip:+6498879333@old.example>",
        "Call-ID: 1",
        "CSeq: 1 INVITE",
        "Subject: a b",
        "Content-Type: application/sdp",
        "Content-Length: 4",
        "X-Core: ours",
        "",
        "v=0\xff",
      ].join("\r\n"),
    );
  });

  it("leaves what was decided before it: a replaced line stays, a removed one does not return", () => {
    const editor = edit().replace("Subject", "new").replace("X-Core", "ours").remove("To");
    const out = parsed(editor.keepOnly(allowHeaders(["Subject", "To"])).toBuffer());
    expect(out.entries().map((line) => `${line.name}: ${line.value}`)).toEqual([
      "X-Core: ours",
      "Subject: new",
      "Content-Length: 4",
    ]);
  });

  it("passes unknown headers by their whole name alone", () => {
    const out = parsed(
      edit()
        .keepOnly(allowHeaders(["X-Cor", "X-Core-2", "x-CORE"]))
        .toBuffer(),
    );
    expect(out.entries().map((line) => line.name)).toEqual(["X-Core", "x-core", "Content-Length"]);
  });
});

describe("the body", () => {
  it("is replaced with its type and length", () => {
    const out = parsed(edit().setBody(Buffer.from("hello"), "text/plain").toBuffer());
    expect([out.header("Content-Type"), out.header("l"), out.body.toString()]).toEqual([
      "text/plain",
      "5",
      "hello",
    ]);
    const none = parsed(edit().setBody(Buffer.alloc(0), null).toBuffer());
    expect([none.has("Content-Type"), none.header("l"), none.body.length]).toEqual([false, "0", 0]);
  });

  it("has a Content-Length on the way out even if it came without", () => {
    const message = parsed("MESSAGE sip:a SIP/2.0\r\nCall-ID: 1\r\n\r\nabc");
    expect(done(new MessageEditor(message))).toBe(
      "MESSAGE sip:a SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 3\r\n\r\nabc",
    );
  });
});

describe("nothing breaks out of its line", () => {
  it.each(["a\r\nX: y", "a\nb", "a\rb", "a\0b", "a\u0100", "\x01", "a\\\\\x01", "a\\\r"])(
    "%j is no value",
    (value) => {
      expect(() => edit().append("X", value)).toThrow(UnsafeValueError);
      expect(() => edit().prepend("X", value)).toThrow(UnsafeValueError);
      expect(() => edit().replace("Subject", value).toBuffer()).toThrow(UnsafeValueError);
      expect(() => edit().setStatus(200, value)).toThrow(UnsafeValueError);
      expect(() => edit().setRequestUri(value)).toThrow(UnsafeValueError);
      expect(() =>
        edit()
          .mapUriHosts("From", () => value)
          .toBuffer(),
      ).toThrow(UnsafeValueError);
    },
  );

  it.each(["", "a b", "a:", "a\r\n", "\xe4", "a\u0141"])("%j is no name", (name) => {
    expect(() => edit().append(name, "x")).toThrow(UnsafeValueError);
  });

  it("a quoted pair of a control byte may pass on", () => {
    expect(done(edit().append("X", '"\\\x07"'))).toContain('X: "\\\x07"\r\n');
  });
});
