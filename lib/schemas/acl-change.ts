// Many ACL entries at once: a pasted or chosen list, what it would change, and whom that would reach.
import { z } from "zod";
import { AclBlock } from "./acl-entry";
import { Flag, filter, Id, InstantInput, line, orNull } from "./fields";

/** A moment, which a page's own script reads back from JSON. */
const Moment = z.coerce.date().meta({ override: { type: "string", format: "date-time" } });

/** Rows of one list, and its size in bytes. */
export const LARGEST_ACL_LIST = { rows: 1_000, bytes: 200_000 };

const list = {
  carrierId: Id,
  /** One address, block or range a line, or CSV with a header; what follows a # is kept as the comment. */
  text: z
    .string("must be text")
    .refine((text) => new TextEncoder().encode(text).length <= LARGEST_ACL_LIST.bytes, {
      error: "must be at most 200 kB",
    }),
  /** The list is the whole ACL: entries that it does not name are removed. */
  replaceAll: Flag.default(false),
  /** Neighbouring blocks that say the same become one, up to a /29 or /125. */
  joinNeighbours: Flag.default(false),
  /** Of rows that do not say it themselves. */
  label: line({ max: 100 }).default(""),
  site: line({ max: 100 }).default(""),
  requestedBy: line({ max: 100 }).default(""),
  /** Left out: from now on. */
  validFrom: filter(InstantInput),
  validUntil: orNull(InstantInput).default(null),
};

export const PreviewAclChange = z.strictObject(list);
export type PreviewAclChange = z.output<typeof PreviewAclChange>;

export const SaveAclChange = z.strictObject({
  ...list,
  /** Of the preview that was looked at: what would be saved now must be what was shown then. */
  fingerprint: z.string("must be that of the preview").regex(/^[0-9a-f]{64}$/, {
    error: "must be that of the preview",
  }),
  /** Save the right rows although others are not; left out, one such row refuses the whole list. */
  onlyRight: Flag.default(false),
});

/**
 * `new` rows are added; a `present` one is on the carrier's list already, a `duplicate` stands in this list before, a
 * `merged` one lies in a wider block that is or will be there; `overlapping` meets another carrier's entry or an address
 * of Cradle's own, `wrong` has another fault.
 */
export const AclRowVerdict = z.enum([
  "new",
  "present",
  "duplicate",
  "merged",
  "overlapping",
  "wrong",
]);
export type AclRowVerdict = z.infer<typeof AclRowVerdict>;

export const AclRow = z.object({
  /** Line of the text, from 1. */
  line: z.number(),
  /** As it stands in the list. */
  typed: z.string(),
  block: z.string().nullable(),
  verdict: AclRowVerdict,
  /** What was corrected, and what deserves a look. */
  notes: z.array(z.string()).readonly(),
  /** What is wrong, or where it went; null for a new row. */
  message: z.string().nullable(),
  /** The carrier whose entry it meets. */
  other: z.object({ carrierId: z.string(), carrierName: z.string() }).nullable(),
});
export type AclRow = z.infer<typeof AclRow>;

export const AclDraftEntry = z.object({
  block: z.string(),
  label: z.string(),
  site: z.string(),
  requestedBy: z.string(),
  comment: z.string(),
  validFrom: Moment.nullable(),
  validUntil: Moment.nullable(),
});
export type AclDraftEntry = z.infer<typeof AclDraftEntry>;

/** An entry that the change takes out of force. */
const AclRemoval = z.object({ id: z.string(), block: z.string(), label: z.string() });

/** Whom a change of the ACL reaches, by what has been seen so far. */
export const AclReach = z.object({
  /** Addresses that this carrier has called from and could call from no more. */
  newlyRefused: z
    .array(
      z.object({
        address: z.string(),
        calls: z.number(),
        callsLastDay: z.number(),
        lastAt: Moment,
        lastCallId: z.string(),
      }),
    )
    .readonly(),
  /** Unknown sources that have knocked and would be let in as this carrier, the latest fifty. */
  newlyLetIn: z
    .array(
      z.object({
        address: z.string(),
        datagrams: z.number(),
        lastAt: Moment,
        userAgent: z.string(),
        requestUri: z.string(),
        /** The carrier whose number it asked for last: suspected to be its. */
        askedCarrierId: z.string().nullable(),
        askedCarrierName: z.string().nullable(),
      }),
    )
    .readonly(),
  /** How many would be let in, named or not. */
  letInTotal: z.number(),
  /** Calls that were looked at, newest first, and since when. */
  callsSeen: z.number(),
  since: Moment.nullable(),
});
export type AclReach = z.infer<typeof AclReach>;

export const AclChangePreview = z.object({
  rows: z.array(AclRow).readonly(),
  added: z.array(AclDraftEntry).readonly(),
  removed: z.array(AclRemoval).readonly(),
  /** Entries that stay as they are. */
  kept: z.number(),
  reach: AclReach,
  /** Names exactly this change; saving asks for it. */
  fingerprint: z.string(),
});
export type AclChangePreview = z.infer<typeof AclChangePreview>;

export const SavedAclChange = z.object({
  added: z.number(),
  removed: z.number(),
  /** Rows that could not be saved. */
  leftOut: z.number(),
});
export type SavedAclChange = z.infer<typeof SavedAclChange>;

/** One entry to be added (`carrierId`, `block`), edited (`id` and what changes), or removed (`id`, `remove`). */
export const PreviewAclEntry = z
  .strictObject({
    carrierId: filter(Id),
    id: filter(Id),
    remove: Flag.default(false),
    block: AclBlock.optional(),
    validFrom: filter(InstantInput),
    /** Left out: as it is; null: until removed. */
    validUntil: orNull(InstantInput).optional(),
  })
  .refine(({ carrierId, id }) => (carrierId === undefined) !== (id === undefined), {
    path: ["id"],
    error: "names the entry, or carrierId the carrier of a new one",
  })
  .refine(({ id, block }) => id !== undefined || block !== undefined, {
    path: ["block"],
    error: "an address or block is needed, such as 192.0.2.10 or 192.0.2.8/29",
  });
export type PreviewAclEntry = z.infer<typeof PreviewAclEntry>;
