// A carrier: what a form or the API may say of one, and what is shown of one.
import { z } from "zod";
import { REQUIREMENT_CODES } from "@/lib/lifecycle/requirement";
import { checkE164 } from "@/lib/telephony/e164";
import {
  Country,
  Flag,
  filter,
  Id,
  Instant,
  line,
  lines,
  Reason,
  RowVersion,
  Search,
  wholeNumber,
  wholeNumberOrNull,
} from "./fields";
import { NamedObservation } from "./requirement-observation";
import { sortedPage } from "./sorting";

const CarrierState = z.enum(["draft", "ready", "suspended", "closed"], {
  error: "must be draft, ready, suspended or closed",
});
const AuthMode = z.enum(["acl", "acl_and_digest"], {
  error: "must be acl or acl_and_digest",
});

const MOST_TEST_NUMBERS = 20;

/** A list, or one text with commas, semicolons or lines between; each in full E.164. */
const TestNumbers = z
  .union([z.array(z.string()), z.string()], { error: "must be a list of numbers" })
  .transform((value, context): string[] => {
    const texts = (typeof value === "string" ? value.split(/[,;\n]/) : value)
      .map((text) => text.trim())
      .filter((text) => text !== "");
    const numbers: string[] = [];
    for (const text of texts) {
      const checked = checkE164(text.slice(0, 40));
      if (checked.ok) numbers.push(checked.value);
      else context.addIssue(`${text.slice(0, 40)} ${checked.message}`);
    }
    if (numbers.length > MOST_TEST_NUMBERS) {
      context.addIssue(`must be at most ${MOST_TEST_NUMBERS} numbers`);
    }
    return [...new Set(numbers)];
  })
  .meta({ override: { type: "array", items: { type: "string" } } });

const limits = { min: 1, max: 100_000 };

const editable = {
  name: line({ min: 1, max: 100 }),
  country: Country,
  authMode: AuthMode,
  /** Status of a digest challenge. */
  digestStatus: wholeNumber({ min: 401, max: 407 }).refine((n) => n === 401 || n === 407, {
    error: "must be 407 or 401",
  }),
  digestMd5Only: Flag,
  /** Null: only the trunks' limits apply. */
  maxChannels: wholeNumberOrNull(limits),
  maxCallsPerSec: wholeNumberOrNull(limits),
  /** Its numbers that Cradle calls in tests. */
  testNumbers: TestNumbers,
  /** When test calls are made; empty: the platform's. */
  testWindow: line({ max: 200 }),
  notes: lines({ max: 4000 }),
};

export const CreateCarrier = z.strictObject({
  name: editable.name,
  country: editable.country,
  authMode: AuthMode.default("acl"),
  digestStatus: editable.digestStatus.default(407),
  digestMd5Only: editable.digestMd5Only.default(false),
  maxChannels: editable.maxChannels.default(null),
  maxCallsPerSec: editable.maxCallsPerSec.default(null),
  testNumbers: editable.testNumbers.default([]),
  testWindow: editable.testWindow.default(""),
  notes: editable.notes.default(""),
});
export type CreateCarrier = z.output<typeof CreateCarrier>;

/** Fields left out stay as they are. */
export const UpdateCarrier = z.strictObject({
  id: Id,
  version: RowVersion,
  ...z.object(editable).partial().shape,
});

export const ChangeCarrierState = z.strictObject({
  id: Id,
  version: RowVersion,
  to: CarrierState,
  reason: filter(Reason),
  /** An admin's: waives every open "must" requirement with this reason. */
  overrideReason: filter(Reason),
});

export const ListCarriers = z.strictObject({
  search: Search.optional(),
  state: filter(CarrierState),
  ...sortedPage(["name", "state", "country", "created", "changed"]),
});

export const Carrier = z.object({
  id: Id,
  name: z.string(),
  country: z.string(),
  state: CarrierState,
  stateChangedAt: Instant,
  authMode: AuthMode,
  digestStatus: z.number(),
  digestMd5Only: z.boolean(),
  maxChannels: z.number().nullable(),
  maxCallsPerSec: z.number().nullable(),
  testNumbers: z.array(z.string()),
  testWindow: z.string(),
  notes: z.string(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Carrier = z.infer<typeof Carrier>;

const RequirementState = z.enum(["unknown", "met", "not_met", "waived"], {
  error: "must be unknown, met, not_met or waived",
});

export const RequirementCheck = z.object({
  id: Id,
  carrierId: Id,
  code: z.string(),
  state: RequirementState,
  note: z.string(),
  waiverReason: z.string().nullable(),
  checkedById: z.string().nullable(),
  checkedAt: Instant.nullable(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type RequirementCheck = z.infer<typeof RequirementCheck>;

export const RecordRequirement = z.strictObject({
  carrierId: Id,
  code: z.enum(REQUIREMENT_CODES, { error: "is not one of the requirements" }),
  state: RequirementState,
  note: lines({ max: 2000 }).default(""),
  /** Needed to waive. */
  waiverReason: filter(Reason),
  version: RowVersion,
});

export const ListRequirementChecks = z.strictObject({ carrierId: Id });

/** A check in the words of the requirement, with who made it and the files that prove it. */
export const RequirementCheckDetail = RequirementCheck.extend({
  must: z.boolean(),
  wording: z.string(),
  checkedByName: z.string().nullable(),
  documents: z.array(z.object({ id: Id, fileName: z.string() })),
  disagreement: z.enum(["contradicted", "better"]).nullable().meta({
    description:
      "contradicted: declared met, and traffic showed otherwise since. better: declared not met, and traffic showed it met since.",
  }),
  /** Latest first. */
  observations: z.array(NamedObservation),
});
export type RequirementCheckDetail = z.infer<typeof RequirementCheckDetail>;
