// A call that is tried on the rules before anyone places it: what may be asked, and the whole answer.
import { z } from "zod";
import { packAddress } from "@/lib/telephony/packed-address";
import { Direction } from "./call";
import { filter, Id, Instant, InstantInput, line, wholeNumber } from "./fields";
import { Transport } from "./gateway";

/** Bytes that an agent takes as one message. */
const MAX_MESSAGE_BYTES = 65_536;

const Party = line({ max: 200 });

/** Fields of the form: a pasted message says all of that itself. */
const FORM_FIELDS = [
  ...(["direction", "calledHost", "bNumber", "aNumber"] as const),
  ...(["assertedIdentity", "privacy", "diversion"] as const),
] as const;

const fields = z.strictObject({
  /** Which way; without a source address it also says from where: the carrier's first address, or the core's. */
  direction: filter(Direction),
  sourceAddress: filter(
    line({ max: 60 }).refine((text) => packAddress(text) !== null, {
      error: "must be an IP address such as 203.0.113.10",
    }),
  ),
  sourcePort: filter(wholeNumber({ min: 1, max: 65_535 })),
  transport: filter(Transport),
  /** Default: the signalling FQDN. */
  calledHost: filter(
    line({ max: 255 }).refine((text) => /^[\w.:[\]-]+$/.test(text), {
      error: "must be a name such as the signalling FQDN or a trunk's FQDN",
    }),
  ),
  bNumber: filter(Party),
  aNumber: filter(Party),
  assertedIdentity: filter(Party),
  /** `id`: Privacy: id beside the number; `anonymous`: no number in From either. */
  privacy: filter(z.enum(["none", "id", "anonymous"], { error: "must be none, id or anonymous" })),
  diversion: filter(Party),
  /** What the digest check is taken to find: none, wrong, stale, or the id of a SIP credential that is answered right. */
  credentials: filter(
    z.union([z.enum(["none", "wrong", "stale"]), Id], {
      error: "must be none, wrong, stale or the id of a SIP credential",
    }),
  ),
  /** Default: now. */
  at: filter(InstantInput),
  /** A whole SIP request, LF or CRLF. */
  message: filter(
    z
      .string("must be text")
      .refine((text) => new TextEncoder().encode(text).length <= MAX_MESSAGE_BYTES, {
        error: "must be at most 64 kB",
      }),
  ),
});

export const CheckCall = fields.superRefine((input, context) => {
  const need = (path: keyof typeof input, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  if (input.message !== undefined) {
    for (const path of FORM_FIELDS) {
      if (input[path] !== undefined)
        need(path, "is said by the message, and must not stand beside it");
    }
    if (input.sourceAddress === undefined)
      need("sourceAddress", "must say where the message came from");
    return;
  }
  if (input.bNumber === undefined) need("bNumber", "must say which number is called");
  if (input.aNumber === undefined && input.privacy !== "anonymous") {
    need("aNumber", "must say which number calls, or the call must be anonymous");
  }
  if (input.direction === undefined && input.sourceAddress === undefined) {
    need("direction", "must be termination or origination, unless a source address is given");
  }
});
export type CheckCall = z.infer<typeof CheckCall>;

/** A stored row that a rule went by: what it is called, and the page that shows it. */
export const NamedRow = z.object({
  table: z.string(),
  id: z.string(),
  label: z.string(),
  carrierId: z.string().nullable(),
  path: z.string().nullable(),
});
export type NamedRow = z.infer<typeof NamedRow>;

const CheckedStep = z.object({
  rule: z.number(),
  codes: z.array(z.string()),
  outcome: z.enum(["passed", "skipped", "decided", "not-reached"]),
  question: z.string(),
  sentence: z.string(),
  because: NamedRow.nullable(),
});

/** What could be meant where the source address is unknown. */
const Nearest = z.object({
  /** The carrier that the called FQDN or the B-number belongs to: an ACL entry of its own may be missing. */
  carrier: NamedRow.nullable(),
  /** ACL entries that hold the address at another time, or lie near it. */
  aclEntries: z.array(NamedRow.extend({ why: z.string() })),
  /** Whether it has knocked. */
  knocked: z.object({ datagrams: z.string(), lastSeenAt: Instant }).nullable(),
});

export const CallCheck = z.object({
  at: Instant,
  action: z.enum(["route", "challenge", "reject", "answer", "drop"]),
  /** Stable code of the rule that decided. */
  rule: z.string(),
  /** SIP status that is sent; null where nothing is, or the call is routed. */
  code: z.number().nullable(),
  reason: z.string(),
  /** The decision in one sentence. */
  summary: z.string(),
  direction: Direction.nullable(),
  carrier: NamedRow.nullable(),
  trunk: NamedRow.nullable(),
  because: NamedRow.nullable(),
  steps: z.array(CheckedStep),
  /** In the order to be tried; empty unless the call is routed. */
  targets: z.array(NamedRow.extend({ priority: z.number(), weight: z.number() })),
  nearest: Nearest.nullable(),
  source: z.object({
    /** The address that counted: behind an edge proxy of ours the one it vouches for. */
    address: z.string(),
    port: z.number(),
    transport: Transport,
  }),
  /** The request as it was judged. */
  message: z.string(),
  assumptions: z.array(z.string()),
  config: z.object({
    version: z.string().meta({ description: "Configuration version that was asked" }),
    live: z.number().meta({ description: "Agents that apply it" }),
    total: z.number(),
  }),
});
export type CallCheck = z.infer<typeof CallCheck>;
