// The small fields that many schemas share, each with the words that name its right form.
import { z } from "zod";

/** Row ids are UUIDs. */
export const Id = z.uuid("is not an id");

/** The version of the row that a form was drawn from. */
export const RowVersion = wholeNumber({ min: 1, max: 2_147_483_647 });

/** A moment in an answer: ISO 8601 in JSON. */
export const Instant = z.date().meta({ override: { type: "string", format: "date-time" } });

/** A moment in a form: ISO 8601 with a zone, or what a `datetime-local` field sends, taken as UTC. */
export const InstantInput = z
  .union([z.date(), z.string()], { error: "must be a date and time" })
  .transform((value, context): Date => {
    const text = value instanceof Date ? value.toISOString() : value.trim();
    const zoned = /(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
    const date = new Date(zoned);
    const isDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(date.getTime());
    if (isDate) return date;
    context.addIssue("must be a date and time such as 2030-01-31T09:00Z");
    return z.NEVER;
  })
  .meta({ override: { type: "string", format: "date-time" } });

/** A 64-bit count in an answer: a decimal string in JSON. */
export const BigCount = z.bigint().meta({ override: { type: "string", pattern: "^\\d+$" } });

/** One line of text: trimmed, without control characters. */
export function line(options: { max: number; min?: number }) {
  const min = options.min ?? 0;
  return z
    .string("must be text")
    .trim()
    .max(options.max, `must be at most ${options.max} characters long`)
    .refine((text) => text.length >= min, { error: "must not be empty" })
    .refine((text) => !hasControl(text, false), { error: "must not contain control characters" });
}

/** Text of several lines: trimmed, line breaks and tabs allowed, no other control characters. */
export function lines(options: { max: number }) {
  return z
    .string("must be text")
    .trim()
    .max(options.max, `must be at most ${options.max} characters long`)
    .refine((text) => !hasControl(text, true), { error: "must not contain control characters" });
}

function hasControl(text: string, breaksAllowed: boolean): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (breaksAllowed && (code === 9 || code === 10 || code === 13)) continue;
    if (code < 32 || code === 127) return true;
  }
  return false;
}

/** A whole number, also as the digits that a form sends. */
export function wholeNumber(range: { min: number; max: number }) {
  const words = `must be a whole number from ${range.min} to ${range.max}`;
  return z
    .union([z.number(), z.string()], { error: words })
    .transform((value, context): number => {
      const isDigits = typeof value === "number" || /^\s*\d{1,15}\s*$/.test(value);
      const number = isDigits ? Number(value) : Number.NaN;
      if (Number.isInteger(number) && number >= range.min && number <= range.max) return number;
      context.addIssue(words);
      return z.NEVER;
    })
    .meta({ override: { type: "integer", minimum: range.min, maximum: range.max } });
}

/** The same, or nothing: null, or the empty text of a form. */
export function wholeNumberOrNull(range: { min: number; max: number }) {
  return orNull(wholeNumber(range)).meta({
    override: { type: ["integer", "null"], minimum: range.min, maximum: range.max },
  });
}

/** What `schema` takes, or null, or the empty text of a form as null. */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  // No union: of a union that fails, zod keeps none of its parts' words.
  return z.preprocess((value) => (value === "" ? null : value), schema.nullable());
}

/** Yes or no, also as a checkbox sends it. An unticked box must send "false": an absent field changes nothing. */
export const Flag = z
  .union([z.boolean(), z.enum(["true", "on", "false", ""])], { error: "must be yes or no" })
  .transform((value) => value === true || value === "true" || value === "on")
  .meta({ override: { type: "boolean" } });

/** Why someone does something out of the ordinary. */
export const Reason = line({ max: 500 }).refine((text) => text.length >= 3, {
  error: "must say why, in a few words",
});

const regionNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

/** Whether a code is a country's in ISO 3166-1 alpha-2. */
function isCountry(code: string): boolean {
  const notCountries = ["EU", "EZ", "UN", "XA", "XB", "QO", "ZZ"];
  return (
    /^[A-Z]{2}$/.test(code) && !notCountries.includes(code) && regionNames.of(code) !== undefined
  );
}

/** ISO 3166-1 alpha-2, in upper case once parsed. */
export const Country = z
  .string("must be a country's two letters, such as NZ")
  .trim()
  .toUpperCase()
  .refine(isCountry, { error: "must be a country's two letters, such as NZ" });

/** A set of countries: a list, or the codes in one text with commas or blanks between. */
export const Countries = z
  .union([z.array(z.string()), z.string()], { error: "must be a list of countries" })
  .transform((value, context): string[] => {
    const words = typeof value === "string" ? value.split(/[\s,;]+/) : value;
    const codes = words.map((word) => word.trim().toUpperCase()).filter((word) => word !== "");
    const wrong = codes.filter((code) => !isCountry(code));
    if (wrong.length === 0 && codes.length <= 300) return [...new Set(codes)].sort();
    context.addIssue(`${wrong[0]?.slice(0, 20)} is not a country's two letters, such as NZ`);
    return z.NEVER;
  })
  .meta({ override: { type: "array", items: { type: "string", pattern: "^[A-Z]{2}$" } } });

/** What every list takes: where the last page ended, and how many rows. */
export const pageQuery = {
  cursor: filter(Id),
  limit: wholeNumber({ min: 1, max: 200 }).optional(),
};

/** Words to look for; an empty field of a form is no filter. */
export const Search = line({ max: 100 }).transform((text) => text || undefined);

/** A filter that an empty field of a form leaves out. */
export function filter<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" ? undefined : value), schema.optional()).optional();
}

/** One page of a list. `nextCursor` is null on the last. */
export interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
  /** The page before; only lists that are sorted know it. */
  readonly previousCursor?: string | null;
  /** Where it was asked for: how many rows the filter finds, and whether there are more than that. */
  readonly count?: { readonly rows: number; readonly isMore: boolean };
}

/** What a verb about one row takes. */
export const ById = z.strictObject({ id: Id });

/** The same, with the version that whoever asks has seen. */
export const ByVersion = z.strictObject({ id: Id, version: RowVersion });
