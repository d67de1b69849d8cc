/** Whatever bytes arrive: no exception, no slow case, and a stream cut anywhere gives the same messages. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { buildAck, buildCancel } from "./build-request";
import { buildResponse } from "./build-response";
import { checkRequest, checkResponse } from "./check-message";
import type { SipMessage } from "./message";
import { allowHeaders, MessageEditor } from "./message-editor";
import { isAnswerable, parseMessage } from "./parse-message";
import { type FramerEvent, StreamFramer } from "./stream-framer";

const folder = join(import.meta.dirname, "vectors");
const vectors = readdirSync(folder)
  .filter((name) => name.endsWith(".dat"))
  .map((name) => readFileSync(join(folder, name)));

const source = { address: "192.0.2.99", port: 5070 };

/** Asks a message for everything it can tell. */
function readAll(message: SipMessage): unknown[] {
  const { requestUri, parsedRequestUri, reason, topVia, branch, from, to, fromTag, toTag } =
    message;
  const { callId, cseq, maxForwards, contacts, routes, recordRoutes, privacy, body } = message;
  const { assertedIdentities, diversions, historyInfo, require, proxyRequire, supported } = message;
  return [
    ...[requestUri, parsedRequestUri, reason, topVia, branch, from, to, fromTag, toTag],
    ...[callId, cseq, maxForwards, contacts, routes, recordRoutes, privacy, body.length],
    ...[assertedIdentities, diversions, historyInfo, require, proxyRequire, supported],
    ...[message.vias(), message.entries(), message.values("X-Unknown"), message.count("via")],
  ];
}

/** Does with the bytes whatever the agent might do; throws if anything of it throws. */
function handle(bytes: Buffer): void {
  const result = parseMessage(bytes);
  if (!result.ok) {
    expect(result.fault.detail).not.toBe("");
    if (result.partial === null) return;
    readAll(result.partial);
    if (isAnswerable(result.partial)) answer(result.partial);
    return;
  }
  const { message } = result;
  readAll(message);
  if (!message.isRequest) {
    checkResponse(message);
    new MessageEditor(message).removeTopValue("Via").toBuffer();
    return;
  }
  if (isAnswerable(message)) answer(message);
  if (!checkRequest(message).ok) return;
  const { topVia, from, to, callId, cseq, contacts, routes, assertedIdentities } = message;
  for (const checked of [topVia, from, to, callId, cseq, contacts, routes, assertedIdentities]) {
    expect(checked).not.toBeNull();
  }
  const forwarded = new MessageEditor(message)
    .keepOnly(allowHeaders(["Via", "From", "To", "Call-ID", "CSeq", "Contact", "Max-Forwards"]))
    .stampTopVia(source)
    .mapUriHosts("From", () => "sip.example.com")
    .setRequestUri("sip:+6498879333@192.0.2.1")
    .prepend("Via", "SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bKx")
    .toBuffer();
  for (const built of [forwarded, buildCancel(message), buildAck(message, message)]) {
    expect(checkRequest(parsed(built)).ok).toBe(true);
  }
}

/** The message in bytes that we have built ourselves. */
function parsed(bytes: Buffer): SipMessage {
  const result = parseMessage(bytes);
  if (!result.ok) throw new Error(`${result.fault.code}: ${bytes.toString("latin1")}`);
  return result.message;
}

/** A refusal of the request must itself be a sound response or, of a malformed one, at least parse. */
function answer(request: SipMessage): void {
  const response = parsed(buildResponse(request, 400, "Bad Request", { toTag: "t", source }));
  expect(response.status).toBe(400);
  expect(response.branch).toBe(request.branch);
}

/** One way to damage a message: at some place, some bytes are cut and others put in. */
interface Damage {
  readonly at: number;
  readonly cut: number;
  readonly put: Uint8Array;
}

const hostile =
  '\r\n|\r\n |\r|\n|\0|:|;|,|;;|<|>|"|\\|%|%00|@|[|]|[::|=| |\t|SIP/2.0|Via: |From: |l: 1\r\n|z9hG4bK';
const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.nat(),
  cut: fc.oneof(fc.constant(0), fc.constant(1), fc.nat({ max: 40 })),
  put: fc.oneof(
    fc.constantFrom(...hostile.split("|")).map((text) => Buffer.from(text, "latin1")),
    fc.uint8Array({ maxLength: 3 }),
  ),
});

function applied(bytes: Buffer, damages: readonly Damage[]): Buffer {
  let out = bytes;
  for (const { at, cut, put } of damages) {
    const from = at % (out.length + 1);
    out = Buffer.concat([out.subarray(0, from), put, out.subarray(from + cut)]);
  }
  return out;
}

const mutated = fc
  .tuple(fc.constantFrom(...vectors), fc.array(damage, { minLength: 1, maxLength: 4 }))
  .map(([bytes, damages]) => applied(bytes, damages));

// Processor time, not patience, bounds these; a busy machine must not fail them.
vi.setConfig({ testTimeout: 60_000 });

describe("any bytes", () => {
  it("random bytes are handled without an exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => handle(Buffer.from(bytes))),
      { numRuns: 1_000 },
    );
  });

  it("damaged messages are handled without an exception, and what is accepted can be written", () => {
    fc.assert(
      fc.property(mutated, (bytes) => handle(bytes)),
      { numRuns: 2_000 },
    );
  });

  it("messages cut short anywhere are handled", () => {
    // Every seventh place, another one in each message.
    for (const [index, bytes] of vectors.entries()) {
      for (let end = index % 7; end < bytes.length; end += 7) handle(bytes.subarray(0, end));
    }
  });
});

describe("time is linear", () => {
  const head =
    "INVITE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bKx\r\nFrom: <sip:a@b>;tag=1\r\n";
  const rest = "To: <sip:a@b>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n";
  const fill = (unit: string, line: (text: string) => string): string =>
    Array.from({ length: 7 }, () => line(unit.repeat(Math.floor(8_000 / unit.length)))).join("");
  it.each([
    ["backslashes", fill("\\", (text) => `X: "${text}\r\n`)],
    ["quotes that open", fill('"a', (text) => `Contact: ${text}\r\n`)],
    ["angle brackets", fill("<", (text) => `Contact: ${text}\r\n`)],
    ["contacts", fill("<sip:a>,", (text) => `Contact: ${text}<sip:a>\r\n`)],
    ["URI parameters", fill(";a%41", (text) => `Contact: <sip:a${text}>\r\n`)],
    ["commas", fill(",", (text) => `Require: ${text}\r\n`)],
    ["Vias", fill("SIP/2.0/UDP a,", (text) => `Via: ${text}SIP/2.0/UDP a\r\n`)],
    ["blanks", fill(" ", (text) => `Contact:${text}<sip:a>${text.slice(0, 10)};\r\n`)],
    ["continuation lines", fill("\r\n ", (text) => `Subject: a${text}b\r\n`)],
    ["controls behind backslashes", fill("\\\\\\\x01", (text) => `Subject: ${text}\r\n`)],
    ["percent signs", fill("%", (text) => `Contact: <sip:${text}@a>\r\n`)],
    ["dots", fill("a.", (text) => `Contact: <sip:a@${text}>\r\n`)],
    ["colons", fill(":", (text) => `Contact: <sip:[${text}]>\r\n`)],
  ])("%s", (_, lines) => {
    const bytes = Buffer.from(`${head}${lines}${rest}\r\n`, "latin1");
    const begin = process.cpuUsage();
    handle(bytes);
    const { user } = process.cpuUsage(begin);
    // Milliseconds of processor time; a quadratic reader takes several seconds.
    expect(user / 1000).toBeLessThan(1_500);
  });
});

/** Events in a form that can be compared. */
function outline(events: FramerEvent[]): unknown[] {
  return events.map((event) => {
    if (event.kind === "message") return event.message.bytes.toString("latin1");
    return event.kind === "fault" ? [event.fault.code, event.fault.offset] : event.kind;
  });
}

function frame(chunks: Buffer[]): { events: unknown[]; closed: boolean; isPartial: boolean } {
  const framer = new StreamFramer();
  const events = outline(chunks.flatMap((chunk) => framer.push(chunk)));
  return { events, closed: framer.closed, isPartial: framer.isPartial };
}

function cut(bytes: Buffer, sizes: number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const next = Math.min(bytes.length, at + (sizes[i % sizes.length] ?? 1));
    // A copy: the framer must not rely on what stands behind a chunk.
    chunks.push(Buffer.from(bytes.subarray(at, next)));
    at = next;
  }
  return chunks;
}

describe("a stream in any pieces", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 });
  const separator = fc.constantFrom("", "\r\n", "\r\n\r\n", "\r\n\r\n\r\n");

  it("gives the same as in one piece", () => {
    const part = fc.tuple(fc.oneof(fc.constantFrom(...vectors), mutated), separator);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), sizes, (parts, pieces) => {
        const bytes = Buffer.concat(parts.flatMap(([one, end]) => [one, Buffer.from(end)]));
        expect(frame(cut(bytes, pieces))).toEqual(frame([bytes]));
      }),
      { numRuns: 500 },
    );
  });

  it("gives what a parse of each whole message gives", () => {
    const whole = vectors.filter((bytes) => {
      const result = parseMessage(bytes, { mode: "stream" });
      return result.ok;
    });
    expect(whole.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...whole), { maxLength: 5 }), sizes, (list, pieces) => {
        const { events, isPartial } = frame(cut(Buffer.concat(list), pieces));
        expect(events).toEqual(list.map((bytes) => bytes.toString("latin1")));
        expect(isPartial).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
