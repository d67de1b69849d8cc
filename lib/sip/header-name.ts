/** Header names as small numbers: known from their bytes in any case, in full and in compact form. */
import { TOKEN_LOWER } from "./char-class";

/** Headers that may stand only once; the scan notices a second one. Their ids are below 31: one bit each. */
const SINGLE = [
  "Call-ID",
  "Content-Length",
  "CSeq",
  "From",
  "Max-Forwards",
  "To",
  "Content-Disposition",
  "Content-Type",
  "Expires",
  "Min-SE",
  "RAck",
  "Refer-To",
  "Referred-By",
  "Replaces",
  "RSeq",
  "Session-Expires",
  "Target-Dialog",
] as const;

const MANY = [
  "Via",
  "Contact",
  "Route",
  "Record-Route",
  "P-Asserted-Identity",
  "P-Preferred-Identity",
  "Privacy",
  "Diversion",
  "History-Info",
  "Require",
  "Proxy-Require",
  "Supported",
  "Unsupported",
  "Allow",
  "Allow-Events",
  "Accept",
  "Accept-Contact",
  "Accept-Encoding",
  "Accept-Language",
  "Alert-Info",
  "Authorization",
  "Authentication-Info",
  "Call-Info",
  "Content-Encoding",
  "Date",
  "Event",
  "Identity",
  "Identity-Info",
  "MIME-Version",
  "Min-Expires",
  "Organization",
  "P-Charging-Vector",
  "P-Early-Media",
  "Path",
  "Proxy-Authenticate",
  "Proxy-Authorization",
  "Reason",
  "Reject-Contact",
  "Request-Disposition",
  "Retry-After",
  "Server",
  "Service-Route",
  "Subject",
  "Subscription-State",
  "Timestamp",
  "User-Agent",
  "Warning",
  "WWW-Authenticate",
] as const;

/** Usual spelling of each known header; the index is its id. */
export const headerNames: readonly string[] = [...SINGLE, ...MANY];

/** Ids below this are of headers that may stand only once. */
export const SINGLE_COUNT = SINGLE.length;

/** Id of a header that is none of the known ones. */
export const UNKNOWN = 255;

const COMPACT: Readonly<Record<string, string>> = {
  a: "Accept-Contact",
  b: "Referred-By",
  c: "Content-Type",
  d: "Request-Disposition",
  e: "Content-Encoding",
  f: "From",
  i: "Call-ID",
  j: "Reject-Contact",
  k: "Supported",
  l: "Content-Length",
  m: "Contact",
  n: "Identity-Info",
  o: "Event",
  r: "Refer-To",
  s: "Subject",
  t: "To",
  u: "Allow-Events",
  v: "Via",
  x: "Session-Expires",
  y: "Identity",
};

const idByLowerName = new Map<string, number>();
headerNames.forEach((name, id) => {
  idByLowerName.set(name.toLowerCase(), id);
});
for (const [short, name] of Object.entries(COMPACT)) {
  idByLowerName.set(short, headerNames.indexOf(name));
}

/** Id of a known header's name in any spelling, or UNKNOWN. The usual spelling is the quickest. */
const idBySpelling = new Map<string, number>(headerNames.map((name, id) => [name, id]));
export function headerIdOf(name: string): number {
  return idBySpelling.get(name) ?? idByLowerName.get(name.toLowerCase()) ?? UNKNOWN;
}

/** The id of a header that is in the table; for constants. */
function known(name: string): number {
  const id = idByLowerName.get(name.toLowerCase());
  if (id === undefined) throw new Error(`header ${name} is not in the table`);
  return id;
}

/** A header by its usual name in any spelling, or by its id, which costs no look-up. */
export type HeaderKey = string | number;

/** Ids of known headers. */
export const H = {
  callId: known("Call-ID"),
  contentLength: known("Content-Length"),
  contentType: known("Content-Type"),
  cseq: known("CSeq"),
  from: known("From"),
  maxForwards: known("Max-Forwards"),
  to: known("To"),
  via: known("Via"),
  contact: known("Contact"),
  route: known("Route"),
  recordRoute: known("Record-Route"),
  proxyRequire: known("Proxy-Require"),
  require: known("Require"),
  supported: known("Supported"),
  timestamp: known("Timestamp"),
  assertedIdentity: known("P-Asserted-Identity"),
  privacy: known("Privacy"),
  diversion: known("Diversion"),
  historyInfo: known("History-Info"),
  referredBy: known("Referred-By"),
  replaces: known("Replaces"),
  targetDialog: known("Target-Dialog"),
  reason: known("Reason"),
  retryAfter: known("Retry-After"),
  sessionExpires: known("Session-Expires"),
  minSe: known("Min-SE"),
  earlyMedia: known("P-Early-Media"),
  subscriptionState: known("Subscription-State"),
  contentDisposition: known("Content-Disposition"),
  authorization: known("Authorization"),
  proxyAuthorization: known("Proxy-Authorization"),
} as const;

interface Candidate {
  readonly id: number;
  readonly lower: Uint8Array;
  /** As it is usually spelled: compared first, for one look-up a byte less. */
  readonly usual: Uint8Array;
}

/** Candidates by length and first letter: `length << 5 | (letter & 31)`. */
const candidates: (readonly Candidate[] | undefined)[] = new Array(32 << 5).fill(undefined);
const bytesOfName = (name: string) => Uint8Array.from(name, (char) => char.charCodeAt(0));
for (const [lower, id] of idByLowerName) {
  const usual = lower.length === 1 ? lower : (headerNames[id] ?? lower);
  const slot = (lower.length << 5) | (lower.charCodeAt(0) & 31);
  candidates[slot] = [
    ...(candidates[slot] ?? []),
    { id, lower: bytesOfName(lower), usual: bytesOfName(usual) },
  ];
}

/** Id of the name in these bytes, which must all be token characters; UNKNOWN if it is none of the known ones. */
export function headerIdAt(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length > 31) return UNKNOWN;
  const found = candidates[(length << 5) | (bytes[start]! & 31)];
  if (found === undefined) return UNKNOWN;
  for (let i = 0; i < found.length; i++) {
    const candidate = found[i]!;
    if (isUsual(bytes, start, candidate.usual) || isSpelled(bytes, start, candidate.lower)) {
      return candidate.id;
    }
  }
  return UNKNOWN;
}

function isUsual(bytes: Uint8Array, start: number, usual: Uint8Array): boolean {
  for (let at = 0; at < usual.length; at++) if (bytes[start + at] !== usual[at]) return false;
  return true;
}

function isSpelled(bytes: Uint8Array, start: number, lower: Uint8Array): boolean {
  for (let at = 0; at < lower.length; at++) {
    if (TOKEN_LOWER[bytes[start + at]!] !== lower[at]) return false;
  }
  return true;
}
