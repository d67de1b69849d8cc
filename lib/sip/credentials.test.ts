// Digest credentials are read as RFC 7616 writes them; what is not so is a fault of the message, never an exception.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRequest } from "./check-message";
import { credentialBytes, digestCredentials, scanCredentials } from "./credentials";
import { parseMessage } from "./parse-message";

const RESPONSE = "753927fa0e85d155564e2e272a28d180";
const GOOD = {
  username: '"Mufasa"',
  realm: '"byoc.example.com"',
  nonce: '"7ypf/xlj9XXw=="',
  uri: '"sip:+6498879333@byoc.example.com"',
  response: `"${RESPONSE}"`,
  algorithm: "SHA-256",
  cnonce: '"f2/wE4q"',
  qop: "auth",
  nc: "0000000a",
};

function digest(changes: Record<string, string | null> = {}): string {
  const parts = Object.entries({ ...GOOD, ...changes });
  return `Digest ${parts
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ")}`;
}

function invite(...lines: string[]) {
  const text = [
    "INVITE sip:+6498879333@byoc.example.com SIP/2.0",
    "Via: SIP/2.0/UDP 198.51.100.1;branch=z9hG4bK1",
    "From: <sip:a@b.example>;tag=1",
    "To: <sip:+6498879333@byoc.example.com>",
    "Call-ID: 1",
    "CSeq: 1 INVITE",
    ...lines,
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
  const parsed = parseMessage(Buffer.from(text, "latin1"));
  if (!parsed.ok) throw new Error(parsed.fault.detail);
  return parsed.message;
}

const scan = (value: string) => {
  const bytes = Buffer.from(value, "latin1");
  return scanCredentials(bytes, 0, bytes.length);
};

describe("credentials", () => {
  it("are read without their quotes", () => {
    const message = invite(`Proxy-Authorization: ${digest()}`);
    expect(checkRequest(message).ok).toBe(true);
    expect(digestCredentials(message, "Proxy-Authorization")).toEqual([
      {
        username: "Mufasa",
        realm: "byoc.example.com",
        nonce: "7ypf/xlj9XXw==",
        uri: "sip:+6498879333@byoc.example.com",
        response: RESPONSE,
        algorithm: "SHA-256",
        qop: "auth",
        cnonce: "f2/wE4q",
        nc: "0000000a",
      },
    ]);
    expect(digestCredentials(message, "Authorization")).toEqual([]);
  });

  it("are read in any case and spacing, from several lines, folded, with unknown parts", () => {
    const message = invite(
      `Authorization: dIgEsT  ${digest({ qop: '"auth"', later: "x" }).slice(7).replaceAll("=", " = ")}`,
      "Authorization: Bearer abc.def==",
      `Authorization: ${digest({ realm: '"elsewhere, \\"quoted\\""' }).replaceAll(", ", ",\r\n  ")}`,
    );
    expect(checkRequest(message).ok).toBe(true);
    const found = digestCredentials(message, "Authorization");
    expect(found.map(({ realm }) => realm)).toEqual([
      "byoc.example.com",
      'elsewhere, \\"quoted\\"',
    ]);
    expect(found[0]?.qop).toBe("auth");
  });

  it("take as many bytes as a message is longer by", () => {
    const lines = [`Authorization: ${digest()}`, `proxy-authorization :${digest()}`];
    const longer = invite(...lines);
    expect(credentialBytes(longer)).toBe(longer.bytes.length - invite().bytes.length);
    expect(credentialBytes(invite())).toBe(0);
  });

  it("may lack algorithm and qop, and may name the user in the extended notation", () => {
    const changes = { algorithm: null, qop: null, cnonce: null, nc: null };
    expect(scan(digest(changes))).toBe(-1);
    expect(scan(digest({ username: null, "username*": "UTF-8''J%C3%A4s" }))).toBe(-1);
  });

  it.each<readonly [string, string]>([
    ["no scheme", ""],
    ["a parameter twice", `${digest()}, nonce="again"`],
    ["two sets in one line", `${digest()}, ${digest()}`],
    ["a parameter without a value", `${digest()}, opaque`],
    ["a comma with nothing behind it", `${digest()},`],
    ["a semicolon", digest().replace(",", ";")],
    ["an open quote", digest({ opaque: '"open' })],
    ["an open quote that ends in a backslash", digest({ opaque: '"open\\' })],
    ["no parameters", "Digest"],
    ...["username", "realm", "nonce", "uri", "response"].map(
      (name) => [`no ${name}`, digest({ [name]: null })] as const,
    ),
    ["both user names", digest({ "username*": "UTF-8''x" })],
    ["qop without cnonce", digest({ cnonce: null })],
    ["qop without nc", digest({ nc: null })],
    ["nc of 7 digits", digest({ nc: "0000001" })],
    ["nc of 9 digits", digest({ nc: "000000001" })],
    ["nc that is no number", digest({ nc: "0000000g" })],
    ["a response that is too short", digest({ response: `"${RESPONSE.slice(1)}"` })],
    ["a response that is no number", digest({ response: `"${"z".repeat(64)}"` })],
  ])("are malformed with %s", (_what, value) => {
    expect(scan(value)).toBeGreaterThanOrEqual(0);
    const check = checkRequest(invite(`Proxy-Authorization: ${value}`));
    expect(check).toMatchObject({ ok: false, fault: { header: "Proxy-Authorization" } });
  });

  it("never throw, and are sound or at fault inside the value", () => {
    const piece = fc.constantFrom(
      ...["Digest ", "nonce", "nc", "response", "=", '"', "\\", ",", " ", ";", "\r\n ", "a", "*"],
      RESPONSE,
      "00000001",
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join("")),
      fc.string({ maxLength: 60 }).map((tail) => `Digest ${tail}`),
    );
    fc.assert(
      fc.property(text, (value) => {
        const fault = scan(value);
        expect(fault).toBeGreaterThanOrEqual(-1);
        expect(fault).toBeLessThanOrEqual(Buffer.from(value, "latin1").length);
      }),
      { numRuns: 2_000 },
    );
  });

  it("never throw, whichever byte is altered", () => {
    const good = Buffer.from(digest(), "latin1");
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 32, max: 255 }), (at, byte) => {
        const altered = Buffer.from(good);
        altered[at] = byte;
        expect(scanCredentials(altered, 0, altered.length)).toBeGreaterThanOrEqual(-1);
      }),
    );
  });

  it("are read in linear time: each byte of a value is looked at a bounded number of times", () => {
    const looks = (value: string) => {
      let count = 0;
      const bytes = new Proxy(Buffer.from(value, "latin1"), {
        get(target, key) {
          count += 1;
          return Reflect.get(target, key, target);
        },
      });
      scanCredentials(bytes, 0, value.length);
      return count;
    };
    for (const part of ["x=y,", 'x="\\"",', "  ,", "x=,", '"', "\\", "nonce="]) {
      const short = looks(`Digest ${part.repeat(100)}`);
      const long = looks(`Digest ${part.repeat(1_000)}`);
      expect(long).toBeLessThanOrEqual(short * 11 + 100);
    }
  });
});
