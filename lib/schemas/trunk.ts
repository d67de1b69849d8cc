// A trunk: one customer on one carrier.
import { z } from "zod";
import {
  Countries,
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
import { sortedPage } from "./sorting";

const STATES = [
  "enquiry",
  "quoting",
  "configuring",
  "testing",
  "live",
  "suspended",
  "closed",
] as const;
const TrunkState = z.enum(STATES, { error: `must be one of ${STATES.join(", ")}` });

const HeaderMode = z.enum(["pass", "remove"], { error: "must be pass or remove" });
const InvalidANumber = z.enum(["refuse", "flag"], { error: "must be refuse or flag" });

const editable = {
  name: line({ min: 1, max: 100 }),
  country: Country,
  maxChannels: wholeNumberOrNull({ min: 1, max: 100_000 }),
  maxCallsPerSec: wholeNumberOrNull({ min: 1, max: 10_000 }),
  /** An empty list allows none. */
  allowedDestinations: Countries,
  longestCallSec: wholeNumber({ min: 60, max: 86_400 }),
  acceptAnonymous: Flag,
  invalidANumber: InvalidANumber,
  acceptForwarded: Flag,
  allowRefer: Flag,
  assertedIdentity: HeaderMode,
  diversion: HeaderMode,
  historyInfo: HeaderMode,
  privacy: HeaderMode,
  notes: lines({ max: 4000 }),
};

/** The trunk alone, as onboarding takes it beside a new carrier. Left-out settings take the store's defaults. */
export const NewTrunk = z.strictObject({
  name: editable.name,
  country: editable.country,
  /** Left out: drawn. It can never be changed or used again. */
  fqdnLabel: filter(
    z
      .string("must be letters, digits and hyphens")
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
        error: "must be letters, digits and hyphens, at most 63, such as kereru-acme",
      }),
  ),
  ...z.object(editable).omit({ name: true, country: true }).partial().shape,
});
export type NewTrunk = z.output<typeof NewTrunk>;

export const CreateTrunk = NewTrunk.extend({ carrierId: Id, customerId: Id });

export const UpdateTrunk = z.strictObject({
  id: Id,
  version: RowVersion,
  ...z.object(editable).partial().shape,
});

export const ChangeTrunkState = z.strictObject({
  id: Id,
  version: RowVersion,
  /** `resumed` leaves suspension for the state it left. */
  to: z.enum([...STATES, "resumed"], { error: `must be one of ${STATES.join(", ")}, resumed` }),
  reason: filter(Reason),
  /** An admin's: passes the conditions that do not hold, recorded and shown. */
  overrideReason: filter(Reason),
});

export const ListTrunks = z.strictObject({
  search: Search.optional(),
  carrierId: filter(Id),
  customerId: filter(Id),
  state: filter(TrunkState),
  ...sortedPage([
    "name",
    "state",
    "customer",
    "carrier",
    "label",
    "channels",
    "created",
    "changed",
  ]),
});

export const Trunk = z.object({
  id: Id,
  carrierId: Id,
  customerId: Id,
  name: z.string(),
  fqdnLabel: z.string(),
  country: z.string(),
  state: TrunkState,
  stateChangedAt: Instant,
  formerState: TrunkState.nullable(),
  maxChannels: z.number().nullable(),
  maxCallsPerSec: z.number().nullable(),
  allowedDestinations: z.array(z.string()),
  longestCallSec: z.number(),
  acceptAnonymous: z.boolean(),
  invalidANumber: InvalidANumber,
  acceptForwarded: z.boolean(),
  allowRefer: z.boolean(),
  assertedIdentity: HeaderMode,
  diversion: HeaderMode,
  historyInfo: HeaderMode,
  privacy: HeaderMode,
  notes: z.string(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Trunk = z.infer<typeof Trunk>;

export const TrunkGateOverride = z.object({
  id: Id,
  trunkId: Id,
  fromState: TrunkState,
  toState: TrunkState,
  conditions: z.array(z.string()),
  reason: z.string(),
  staffId: z.string(),
  staffName: z.string(),
  createdAt: Instant,
});
export type TrunkGateOverride = z.infer<typeof TrunkGateOverride>;
