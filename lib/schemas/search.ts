// One search over everything: what it takes, and what it finds.
import { z } from "zod";
import { Id } from "./fields";

export const HIT_KINDS = [
  "carrier",
  "customer",
  "trunk",
  "number",
  "address",
  "gateway",
  "quote",
  "verification",
  "call",
  "page",
] as const;
export const HitKind = z.enum(HIT_KINDS);
export type HitKind = z.infer<typeof HitKind>;

/** Rows of one kind. */
export const MOST_HITS = 8;

/** What can be named again by its id. */
const RecentKind = HitKind.extract(["carrier", "customer", "trunk", "quote", "verification"]);
export type RecentKind = z.infer<typeof RecentKind>;

const RecentThing = z
  .string()
  .transform((text, context) => {
    const [kind, id, ...rest] = text.split(":");
    const thing = z.object({ kind: RecentKind, id: Id }).safeParse({ kind, id });
    if (thing.success && rest.length === 0) return thing.data;
    context.addIssue(
      "must be a kind and an id, such as carrier:018f0000-0000-7000-8000-000000000001",
    );
    return z.NEVER;
  })
  .meta({ override: { type: "string" } });

export const SearchAll = z.strictObject({
  /** Words, a number or an address in any format, a host name, a quote's number, a Call-ID. */
  q: z
    .string("must be text")
    .trim()
    .max(500, "must be at most 500 characters long")
    .refine((text) => !text.includes("\0"), { error: "must not contain control characters" })
    .default(""),
  /** What was opened last, to be named again where nothing is searched for: "carrier:ID,trunk:ID". */
  recent: z
    .union([z.array(z.string()), z.string()], { error: "must be a list" })
    .transform((value) => (typeof value === "string" ? value.split(",") : value).filter(Boolean))
    .pipe(z.array(RecentThing).max(MOST_HITS, `must name at most ${MOST_HITS}`))
    .default([])
    .meta({ override: { type: "string" } }),
});

export const SearchHit = z.object({
  kind: HitKind,
  /** The row's id, or the page's path. */
  id: z.string(),
  label: z.string(),
  /** Tells apart hits with like labels. */
  detail: z.string(),
  /** Where in the portal it is shown. */
  path: z.string(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchAnswer = z.object({
  query: z.string(),
  /** Numbers that may be meant, in the one form. */
  numbers: z.array(z.string()).readonly(),
  /** The address or block that is meant, in the one form. */
  address: z.string().nullable(),
  /** Kind by kind, best first; at most 8 of each. */
  hits: z.array(SearchHit).readonly(),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;
