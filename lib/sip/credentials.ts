/** Digest credentials in Authorization and Proxy-Authorization (RFC 3261 §25.1, RFC 7616 §3.4): scanned strictly, in linear time. */
import { textAt } from "./byte-string";
import { CLASS, COMMA, IS_HEX, QUOTE, skipBlanks, TOKEN_LOWER } from "./char-class";
import type { SipMessage } from "./message";
import { paramSpan, scanParam, spells, unfold } from "./params";

export type CredentialsHeader = "Authorization" | "Proxy-Authorization";

/** Parts as they stand between their quotes, escapes kept: what RFC 7616 hashes. */
export interface DigestCredentials {
  /** Null where the name came in the extended notation, `username*`. */
  readonly username: string | null;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  /** 32 or 64 hexadecimal digits, in lower case. */
  readonly response: string;
  /** As written; null means MD5. */
  readonly algorithm: string | null;
  readonly qop: string | null;
  /** There wherever `qop` is. */
  readonly cnonce: string | null;
  /** 8 hexadecimal digits as written; there wherever `qop` is. */
  readonly nc: string | null;
}

const FIELDS = [
  "username",
  "username*",
  "realm",
  "nonce",
  "uri",
  "response",
  "algorithm",
  "qop",
  "cnonce",
  "nc",
  "opaque",
  "userhash",
] as const;
type Field = (typeof FIELDS)[number];
const place = (field: Field) => FIELDS.indexOf(field) * 2;

/** Spans of the fields that `scanCredentials` read last, without quotes: start and end of each, -1 where absent. */
const spans = new Int32Array(FIELDS.length * 2);
/** False if the last were credentials of another scheme, whose parts are nobody's business here. */
let isDigest = false;

/**
 * Offset of the first byte at fault in one header line's value, -1 if it is sound: a scheme, and behind `Digest` a comma
 * list of parameters, those that we know once each, with what RFC 7616 requires and in the form it requires.
 */
export function scanCredentials(bytes: Buffer, start: number, end: number): number {
  spans.fill(-1);
  let at = start;
  while (at < end && TOKEN_LOWER[bytes[at]!] !== 0) at++;
  if (at === start) return at;
  isDigest = spells(bytes, start, at, "digest");
  if (!isDigest) return -1;
  for (;;) {
    const nameAt = skipBlanks(bytes, at, end);
    at = scanParam(bytes, nameAt, end);
    if (at < 0) return ~at;
    if (paramSpan.valueStart < 0 || !keepField(bytes)) return nameAt;
    if (at >= end) break;
    if (bytes[at] !== COMMA) return at;
    at += 1;
  }
  return isComplete() && areFormsRight(bytes) ? -1 : start;
}

/** Every set of digest credentials of that header. The message has passed `checkRequest`; what is unsound is left out. */
export function digestCredentials(
  message: SipMessage,
  header: CredentialsHeader,
): readonly DigestCredentials[] {
  const { bytes, scan } = message;
  const found: DigestCredentials[] = [];
  for (const index of message.indexes(header)) {
    const fault = scanCredentials(bytes, scan.spans[index + 2]!, scan.spans[index + 3]!);
    if (fault < 0 && isDigest) found.push(takeCredentials(bytes));
  }
  return found;
}

/** Bytes of all header lines of credentials, line ends included: what a request is shorter by once they are taken off. */
export function credentialBytes(message: SipMessage): number {
  const { spans } = message.scan;
  let bytes = 0;
  for (const header of ["Authorization", "Proxy-Authorization"]) {
    for (const index of message.indexes(header)) bytes += spans[index + 3]! - spans[index + 1]! + 2;
  }
  return bytes;
}

/** Notes the parameter just read; false if it stood there before. */
function keepField(bytes: Buffer): boolean {
  const { nameStart, nameEnd, valueStart, valueEnd } = paramSpan;
  const index = FIELDS.findIndex((field) => spells(bytes, nameStart, nameEnd, field));
  if (index < 0) return true;
  if (spans[index * 2]! >= 0) return false;
  const quote = bytes[valueStart] === QUOTE ? 1 : 0;
  spans[index * 2] = valueStart + quote;
  spans[index * 2 + 1] = valueEnd - quote;
  return true;
}

function isComplete(): boolean {
  const has = (field: Field) => spans[place(field)]! >= 0;
  return (
    has("username") !== has("username*") &&
    (["realm", "nonce", "uri", "response"] as const).every(has) &&
    (!has("qop") || (has("cnonce") && has("nc")))
  );
}

function areFormsRight(bytes: Buffer): boolean {
  const response = hexLength(bytes, "response");
  const nc = hexLength(bytes, "nc");
  return (response === 32 || response === 64) && (nc === null || nc === 8);
}

/** How many digits a field of hexadecimal digits has; null if it is absent, -1 if it holds anything else. */
function hexLength(bytes: Buffer, field: Field): number | null {
  const start = spans[place(field)]!;
  const end = spans[place(field) + 1]!;
  if (start < 0) return null;
  for (let at = start; at < end; at++) if ((CLASS[bytes[at]!]! & IS_HEX) === 0) return -1;
  return end - start;
}

function takeCredentials(bytes: Buffer): DigestCredentials {
  const text = (field: Field) => {
    const start = spans[place(field)]!;
    return start < 0 ? null : unfold(textAt(bytes, start, spans[place(field) + 1]!));
  };
  return {
    username: text("username"),
    realm: text("realm") ?? "",
    nonce: text("nonce") ?? "",
    uri: text("uri") ?? "",
    response: (text("response") ?? "").toLowerCase(),
    algorithm: text("algorithm"),
    qop: text("qop"),
    cnonce: text("cnonce"),
    nc: text("nc"),
  };
}
