// Many numbers at once: a range, or a list from a spreadsheet.
import { z } from "zod";
import { Flag, filter, Id, line } from "./fields";
import { NumberInput, NumberKind } from "./phone-number";

/** Numbers in one range. */
export const LARGEST_RANGE = 10_000;
/** Rows in one import, and its size in bytes. */
export const LARGEST_IMPORT = { rows: 20_000, bytes: 2_000_000 };

const range = {
  /** Both inclusive. */
  first: NumberInput,
  last: NumberInput,
  label: line({ max: 100 }).default(""),
};

/** Every number from the first to the last: all of them, or none. */
export const AddNumberRange = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("byoc"), trunkId: Id, ...range }),
    z.strictObject({ kind: z.literal("cradle"), customerId: Id, ...range }),
  ],
  { error: "must be byoc or cradle" },
);

export type AddNumberRange = z.output<typeof AddNumberRange>;

/** What an import or a range stored. */
export const StoredNumbers = z.object({
  /** Numbers that no row had before. */
  added: z.number(),
  /** Numbers that were removed earlier and are in use again. */
  returned: z.number(),
});
export type StoredNumbers = z.infer<typeof StoredNumbers>;

export const ImportedNumbers = StoredNumbers.extend({
  /** Rows that could not be stored. */
  leftOut: z.number(),
});
export type ImportedNumbers = z.infer<typeof ImportedNumbers>;

const list = {
  /**
   * CSV with a header that names its columns (e164, kind, label, trunk, customer: the last two by name or id), or one
   * number a line without a header.
   */
  text: z
    .string("must be text")
    .refine((text) => text.trim() !== "", { error: "must hold at least one number" })
    .refine((text) => new TextEncoder().encode(text).length <= LARGEST_IMPORT.bytes, {
      error: "must be at most 2 MB",
    }),
  /** Of rows that do not say it themselves. */
  kind: filter(NumberKind),
  trunkId: filter(Id),
  customerId: filter(Id),
  label: line({ max: 100 }).default(""),
};

export const PreviewNumberImport = z.strictObject(list);
export type PreviewNumberImport = z.output<typeof PreviewNumberImport>;

export const ImportNumbers = z.strictObject({
  ...list,
  /** Store the right rows although others are not; left out, one such row refuses the whole import. */
  onlyRight: Flag.optional(),
});

/**
 * `new` and `returning` (removed earlier) rows can be stored; a `duplicate` stands in the list before, a `stored` one is
 * in use already, a `wrong` one has a fault.
 */
export const ImportVerdict = z.enum(["new", "returning", "duplicate", "stored", "wrong"]);
export type ImportVerdict = z.infer<typeof ImportVerdict>;

export const ImportRow = z.object({
  /** Line of the text, from 1. */
  line: z.number(),
  /** The number as it stands in the list. */
  typed: z.string(),
  e164: z.string().nullable(),
  kind: NumberKind.nullable(),
  label: z.string(),
  /** Whose it would be, in words; null where that is not clear. */
  owner: z.string().nullable(),
  verdict: ImportVerdict,
  /** Column at fault, and what would be right; null for rows that can be stored. */
  field: z.string().nullable(),
  message: z.string().nullable(),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportPreview = z.object({
  rows: z.array(ImportRow).readonly(),
  counts: z.object({
    new: z.number(),
    returning: z.number(),
    duplicate: z.number(),
    stored: z.number(),
    wrong: z.number(),
  }),
});
export type ImportPreview = z.infer<typeof ImportPreview>;
