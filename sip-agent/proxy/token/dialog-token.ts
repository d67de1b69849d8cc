/** What a Record-Route token of ours says: all that a request inside the dialog needs to find its way, sealed. */
import type { TokenSealer } from "../../seal/seal-token";
import { packHost, unpackHost } from "./compact-host";

/** Which side of us may present the token. */
export type TokenSide = "carrier" | "core";
export type TokenDirection = "termination" | "origination";
/** Whose token it is: `caller` sent the INVITE, `callee` answered it. */
export type TokenHolder = "caller" | "callee";

/**
 * Where the holder's requests go if what is written in them does not name an address of the far side: the gateway or
 * core endpoint that answered (its short id), or the place the INVITE came from (`host:port`, IPv6 in brackets).
 */
export type TokenTarget =
  | { readonly kind: "configured"; readonly shortId: string }
  | {
      readonly kind: "source";
      readonly transport: "udp" | "tcp" | "tls";
      readonly hostPort: string;
    };

/**
 * `host[:port]` of the INVITE's From or To that the far side must see again: nothing where it was not changed, the
 * trunk's own FQDN (which is by far the longest and the most frequent, and is known by the trunk), or the text.
 */
export type TokenHost =
  | { readonly kind: "unchanged" }
  | { readonly kind: "trunk-fqdn"; readonly port: number | null }
  | { readonly kind: "text"; readonly text: string };

export const UNCHANGED: TokenHost = { kind: "unchanged" };

export interface DialogToken {
  readonly holder: TokenHolder;
  readonly side: TokenSide;
  readonly direction: TokenDirection;
  /** `shortId` of carrier and trunk. */
  readonly carrier: string;
  readonly trunk: string;
  /** The call record's id, a UUID. */
  readonly recordId: string;
  /** When it was made: seconds since 1970, wall clock. */
  readonly issuedAtSec: number;
  /** Short hashes of the far side's Contact as it was then: user part, and host with port and transport. */
  readonly farContact: { readonly user: string; readonly place: string };
  /** Short hash of the holder's user part in the INVITE's From or To; only on the core's side, null otherwise. */
  readonly ownUser: string | null;
  readonly target: TokenTarget;
  readonly fromHost: TokenHost;
  readonly toHost: TokenHost;
  /** The core's route set that the carrier does not see, in the order of the holder's Route header; URIs without brackets. */
  readonly hiddenRoutes: readonly string[];
}

/** What a token is bound to without carrying it: another call's token does not open. The callee's is made before its tag is known. */
export interface TokenBinding {
  readonly callId: string;
  readonly callerTag: string;
  /** Only for the caller's token. */
  readonly calleeTag: string;
}

/** First letter of the user part: tells the binding before anything is opened. */
const LETTERS: Record<TokenHolder, string> = { caller: "a", callee: "b" };

const CORE_SIDE = 0x01;
const ORIGINATION = 0x02;
const TARGET_SOURCE = 0x04;
const TO_TRUNK_FQDN = 0x08;
const FROM_TRUNK_FQDN = 0x40;
const TRANSPORTS = ["udp", "tcp", "tls"] as const;
const TRANSPORT_SHIFT = 4;
const SHORT_ID_BYTES = 8;
const UUID_BYTES = 16;
const TIME_BYTES = 4;
const MARK_BYTES = 4;
const NO_MARK = "00000000";

/**
 * The last eight bytes of a UUID in hexadecimal: 62 of them random in versions 4 and 7. Configured things stand in
 * tokens by these, since a URI of ours stays within 200 characters; they are looked up within one carrier.
 */
export function shortId(uuid: string): string {
  return uuid.slice(19, 23) + uuid.slice(24);
}

/**
 * Seals a token to a SIP user part; null if it holds a host or a route too long to be written. `domain` is the
 * signalling FQDN: names below it are written short, and read back under the FQDN of that time.
 */
export function sealDialogToken(
  sealer: TokenSealer,
  token: DialogToken,
  binding: TokenBinding,
  domain: string,
): string | null {
  const plain = packToken(token, domain);
  if (plain === null) return null;
  const letter = LETTERS[token.holder];
  return letter + sealer.seal(plain, contextOf(letter, binding));
}

/**
 * Opens what stood in the user part of our Record-Route URI. `fromTag` and `toTag` are the request's: the caller's
 * token has the caller in From, the callee's in To. Null for anything that we did not make for this very dialog.
 */
export function openDialogToken(
  sealer: TokenSealer,
  user: string,
  dialog: { readonly callId: string; readonly fromTag: string; readonly toTag: string },
  domain: string,
): DialogToken | null {
  const letter = user.charAt(0);
  const holder = letter === LETTERS.caller ? "caller" : letter === LETTERS.callee ? "callee" : null;
  if (holder === null) return null;
  const binding =
    holder === "caller"
      ? { callId: dialog.callId, callerTag: dialog.fromTag, calleeTag: dialog.toTag }
      : { callId: dialog.callId, callerTag: dialog.toTag, calleeTag: "" };
  const plain = sealer.open(user.slice(1), contextOf(letter, binding));
  return plain === null ? null : unpackToken(plain, holder, domain);
}

/** NUL cannot stand in a Call-ID or tag, so that no two bindings read alike. */
function contextOf(letter: string, binding: TokenBinding): Buffer {
  const calleeTag = letter === LETTERS.caller ? binding.calleeTag : "";
  return Buffer.from(`${letter}\0${binding.callId}\0${binding.callerTag}\0${calleeTag}`, "latin1");
}

function packToken(token: DialogToken, domain: string): Buffer | null {
  const { target } = token;
  const transport = target.kind === "source" ? TRANSPORTS.indexOf(target.transport) : 0;
  const flags =
    (token.side === "core" ? CORE_SIDE : 0) |
    (token.direction === "origination" ? ORIGINATION : 0) |
    (target.kind === "source" ? TARGET_SOURCE : 0) |
    (token.toHost.kind === "trunk-fqdn" ? TO_TRUNK_FQDN : 0) |
    (token.fromHost.kind === "trunk-fqdn" ? FROM_TRUNK_FQDN : 0) |
    (transport << TRANSPORT_SHIFT);
  const parts: Buffer[] = [
    Buffer.of(flags),
    Buffer.from(token.carrier, "hex"),
    Buffer.from(token.trunk, "hex"),
    Buffer.from(token.recordId.replaceAll("-", ""), "hex"),
    uint32(token.issuedAtSec),
    Buffer.from(token.farContact.user + token.farContact.place, "hex"),
    ...(token.side === "core" ? [Buffer.from(token.ownUser ?? NO_MARK, "hex")] : []),
  ];
  const hosts = [
    target.kind === "source"
      ? packHost(target.hostPort, domain)
      : Buffer.from(target.shortId, "hex"),
    packHost(textOf(token.fromHost), domain),
    packHost(textOf(token.toHost), domain),
    ...token.hiddenRoutes.map((uri) => packRoute(uri, domain)),
  ];
  for (const host of hosts) {
    if (host === null) return null;
    parts.push(host);
  }
  return Buffer.concat(parts);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(TIME_BYTES);
  bytes.writeUInt32BE(value);
  return bytes;
}

function textOf(host: TokenHost): string {
  switch (host.kind) {
    case "unchanged":
      return "";
    case "trunk-fqdn":
      return host.port === null ? "" : String(host.port);
    case "text":
      return host.text;
  }
}

function hostOf(text: string, isTrunkFqdn: boolean): TokenHost {
  if (isTrunkFqdn) return { kind: "trunk-fqdn", port: text === "" ? null : Number(text) };
  return text === "" ? UNCHANGED : { kind: "text", text };
}

function unpackToken(bytes: Buffer, holder: TokenHolder, domain: string): DialogToken {
  const flags = bytes.readUInt8(0);
  const hexAt = (start: number, length: number) => bytes.toString("hex", start, start + length);
  const recordHex = hexAt(1 + 2 * SHORT_ID_BYTES, UUID_BYTES);
  const timeAt = 1 + 2 * SHORT_ID_BYTES + UUID_BYTES;
  const marksAt = timeAt + TIME_BYTES;
  const ownAt = marksAt + 2 * MARK_BYTES;
  const side = (flags & CORE_SIDE) !== 0 ? "core" : "carrier";
  let at = side === "core" ? ownAt + MARK_BYTES : ownAt;
  const nextHost = () => {
    const { text, end } = unpackHost(bytes, at, domain);
    at = end;
    return text;
  };
  let target: TokenTarget;
  if ((flags & TARGET_SOURCE) !== 0) {
    const transport = TRANSPORTS[(flags >> TRANSPORT_SHIFT) & 3] ?? "udp";
    target = { kind: "source", transport, hostPort: nextHost() };
  } else {
    target = { kind: "configured", shortId: hexAt(at, SHORT_ID_BYTES) };
    at += SHORT_ID_BYTES;
  }
  const fromHost = hostOf(nextHost(), (flags & FROM_TRUNK_FQDN) !== 0);
  const toHost = hostOf(nextHost(), (flags & TO_TRUNK_FQDN) !== 0);
  const hiddenRoutes: string[] = [];
  while (at < bytes.length) {
    const plain = bytes.readUInt8(at) === PLAIN_ROUTE;
    at += 1;
    const text = nextHost();
    hiddenRoutes.push(plain ? `sip:${text};lr` : text);
  }
  return {
    holder,
    side,
    direction: (flags & ORIGINATION) !== 0 ? "origination" : "termination",
    carrier: hexAt(1, SHORT_ID_BYTES),
    trunk: hexAt(1 + SHORT_ID_BYTES, SHORT_ID_BYTES),
    recordId: `${recordHex.slice(0, 8)}-${recordHex.slice(8, 12)}-${recordHex.slice(12, 16)}-${recordHex.slice(16, 20)}-${recordHex.slice(20)}`,
    issuedAtSec: bytes.readUInt32BE(timeAt),
    farContact: {
      user: hexAt(marksAt, MARK_BYTES),
      place: hexAt(marksAt + MARK_BYTES, MARK_BYTES),
    },
    ownUser: side === "core" ? hexAt(ownAt, MARK_BYTES) : null,
    target,
    fromHost,
    toHost,
    hiddenRoutes,
  };
}

/** `sip:HOST;lr`, by far the most frequent route, is kept as its host alone. */
const PLAIN_ROUTE = 0;
const WHOLE_ROUTE = 1;

function packRoute(uri: string, domain: string): Buffer | null {
  const inner = uri.startsWith("sip:") && uri.endsWith(";lr") ? uri.slice(4, -3) : null;
  const plain = inner !== null && !/[@;?]/.test(inner);
  const packed = packHost(plain ? inner : uri, domain);
  return packed === null
    ? null
    : Buffer.concat([Buffer.of(plain ? PLAIN_ROUTE : WHOLE_ROUTE), packed]);
}
