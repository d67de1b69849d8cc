/** Is a parsed message fit for a proxy: rule 3 (malformed) decided, the facts of rule 4 laid out. */
import { textAt } from "./byte-string";
import { COMMA, STAR, skipBlanks, TOKEN_LOWER } from "./char-class";
import { scanCredentials } from "./credentials";
import { type Fault, makeFault } from "./fault";
import { H, headerIdOf, headerNames } from "./header-name";
import type { SipMessage } from "./message";
import { addrSpan, scanNameAddr } from "./name-addr";
import { ID_MASK, STRIDE } from "./scan-headers";
import { scanUri } from "./scan-uri";
import { scanVia, viaSpan } from "./via";

/** What rule 4 (`unsupported`) decides on. Deciding is the proxy's. */
export interface RequestFacts {
  /** `2.0` or another version, for 505. */
  readonly version: string;
  /** Scheme of the Request-URI, for 416. */
  readonly scheme: "sip" | "sips" | "tel" | "other";
  /** Option tags of Proxy-Require as written, for 420 with Unsupported. */
  readonly proxyRequire: readonly string[];
  /** Case-sensitive, for 405 with Allow. */
  readonly method: string;
  /** For 483; null if the header is absent (then 70 is set when forwarding, RFC 3261 §16.6). */
  readonly maxForwards: number | null;
}

/** Rule 3's verdict: the first fault (answer 400), or the facts that rule 4 needs. */
export type RequestCheck =
  | { readonly ok: true; readonly facts: RequestFacts }
  | { readonly ok: false; readonly fault: Fault };

const NONE: readonly string[] = [];

/** What every branch of RFC 3261 begins with (§8.1.1.7). */
const COOKIE = "z9hG4bK";

const MANDATORY = [H.via, H.from, H.to, H.callId, H.cseq];

/** How the value of a header is checked besides the mandatory ones. */
const ADDRESSES = 1;
const TOKENS = 2;
const CREDENTIALS = 3;
const IN_REQUESTS = new Uint8Array(256);
const IN_RESPONSES = new Uint8Array(256);
for (const name of ["Contact", "Record-Route"]) IN_RESPONSES[headerIdOf(name)] = ADDRESSES;
for (const name of [
  "Contact",
  "Diversion",
  "History-Info",
  "P-Asserted-Identity",
  "P-Preferred-Identity",
  "Record-Route",
  "Refer-To",
  "Referred-By",
  "Route",
]) {
  IN_REQUESTS[headerIdOf(name)] = ADDRESSES;
}
for (const name of ["Proxy-Require", "Require", "Supported"]) {
  IN_REQUESTS[headerIdOf(name)] = TOKENS;
}
for (const name of ["Authorization", "Proxy-Authorization"]) {
  IN_REQUESTS[headerIdOf(name)] = CREDENTIALS;
}

/** Checks a request for rule 3 of sip-agent.md: mandatory headers, single headers, grammar and ranges (§16.3). */
export function checkRequest(request: SipMessage): RequestCheck {
  const fault =
    mandatoryFault(request) ??
    requestUriFault(request) ??
    methodFault(request) ??
    maxForwardsFault(request) ??
    valueFault(request, IN_REQUESTS);
  if (fault !== null) return { ok: false, fault };
  const uri = request.parsedRequestUri;
  return {
    ok: true,
    facts: {
      version: request.version,
      scheme: uri === null || uri.kind === "other" ? "other" : uri.scheme,
      proxyRequire: request.indexOf(H.proxyRequire) < 0 ? NONE : request.proxyRequire,
      method: request.method,
      maxForwards: request.maxForwards,
    },
  };
}

/** Checks a response; a response with a fault is to be dropped. Null if it is sound. */
export function checkResponse(response: SipMessage): Fault | null {
  return mandatoryFault(response) ?? valueFault(response, IN_RESPONSES);
}

/** Via, From, To, Call-ID and CSeq: there, each but Via once, and readable (§8.1.1, §7.3.1). */
function mandatoryFault(message: SipMessage): Fault | null {
  for (let i = 0; i < MANDATORY.length; i++) {
    const id = MANDATORY[i]!;
    if (message.has(id)) continue;
    const name = headerNames[id] ?? "";
    return makeFault("header-missing", 0, `${name} is missing`, name);
  }
  const { scan } = message;
  if (scan.duplicate >= 0) {
    const name = headerNames[scan.spans[scan.duplicate]! & ID_MASK] ?? "";
    const offset = scan.spans[scan.duplicate + 1]!;
    return makeFault("header-duplicate", offset, `${name} stands more than once`, name);
  }
  if (!message.areAddressesSound || message.branch === COOKIE) {
    return viaFault(message) ?? addressFault(message, H.from) ?? addressFault(message, H.to);
  }
  if (message.callId === null) return invalid(message, H.callId, "is not a Call-ID");
  if (message.cseq === null) {
    return invalid(message, H.cseq, "is not a number below 2^31 and a method");
  }
  return null;
}

/** The topmost Via must be readable; the others are for those who wrote them. */
function viaFault(message: SipMessage): Fault | null {
  const { spans } = message.scan;
  const index = message.indexOf(H.via);
  const start = spans[index + 2]!;
  const stop = scanVia(message.bytes, start, spans[index + 3]!);
  if (stop < 0) return faultIn(H.via, ~stop, start);
  const { branchStart, branchEnd } = viaSpan;
  if (branchEnd - branchStart !== COOKIE.length || branchStart < 0) return null;
  if (textAt(message.bytes, branchStart, branchEnd) !== COOKIE) return null;
  return makeFault("branch-empty", branchStart, "the branch is the magic cookie alone", "Via");
}

function requestUriFault(request: SipMessage): Fault | null {
  const uri = request.parsedRequestUri;
  const offset = request.line.textStart;
  if (uri === null) return makeFault("request-uri-invalid", offset, "the Request-URI is malformed");
  if (uri.kind === "sip" && uri.headers.length > 0) {
    return makeFault("request-uri-component", offset, "headers may not stand in a Request-URI");
  }
  return null;
}

function methodFault(request: SipMessage): Fault | null {
  if (request.cseq?.method === request.method) return null;
  const offset = request.scan.spans[request.indexOf(H.cseq) + 2]!;
  const detail = "the method in CSeq is not the request's";
  return makeFault("cseq-method-mismatch", offset, detail, "CSeq");
}

function maxForwardsFault(request: SipMessage): Fault | null {
  if (request.indexOf(H.maxForwards) < 0 || request.maxForwards !== null) return null;
  return invalid(request, H.maxForwards, "is not a number from 0 to 255");
}

/** The first fault in a header of the table: addresses readable down to their URIs, option tags tokens, digest whole. */
function valueFault(message: SipMessage, table: Uint8Array): Fault | null {
  const { spans, count } = message.scan;
  for (let at = 0; at < count; at += STRIDE) {
    const id = spans[at]! & ID_MASK;
    const kind = table[id];
    if (kind === 0) continue;
    const start = spans[at + 2]!;
    const offset = valueOffset(message, id, kind!, start, spans[at + 3]!);
    if (offset >= 0) return faultIn(id, offset, start);
  }
  return null;
}

/** Offset of the first byte at fault in one value of that kind, -1 if there is none. */
function valueOffset(
  message: SipMessage,
  id: number,
  kind: number,
  start: number,
  end: number,
): number {
  const { bytes } = message;
  if (kind === TOKENS) return tokenListFault(bytes, start, end);
  if (kind === CREDENTIALS) return scanCredentials(bytes, start, end);
  return addressListFault(bytes, start, end, id === H.contact && isRegister(message));
}

/** Only a REGISTER and its response may hold `Contact: *` (§10.2.2). */
function isRegister(message: SipMessage): boolean {
  return (message.isRequest ? message.method : message.cseq?.method) === "REGISTER";
}

/** Offset of the first byte at fault in a list of addresses, -1 if there is none. */
function addressListFault(bytes: Buffer, start: number, end: number, wildcard: boolean): number {
  for (let at = start; ; at = skipBlanks(bytes, at + 1, end)) {
    const stop = scanNameAddr(bytes, at, end);
    if (stop < 0) return ~stop;
    const { uriStart, uriEnd } = addrSpan;
    const star = wildcard && uriStart === at && uriEnd === at + 1 && bytes[at] === STAR;
    if (!star && !scanUri(bytes, uriStart, uriEnd)) return uriStart;
    at = stop;
    if (at >= end) return -1;
  }
}

/** Offset of the first byte at fault in a comma list of tokens, which may be empty; -1 if there is none. */
function tokenListFault(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at = skipBlanks(bytes, at + 1, end)) {
    const tokenStart = at;
    while (at < end && TOKEN_LOWER[bytes[at]!] !== 0) at++;
    if (at === tokenStart) return at;
    at = skipBlanks(bytes, at, end);
    if (at < end && bytes[at] !== COMMA) return at;
    // A comma with nothing behind it.
    if (at === end - 1) return at;
  }
  return -1;
}

/** From and To: one readable address. */
function addressFault(message: SipMessage, id: number): Fault | null {
  const { spans } = message.scan;
  const index = message.indexOf(id);
  const start = spans[index + 2]!;
  const end = spans[index + 3]!;
  const stop = scanNameAddr(message.bytes, start, end);
  if (stop < 0) return faultIn(id, ~stop, start);
  // A comma where only one value may stand.
  if (stop < end) return faultIn(id, stop, start);
  const { uriStart, uriEnd } = addrSpan;
  return scanUri(message.bytes, uriStart, uriEnd) ? null : faultIn(id, uriStart, start);
}

function faultIn(id: number, offset: number, start: number): Fault {
  const name = headerNames[id] ?? "";
  return makeFault(
    "header-invalid",
    offset,
    `${name} is malformed at its byte ${offset - start + 1}`,
    name,
  );
}

function invalid(message: SipMessage, id: number, what: string): Fault {
  const name = headerNames[id] ?? "";
  const offset = message.scan.spans[message.indexOf(id) + 2]!;
  return makeFault("header-invalid", offset, `${name} ${what}`, name);
}
