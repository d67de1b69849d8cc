// What traffic showed of one requirement of a carrier, added up.
import { z } from "zod";
import { BigCount, Id, Instant } from "./fields";

export const RequirementObservation = z.object({
  id: Id,
  carrierId: Id,
  code: z.string(),
  kind: z.string(),
  /** The address of an unknown source; else empty. */
  subject: z.string(),
  verdict: z.enum(["supports", "contradicts", "suspected"]),
  /** What stood in the latest message. */
  detail: z.string(),
  callRecordId: z.string().nullable(),
  sourceAddress: z.string().nullable(),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  occurrences: BigCount,
});
export type RequirementObservation = z.infer<typeof RequirementObservation>;

export const NamedObservation = RequirementObservation.extend({
  words: z.string().meta({ description: "What was seen." }),
  standing: z.enum(["supports", "contradicts", "suspected", "looked-at", "outweighed"]).meta({
    description:
      "What it says now: looked-at, if it speaks against the requirement and someone recorded it since; outweighed, if a test came out right since.",
  }),
});
export type NamedObservation = z.infer<typeof NamedObservation>;
