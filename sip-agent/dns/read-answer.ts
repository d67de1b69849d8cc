/** Reads one DNS message as the answer to one question: what is not exactly that is somebody else's. Pure. */
import { type Answer, type DecodedPacket, decode } from "dns-packet";
import { addressText, packAddress } from "@/lib/telephony/packed-address";
import type { DnsAnswer, DnsRecord, QuestionType } from "./dns-record";

export interface AskedQuestion {
  readonly id: number;
  /** Lower case. */
  readonly name: string;
  readonly type: QuestionType;
}

/** `foreign`: not the answer to this question, wait on. `alias`: the name is another's, which has to be asked for. */
export type ReadAnswer =
  | DnsAnswer
  | { readonly kind: "foreign" }
  | { readonly kind: "truncated" }
  | { readonly kind: "alias"; readonly name: string; readonly ttlSec: number };

/** Records of one answer that are looked at; a message that says it holds more is not read at all. */
const MOST_RECORDS = 256;
/** Kept of one name and type. */
const MOST_KEPT = 32;
export const MOST_ALIASES = 8;
/** Without an SOA there is nothing that says how long a negative answer is good (RFC 2308 §5). */
const NEGATIVE_TTL_SEC = 60;

const HEADER_BYTES = 12;
const NAME = /^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/;

export function readAnswer(bytes: Buffer, question: AskedQuestion): ReadAnswer {
  const packet = decoded(bytes, question);
  if (packet === null) return { kind: "foreign" };
  if (packet.flag_tc) return { kind: "truncated" };
  switch (packet.rcode) {
    case "NOERROR":
    case "NXDOMAIN":
      return found(packet, question);
    case "SERVFAIL":
      return { kind: "failed", why: "SERVFAIL" };
    case "REFUSED":
    case "NOTIMP":
      return { kind: "failed", why: "REFUSED" };
    default:
      return { kind: "failed", why: "unusable answer" };
  }
}

type Packet = DecodedPacket & { readonly rcode?: string };

function decoded(bytes: Buffer, question: AskedQuestion): Packet | null {
  if (bytes.length < HEADER_BYTES || bytes.readUInt16BE(0) !== question.id) return null;
  const count = bytes.readUInt16BE(6) + bytes.readUInt16BE(8) + bytes.readUInt16BE(10);
  if (bytes.readUInt16BE(4) !== 1 || count > MOST_RECORDS) return null;
  let packet: Packet;
  try {
    packet = decode(bytes);
  } catch {
    return null;
  }
  const asked = packet.questions?.[0];
  const isAnswer = packet.type === "response" && (bytes.readUInt16BE(2) & OPCODE_MASK) === 0;
  const isOurs =
    asked?.type === question.type && asked.class === "IN" && lower(asked.name) === question.name;
  return isAnswer && isOurs ? packet : null;
}

const OPCODE_MASK = 0x7800;

function found(packet: Packet, question: AskedQuestion): ReadAnswer {
  const answers = packet.answers ?? [];
  let { name } = question;
  let ttlSec = Number.POSITIVE_INFINITY;
  for (let hops = 0; hops <= MOST_ALIASES; hops += 1) {
    const records: DnsRecord[] = [];
    for (const answer of answers) {
      if (answer.type !== question.type || lower(answer.name) !== name) continue;
      if (records.length >= MOST_KEPT) break;
      const record = recordOf(answer);
      if (record === null) continue;
      records.push(record);
      ttlSec = Math.min(ttlSec, ttlOf(answer));
    }
    if (records.length > 0) return { kind: "records", records, ttlSec };
    const alias = answers.find((one) => one.type === "CNAME" && lower(one.name) === name);
    if (alias?.type !== "CNAME") break;
    ttlSec = Math.min(ttlSec, ttlOf(alias));
    name = lower(alias.data);
    if (!NAME.test(name)) return { kind: "failed", why: "unusable answer" };
    if (hops === MOST_ALIASES) return { kind: "failed", why: "too many aliases" };
  }
  if (packet.rcode === "NXDOMAIN") return absent(packet, "NXDOMAIN");
  if (name !== question.name && soaOf(packet) === undefined) return { kind: "alias", name, ttlSec };
  // Records of that name and type came, and none was usable.
  const isUnusable = answers.some((one) => one.type === question.type && lower(one.name) === name);
  return isUnusable ? { kind: "failed", why: "unusable answer" } : absent(packet, "NODATA");
}

function soaOf(packet: Packet) {
  return packet.authorities?.find((one) => one.type === "SOA");
}

/** RFC 2308 §5: the SOA's TTL or its minimum field, whichever is less. */
function absent(packet: Packet, why: "NXDOMAIN" | "NODATA"): DnsAnswer {
  const soa = soaOf(packet);
  if (soa?.type !== "SOA") return { kind: "absent", why, ttlSec: NEGATIVE_TTL_SEC };
  const minimum = soa.data.minimum ?? NEGATIVE_TTL_SEC;
  return { kind: "absent", why, ttlSec: Math.min(ttlOf(soa), minimum) };
}

function recordOf(answer: Answer): DnsRecord | null {
  switch (answer.type) {
    case "A":
    case "AAAA": {
      const packed = packAddress(answer.data);
      const family = answer.type === "A" ? 4 : 6;
      if (packed?.family !== family || isNobodys(packed)) return null;
      return { type: answer.type, address: addressText(packed) };
    }
    case "SRV": {
      const { priority = 0, weight = 0, port, target } = answer.data;
      const name = lower(target);
      if (port === 0 || (name !== "" && !NAME.test(name))) return null;
      return { type: "SRV", priority, weight, port, target: name };
    }
    case "NAPTR": {
      const { order, preference, flags, services, replacement } = answer.data;
      const name = lower(replacement);
      if (!NAME.test(name)) return null;
      return {
        type: "NAPTR",
        order,
        preference,
        flags: lower(flags),
        services: lower(services),
        replacement: name,
      };
    }
    default:
      return null;
  }
}

/** Addresses that nothing can be sent to as one host: unspecified, link-local, multicast, broadcast and reserved. */
function isNobodys({ family, w0, w1, w2, w3 }: NonNullable<ReturnType<typeof packAddress>>) {
  if (family === 4) return w0 >>> 24 === 0 || w0 >>> 28 >= 14 || w0 >>> 16 === 0xa9fe;
  const isUnspecified = (w0 | w1 | w2 | w3) === 0;
  return isUnspecified || w0 >>> 24 === 0xff || w0 >>> 22 === 0x3fa;
}

/** A TTL with its highest bit set counts as 0 (RFC 2181 §8). */
function ttlOf(answer: Answer): number {
  const ttl = "ttl" in answer ? (answer.ttl ?? 0) : 0;
  return ttl > 0x7fffffff || ttl < 0 ? 0 : ttl;
}

function lower(name: unknown): string {
  const text = typeof name === "string" ? name : String(name ?? "");
  return text.toLowerCase().replace(/\.$/, "");
}
