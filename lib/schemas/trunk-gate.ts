// A trunk's gates as they stand: every condition with the rows that show it, or with what is to be done.
import { z } from "zod";
import { PARTIES } from "@/lib/lifecycle/whose-turn";
import { Id, Instant } from "./fields";
import { Trunk, TrunkGateOverride } from "./trunk";

export const GateProof = z.object({
  text: z.string().meta({ description: "What is stored, in words." }),
  at: Instant.nullable().meta({ description: "When that came about." }),
  by: z.string().nullable().meta({ description: "Whose doing it was, by name." }),
  path: z.string().meta({ description: "The portal's page that shows it." }),
});
export type GateProof = z.infer<typeof GateProof>;

const ProvenCondition = z.object({
  code: z.string(),
  holds: z.boolean(),
  message: z.string(),
  proofs: z.array(GateProof).meta({
    description: "What shows that it holds; of one that does not hold, what there is of it so far.",
  }),
  remedy: z.string().nullable().meta({ description: "What to do; null where it holds." }),
  remedyPath: z.string().meta({ description: "The portal's page where it is put right." }),
});
export type ProvenCondition = z.infer<typeof ProvenCondition>;

const GateStage = z.object({
  from: Trunk.shape.state,
  to: Trunk.shape.state,
  position: z.enum(["passed", "ahead", "later"]),
  passedAt: Instant.nullable(),
  passedBy: z.string().nullable(),
  conditions: z.array(ProvenCondition).meta({ description: "As they stand now." }),
  overrides: z.array(
    TrunkGateOverride.extend({
      messages: z.array(z.string()).meta({ description: "What did not hold then, in words." }),
    }),
  ),
});
export type GateStage = z.infer<typeof GateStage>;

export const TrunkGate = z.object({
  trunkId: Id,
  state: Trunk.shape.state,
  stateChangedAt: Instant,
  turn: z.enum(PARTIES).nullable().meta({ description: "Who is to act; null: nobody." }),
  waitingSince: Instant,
  opens: z.boolean().meta({ description: "Whether every condition of the stage ahead holds." }),
  stages: z.array(GateStage).meta({
    description: "From enquiry to live; of a suspended trunk the way back last.",
  }),
});
export type TrunkGate = z.infer<typeof TrunkGate>;
