// A test call: announced before it is made, then held against what the agents recorded or a phone showed.
import { z } from "zod";
import {
  filter,
  Id,
  Instant,
  InstantInput,
  line,
  lines,
  pageQuery,
  RowVersion,
  wholeNumber,
} from "./fields";
import { NumberInput } from "./phone-number";

const Direction = z.enum(["termination", "origination"], {
  error: "must be termination or origination",
});

const TestCallState = z.enum(["announced", "succeeded", "failed", "cancelled"], {
  error: "must be announced, succeeded, failed or cancelled",
});

export const AnnounceTestCall = z.strictObject({
  trunkId: Id,
  direction: Direction,
  announcedA: NumberInput,
  announcedB: NumberInput,
  /** How long the call is waited for. */
  windowMinutes: wholeNumber({ min: 1, max: 1440 }).default(30),
  note: lines({ max: 1000 }).default(""),
});

/** An outbound test call: what the called phone showed, who read it there, and when. */
export const DeclareTestCall = z.strictObject({
  id: Id,
  version: RowVersion,
  /** As the phone showed it, also in national form. */
  shownA: line({ min: 1, max: 64 }),
  declaredByName: line({ min: 1, max: 100 }),
  /** Left out: now. */
  declaredAt: filter(InstantInput),
});

export const ListTestCalls = z.strictObject({
  trunkId: filter(Id),
  direction: filter(Direction),
  state: filter(TestCallState),
  ...pageQuery,
});

export const TestCall = z.object({
  id: Id,
  trunkId: Id,
  direction: Direction,
  state: TestCallState,
  announcedA: z.string(),
  announcedB: z.string(),
  announcedAt: Instant,
  expiresAt: Instant,
  callRecordId: z.string().nullable(),
  proof: z.enum(["call_record", "loop", "declared"]).nullable(),
  arrivedA: z.string().nullable(),
  aNumberIntact: z.boolean().nullable(),
  declaredByName: z.string().nullable(),
  declaredAt: Instant.nullable(),
  recordedById: z.string(),
  finishedAt: Instant.nullable(),
  voidedAt: Instant.nullable().meta({
    description: "When the trunk went back to configuring: the test opens no gate any more.",
  }),
  note: z.string(),
  version: z.number(),
});
export type TestCall = z.infer<typeof TestCall>;
