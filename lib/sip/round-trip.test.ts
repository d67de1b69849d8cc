/** Parse after write is the identity: on what is built, and on every vector that is accepted. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { buildRequest } from "./build-request";
import { checkRequest } from "./check-message";
import { formatHostPort } from "./host";
import type { SipMessage } from "./message";
import { MessageEditor } from "./message-editor";
import { parseNameAddr } from "./name-addr";
import { parseMessage } from "./parse-message";
import { parseUri } from "./sip-uri";

// A busy machine must not fail these.
vi.setConfig({ testTimeout: 60_000 });

function parsed(bytes: Buffer): SipMessage {
  const result = parseMessage(bytes, { mode: "stream" });
  return result.ok ? result.message : expect.fail(result.fault.detail);
}

const from = (chars: string, min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...chars), minLength: min, maxLength: max });
const alphanum = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const token = from(`${alphanum}-.!%*_+\`'~`, 1, 12);
const userChars = fc.oneof(from(`${alphanum}-_.!~*'()&=+$,;?/`, 1, 10), fc.constant("%2B64"));
const label = from("abcdefghij0123456789", 1, 8).map((text) => `h${text}`);
const host = fc.oneof(
  fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join(".")),
  fc.ipV4(),
  fc.ipV6().filter((text) => !text.includes(".")),
);
const port = fc.option(fc.integer({ min: 1, max: 65_535 }));
const uri = fc
  .record({ user: userChars, host, port, param: from(alphanum, 1, 6) })
  .map((parts) => ({
    ...parts,
    text: `sip:${parts.user}@${formatHostPort(parts.host, parts.port)};${parts.param}`,
  }));
/** Any byte string that may stand in a quoted string, and its quoted form. */
const display = fc
  .string({
    unit: fc
      .integer({ min: 32, max: 255 })
      .filter((code) => code !== 127)
      .map((code) => String.fromCharCode(code)),
    maxLength: 20,
  })
  .map((text) => ({ text, quoted: `"${text.replace(/["\\]/g, "\\$&")}"` }));
/** Any header value: printable bytes, no blanks at its ends. */
const value = fc
  .string({
    unit: fc.integer({ min: 32, max: 255 }).map((code) => String.fromCharCode(code)),
    maxLength: 40,
  })
  .map((text) => text.replace(/^ +| +$/g, ""));

it("of URIs", () => {
  fc.assert(
    fc.property(uri, (parts) => {
      expect(parseUri(parts.text)).toMatchObject({
        user: parts.user,
        host: parts.host.toLowerCase(),
        port: parts.port,
        params: [{ name: parts.param.toLowerCase(), value: null }],
      });
    }),
    { numRuns: 500 },
  );
});

it("of addresses with any display name", () => {
  fc.assert(
    fc.property(display, uri, token, (name, parts, tag) => {
      expect(parseNameAddr(`${name.quoted} <${parts.text}>;tag=${tag}`)).toMatchObject({
        display: name.text,
        uri: parts.text,
        tag,
      });
    }),
    { numRuns: 500 },
  );
});

it("of whole requests, header by header", () => {
  const extra = fc.array(
    fc.tuple(
      token.map((name) => `X-${name}`),
      value,
    ),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(
      fc.record({
        uri,
        host,
        branch: token,
        name: display,
        sequence: fc.nat({ max: 2 ** 31 - 1 }),
        extra,
        body: fc.uint8Array({ maxLength: 60 }),
      }),
      (given) => {
        const headers: [string, string][] = [
          ["Via", `SIP/2.0/UDP ${formatHostPort(given.host, null)};branch=z9hG4bK${given.branch}`],
          ["From", `${given.name.quoted} <${given.uri.text}>;tag=${given.branch}`],
          ["To", `<${given.uri.text}>`],
          ["Call-ID", given.branch],
          ["CSeq", `${given.sequence} INVITE`],
          ...given.extra,
        ];
        const message = parsed(
          buildRequest({
            method: "INVITE",
            uri: given.uri.text,
            headers,
            body: Buffer.from(given.body),
          }),
        );
        expect(checkRequest(message).ok).toBe(true);
        expect(message.entries().slice(0, -1)).toEqual(
          headers.map(([name, text]) => ({ name, value: text })),
        );
        expect(message.requestUri).toBe(given.uri.text);
        expect(message.branch).toBe(`z9hG4bK${given.branch}`);
        expect(message.topVia?.host).toBe(given.host.toLowerCase());
        expect(message.from).toMatchObject({ display: given.name.text, tag: given.branch });
        expect(message.cseq?.sequence).toBe(given.sequence);
        expect(new Uint8Array(message.body)).toEqual(given.body);
        // And writing it again changes no byte.
        expect(new MessageEditor(message).toBuffer().equals(message.bytes)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

it("of every vector that is accepted", () => {
  const folder = join(import.meta.dirname, "vectors");
  let accepted = 0;
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".dat"))) {
    const result = parseMessage(readFileSync(join(folder, name)));
    if (!result.ok) continue;
    accepted++;
    const { message } = result;
    const again = parsed(new MessageEditor(message).toBuffer());
    if (message.has("Content-Length")) expect(again.bytes.equals(message.bytes)).toBe(true);
    expect(again.entries().slice(0, message.entries().length)).toEqual(message.entries());
    expect(again.body.equals(message.body)).toBe(true);
  }
  expect(accepted).toBeGreaterThan(45);
});
