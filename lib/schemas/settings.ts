// Platform settings: what carriers are told of Cradle, and our own addresses.
import { z } from "zod";
import { BlockText } from "@/lib/telephony/cidr";
import { Fqdn } from "@/lib/telephony/fqdn";
import {
  filter,
  Id,
  Instant,
  InstantInput,
  line,
  lines,
  orNull,
  RowVersion,
  wholeNumber,
} from "./fields";
import { newTargetFields, Transport, targetFields } from "./gateway";
import { Codecs, MediaRanges, Transports } from "./media";
import { Percent } from "./percent";

/** A list, or one text with a step a line. */
const Escalation = z
  .union([z.array(line({ max: 200 })).max(10, "must be at most 10 steps"), z.string()], {
    error: "must be a list of steps",
  })
  .transform((value, context): string[] => {
    const steps = (typeof value === "string" ? value.split("\n") : value)
      .map((step) => step.trim())
      .filter((step) => step !== "");
    const long = steps.findIndex((step) => !line({ max: 200 }).safeParse(step).success);
    if (long < 0 && steps.length <= 10) return steps;
    context.addIssue(
      long < 0
        ? "must be at most 10 steps, one a line"
        : `step ${long + 1} must be one line of at most 200 characters, such as Duty engineer, +6448879999, at any hour`,
    );
    return z.NEVER;
  })
  .meta({ override: { type: "array", items: { type: "string" } } });

const label = line({ max: 100 });

/** One address: a block of full width. */
const AddressText = BlockText.refine((text) => !text.includes("/"), {
  error: "must be a single address, not a block",
});

export const UpdateSettings = z.strictObject({
  /** 0 where nothing is saved yet. */
  version: wholeNumber({ min: 0, max: 2_147_483_647 }),
  signallingFqdn: Fqdn.optional(),
  /** Of UDP and TCP. */
  sipPort: wholeNumber({ min: 1, max: 65_535 }).optional(),
  sipTlsPort: wholeNumber({ min: 1, max: 65_535 }).optional(),
  /** What carriers may send by. */
  transports: Transports.optional(),
  codecs: Codecs.optional(),
  mediaRanges: MediaRanges.optional(),
  nocContact: line({ max: 200 }).optional(),
  noticeDays: wholeNumber({ min: 0, max: 365 }).optional(),
  /** Whom a carrier calls, in order: who, how, at which hours. */
  escalation: Escalation.optional(),
  /** When test calls are made, where a carrier has agreed nothing else. */
  testWindow: line({ max: 200 }).optional(),
  /** Who issues quotes and letters of authorisation. */
  legalName: line({ min: 1, max: 200 }).optional(),
  legalAddress: lines({ max: 500 }).optional(),
  /** What a new quote starts with. */
  quoteTerms: lines({ max: 10_000 }).optional(),
  /** The highest discount of a line that sales may give, in percent. */
  discountLimitPercent: Percent.optional(),
});

export const PlatformSettings = z.object({
  id: z.number(),
  signallingFqdn: z.string(),
  sipPort: z.number(),
  sipTlsPort: z.number(),
  transports: z.array(Transport),
  codecs: z.array(z.string()),
  mediaRanges: z.array(z.string()),
  nocContact: z.string(),
  noticeDays: z.number(),
  escalation: z.array(z.string()),
  testWindow: z.string(),
  legalName: z.string(),
  legalAddress: z.string(),
  quoteTerms: z.string(),
  /** 20 % is 2000. */
  discountLimitBasisPoints: z.number(),
  version: z.number(),
  updatedAt: Instant,
});
export type PlatformSettings = z.infer<typeof PlatformSettings>;

export const AddEgressAddress = z.strictObject({
  address: AddressText,
  label: label.default(""),
  validFrom: filter(InstantInput),
  validUntil: orNull(InstantInput).default(null),
});

/** The address itself never changes: another one is another row. */
export const UpdateEgressAddress = z.strictObject({
  id: Id,
  version: RowVersion,
  label: label.optional(),
  validFrom: filter(InstantInput),
  validUntil: orNull(InstantInput).optional(),
});

export const EgressAddress = z.object({
  id: Id,
  address: z.string(),
  label: z.string(),
  validFrom: Instant,
  validUntil: Instant.nullable(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type EgressAddress = z.infer<typeof EgressAddress>;

export const AddCoreEndpoint = z.strictObject({ ...newTargetFields, label: label.default("") });

export const UpdateCoreEndpoint = z.strictObject({
  id: Id,
  version: RowVersion,
  ...z.object({ ...targetFields, label }).partial().shape,
});

export const CoreEndpoint = z.object({
  id: Id,
  host: z.string(),
  port: z.number().nullable(),
  transport: Transport,
  priority: z.number(),
  weight: z.number(),
  enabled: z.boolean(),
  optionsCheck: z.boolean(),
  label: z.string(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type CoreEndpoint = z.infer<typeof CoreEndpoint>;

export const AddCoreSource = z.strictObject({ block: BlockText, label: label.default("") });

export const AddLabNetwork = z.strictObject({ block: BlockText, label: label.default("") });

/** A core source or a lab network: a block and what it is called. */
export const NamedBlock = z.object({
  id: Id,
  block: z.string(),
  label: z.string(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type NamedBlock = z.infer<typeof NamedBlock>;

export const EdgeProxy = z.object({
  id: Id,
  address: z.string(),
  label: z.string(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type EdgeProxy = z.infer<typeof EdgeProxy>;
