// A number: the carrier's (BYOC) or Cradle's own.
import { z } from "zod";
import { checkE164, type E164 } from "@/lib/telephony/e164";
import { Flag, filter, Id, Instant, line, RowVersion, Search } from "./fields";
import { sortedPage } from "./sorting";

export const NumberKind = z.enum(["byoc", "cradle"], { error: "must be byoc or cradle" });

/** A number as typed: outer blanks are forgiven, anything else is named together with the right form. */
export const NumberInput = z
  .string("must be a number such as +6498879333")
  .max(64, "a number is at most + and 15 digits")
  .transform((text, context): E164 => {
    const checked = checkE164(text.trim());
    if (checked.ok) return checked.value;
    context.addIssue(checked.message);
    return z.NEVER;
  });

const label = line({ max: 100 });

/** The number alone, as onboarding takes it beside a new trunk. */
export const NewByocNumber = z.strictObject({ e164: NumberInput, label: label.default("") });
export type NewByocNumber = z.output<typeof NewByocNumber>;

/** A BYOC number belongs to a trunk, and through it to a carrier and a customer; a Cradle number to a customer alone. */
export const AddNumber = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("byoc"),
      trunkId: Id,
      e164: NumberInput,
      label: label.default(""),
    }),
    z.strictObject({
      kind: z.literal("cradle"),
      customerId: Id,
      e164: NumberInput,
      label: label.default(""),
    }),
  ],
  { error: "must be byoc or cradle" },
);
export type AddNumber = z.output<typeof AddNumber>;

/** Moves a BYOC number to another trunk, or a Cradle number to another customer. Fields left out stay as they are. */
export const UpdateNumber = z.strictObject({
  id: Id,
  version: RowVersion,
  label: label.optional(),
  active: Flag.optional(),
  trunkId: filter(Id),
  customerId: filter(Id),
});

export const ListNumbers = z.strictObject({
  search: Search.optional(),
  kind: filter(NumberKind),
  carrierId: filter(Id),
  customerId: filter(Id),
  trunkId: filter(Id),
  active: filter(Flag),
  ...sortedPage(["number", "label", "created"]),
});

/** The list's filter; all of it comes, however many there are. */
export const ExportNumbers = ListNumbers.omit({ cursor: true, limit: true, count: true });
export type ExportNumbers = z.output<typeof ExportNumbers>;

export const PhoneNumber = z.object({
  id: Id,
  e164: z.string(),
  kind: NumberKind,
  carrierId: z.string().nullable(),
  customerId: Id,
  trunkId: z.string().nullable(),
  active: z.boolean(),
  label: z.string(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type PhoneNumber = z.infer<typeof PhoneNumber>;
