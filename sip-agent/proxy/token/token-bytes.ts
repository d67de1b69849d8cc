/** A dialog token as bytes and back: as short as can be, since a URI of ours stays within 200 characters. */
import { unpackHost, writeHost } from "./compact-host";
import {
  type ContactToken,
  type DialogToken,
  type OpenedToken,
  type TokenHolder,
  type TokenHost,
  type TokenTarget,
  UNCHANGED,
} from "./dialog-token";

const CORE_SIDE = 0x01;
const ORIGINATION = 0x02;
const TARGET_SOURCE = 0x04;
const TO_TRUNK_FQDN = 0x08;
const TRANSPORT_SHIFT = 4;
const TRANSPORT_MASK = 3;
const FROM_TRUNK_FQDN = 0x40;
const WITH_CONTACT = 0x80;
const TRANSPORTS = ["udp", "tcp", "tls"] as const;
/** In the place of a transport: nothing but a record's id and a Contact. */
const CONTACT_ALONE = WITH_CONTACT | (TRANSPORT_MASK << TRANSPORT_SHIFT);

const SHORT_ID_BYTES = 8;
const UUID_BYTES = 16;
const TIME_BYTES = 4;
const MARK_BYTES = 4;
const NO_MARK = "00000000";

/** What a sealed token holds at most. */
const MOST_BYTES = 256;
/** One token is written at a time; each part is begun within MOST_BYTES and is no longer than 260. */
const room = Buffer.alloc(MOST_BYTES + 640);

/**
 * The token's bytes, valid until the next call; null if they are too many. `domain` is the signalling FQDN: names below
 * it are written short, and read back under the FQDN of that time.
 */
export function packToken(token: DialogToken, domain: string): Buffer | null {
  const { target, side, recordId } = token;
  const transport = target.kind === "source" ? TRANSPORTS.indexOf(target.transport) : 0;
  room[0] =
    (side === "core" ? CORE_SIDE : 0) |
    (token.direction === "origination" ? ORIGINATION : 0) |
    (target.kind === "source" ? TARGET_SOURCE : 0) |
    (token.toHost.kind === "trunk-fqdn" ? TO_TRUNK_FQDN : 0) |
    (token.fromHost.kind === "trunk-fqdn" ? FROM_TRUNK_FQDN : 0) |
    (token.contact === null ? 0 : WITH_CONTACT) |
    (transport << TRANSPORT_SHIFT);
  const marks = side === "core" ? (token.farUser ?? NO_MARK) + (token.ownUser ?? NO_MARK) : "";
  const ids = token.carrier + token.trunk + uuidHex(recordId) + marks;
  let at = 1 + room.write(ids, 1, "hex");
  at = room.writeUInt32BE(token.issuedAtSec, at);
  at =
    target.kind === "source"
      ? writeHost(target.hostPort, domain, room, at)
      : at + room.write(target.shortId, at, "hex");
  at = isRoomAt(at) ? writeHost(textOf(token.fromHost), domain, room, at) : -1;
  at = isRoomAt(at) ? writeHost(textOf(token.toHost), domain, room, at) : -1;
  if (!isRoomAt(at)) return null;
  if (token.contact !== null) room[at++] = token.hiddenRoutes.length;
  for (const uri of token.hiddenRoutes) {
    at = writeRoute(uri, domain, at);
    if (!isRoomAt(at)) return null;
  }
  if (token.contact !== null) at = writeUri(token.contact, domain, at);
  return isRoomAt(at) ? room.subarray(0, at) : null;
}

/** The same of a Contact alone. */
export function packContact({ recordId, contact }: ContactToken, domain: string): Buffer | null {
  room[0] = CONTACT_ALONE;
  const at = writeUri(contact, domain, 1 + room.write(uuidHex(recordId), 1, "hex"));
  return isRoomAt(at) ? room.subarray(0, at) : null;
}

/** What `packToken` or `packContact` wrote. Throws RangeError on bytes that they did not. */
export function unpackToken(bytes: Buffer, holder: TokenHolder, domain: string): OpenedToken {
  const flags = bytes.readUInt8(0);
  if (flags === CONTACT_ALONE) {
    const contact = readUri(bytes, 1 + UUID_BYTES, domain);
    const recordId = uuidText(bytes.toString("hex", 1, 1 + UUID_BYTES));
    return { kind: "contact", holder, recordId, contact };
  }
  const side = (flags & CORE_SIDE) !== 0 ? "core" : "carrier";
  const idsEnd = 1 + 2 * SHORT_ID_BYTES + UUID_BYTES + (side === "core" ? 2 * MARK_BYTES : 0);
  const ids = bytes.toString("hex", 1, idsEnd);
  const marksAt = 4 * SHORT_ID_BYTES + 2 * UUID_BYTES;
  let at = idsEnd + TIME_BYTES;
  const nextHost = () => {
    const { text, end } = unpackHost(bytes, at, domain);
    at = end;
    return text;
  };
  let target: TokenTarget;
  if ((flags & TARGET_SOURCE) !== 0) {
    const transport = TRANSPORTS[(flags >> TRANSPORT_SHIFT) & TRANSPORT_MASK] ?? "udp";
    target = { kind: "source", transport, hostPort: nextHost() };
  } else {
    target = { kind: "configured", shortId: bytes.toString("hex", at, at + SHORT_ID_BYTES) };
    at += SHORT_ID_BYTES;
  }
  const fromHost = hostOf(nextHost(), (flags & FROM_TRUNK_FQDN) !== 0);
  const toHost = hostOf(nextHost(), (flags & TO_TRUNK_FQDN) !== 0);
  const hasContact = (flags & WITH_CONTACT) !== 0;
  const routes = hasContact ? bytes.readUInt8(at++) : Number.POSITIVE_INFINITY;
  const hiddenRoutes: string[] = [];
  while (at < bytes.length && hiddenRoutes.length < routes) {
    const isPlain = bytes.readUInt8(at) === PLAIN_ROUTE;
    at += 1;
    const text = nextHost();
    hiddenRoutes.push(isPlain ? `sip:${text};lr` : text);
  }
  const token: DialogToken = {
    holder,
    side,
    direction: (flags & ORIGINATION) !== 0 ? "origination" : "termination",
    carrier: ids.slice(0, 2 * SHORT_ID_BYTES),
    trunk: ids.slice(2 * SHORT_ID_BYTES, 4 * SHORT_ID_BYTES),
    recordId: uuidText(ids.slice(4 * SHORT_ID_BYTES, marksAt)),
    issuedAtSec: bytes.readUInt32BE(idsEnd),
    farUser: side === "core" ? ids.slice(marksAt, marksAt + 2 * MARK_BYTES) : null,
    ownUser: side === "core" ? ids.slice(marksAt + 2 * MARK_BYTES) : null,
    target,
    fromHost,
    toHost,
    hiddenRoutes,
    contact: hasContact ? readUri(bytes, at, domain) : null,
  };
  return { kind: "dialog", token };
}

function isRoomAt(at: number): boolean {
  return at >= 0 && at <= MOST_BYTES;
}

function uuidHex(uuid: string): string {
  return (
    uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24)
  );
}

function uuidText(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
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

/** `sip:HOST;lr`, by far the most frequent route, is kept as its host alone. */
const PLAIN_ROUTE = 0;
const WHOLE_ROUTE = 1;

function writeRoute(uri: string, domain: string, at: number): number {
  const inner = uri.startsWith("sip:") && uri.endsWith(";lr") ? uri.slice(4, -3) : null;
  const isPlain = inner !== null && !/[@;?]/.test(inner);
  room[at] = isPlain ? PLAIN_ROUTE : WHOLE_ROUTE;
  return writeHost(isPlain ? inner : uri, domain, room, at + 1);
}

/** A URI to the end of the token: as it stands, or `sip:`, what stands before its host, the host, what stands behind it. */
const WHOLE_URI = 0;
/** Plus the index of the rest in RESTS. */
const PARTED_URI = 1;
const RESTS = ["", ";transport=udp", ";transport=tcp", ";transport=tls"] as const;
/** The rest is text. */
const OTHER_REST = PARTED_URI + RESTS.length;

function writeUri(uri: string, domain: string, at: number): number {
  if (uri.length > MOST_BYTES) return -1;
  const userEnd = uri.indexOf("@") + 1;
  const hostStart = Math.max(userEnd, 4);
  let hostEnd = hostStart;
  if (uri.charCodeAt(hostEnd) === 0x5b) hostEnd = Math.max(uri.indexOf("]", hostEnd), hostEnd);
  while (hostEnd < uri.length && uri[hostEnd] !== ";" && uri[hostEnd] !== "?") hostEnd += 1;
  if (!uri.startsWith("sip:") || hostStart > 255) {
    room[at] = WHOLE_URI;
    return at + 1 + room.write(uri, at + 1, "latin1");
  }
  const rest = uri.slice(hostEnd);
  const known = RESTS.indexOf(rest as (typeof RESTS)[number]);
  room[at] = known < 0 ? OTHER_REST : PARTED_URI + known;
  room[at + 1] = hostStart - 4;
  const hostAt = at + 2 + room.write(uri.slice(4, hostStart), at + 2, "latin1");
  if (!isRoomAt(hostAt)) return -1;
  const end = writeHost(uri.slice(hostStart, hostEnd), domain, room, hostAt);
  if (end < 0 || known >= 0) return end;
  return end + rest.length > MOST_BYTES ? -1 : end + room.write(rest, end, "latin1");
}

function readUri(bytes: Buffer, at: number, domain: string): string {
  const form = bytes.readUInt8(at);
  if (form === WHOLE_URI) return bytes.toString("latin1", at + 1);
  const hostAt = at + 2 + bytes.readUInt8(at + 1);
  const { text, end } = unpackHost(bytes, hostAt, domain);
  const rest = form === OTHER_REST ? bytes.toString("latin1", end) : RESTS[form - PARTED_URI];
  return `sip:${bytes.toString("latin1", at + 2, hostAt)}${text}${rest ?? ""}`;
}
