// What the sip-agents see of gateways and core endpoints: now, over the last day, and what a press for OPTIONS brought.
import { z } from "zod";
import { filter, Id, Instant } from "./fields";

/** The gateways of a carrier; without one the core endpoints. */
export const ListTargetHealth = z.strictObject({ carrierId: filter(Id) });

/** A gateway or core endpoint. */
export const ByTarget = z.strictObject({ targetId: Id });

/** `unknown`: nobody reported. */
export const HealthSpan = z.object({
  state: z.enum(["up", "down", "unknown"]),
  from: Instant,
  until: Instant,
  /** What the check said with which it began. */
  reason: z.string(),
});
export type HealthSpan = z.infer<typeof HealthSpan>;

/** One agent's last 24 hours of a target. */
export const HealthDay = z.object({
  /** Without gaps, oldest first. */
  spans: z.array(HealthSpan),
  checks: z.number(),
  answers: z.number(),
  /** Milliseconds; null where nothing answered. */
  minMs: z.number().nullable(),
  medianMs: z.number().nullable(),
  maxMs: z.number().nullable(),
});
export type HealthDay = z.infer<typeof HealthDay>;

/** What one agent sees of a target. */
export const AgentView = z.object({
  agentId: Id,
  /** Empty where the agent is not known any more. */
  agentName: z.string(),
  /** Heard of lately, and not stopped: who is not, sees nothing now. */
  isPresent: z.boolean(),
  up: z.boolean(),
  /** Of the last check, in words. */
  reason: z.string(),
  /** Null where the last check was not answered. */
  roundTripMs: z.number().nullable(),
  /** Addresses that its name led to; none for an address. */
  resolved: z.array(z.string()),
  changedAt: Instant,
  checkedAt: Instant,
  day: HealthDay,
});
export type AgentView = z.infer<typeof AgentView>;

const PlaceAnswer = z.object({
  transport: z.string(),
  address: z.string(),
  port: z.number(),
  from: z.string(),
  /** Final status; null where none came. */
  status: z.number().nullable(),
  reason: z.string(),
  roundTripMs: z.number().nullable(),
});

/** What an agent writes of OPTIONS that staff asked for. */
export const OptionsAnswer = z.object({
  isUp: z.boolean(),
  reason: z.string(),
  roundTripMs: z.number().nullable(),
  places: z.array(PlaceAnswer),
});

/** What became of "send OPTIONS now" at one agent. */
export const OptionsCommand = z.object({
  id: Id,
  targetId: Id,
  /** Null: whichever took it. */
  agentId: z.string().nullable(),
  agentName: z.string(),
  /** `unanswered`: an agent took it and said nothing; `untaken`: none took it. Both after the deadline. */
  state: z.enum(["waiting", "asking", "done", "failed", "unanswered", "untaken"]),
  askedAt: Instant,
  deadlineAt: Instant,
  finishedAt: Instant.nullable(),
  answer: OptionsAnswer.nullable(),
});
export type OptionsCommand = z.infer<typeof OptionsCommand>;

/**
 * How a target stands, of all present agents together. `missing`: calls still go to it, and no agent's last check was
 * answered. `unchecked`: `why` says why nobody knows.
 */
export const TargetStanding = z.object({
  state: z.enum(["up", "missing", "partly", "down", "unchecked"]),
  why: z.string(),
});
export type TargetStanding = z.infer<typeof TargetStanding>;

export const TargetHealthView = z.object({
  targetId: Id,
  standing: TargetStanding,
  /** Those that are present first. */
  agents: z.array(AgentView),
  /** Of the latest press; empty where nobody pressed within the last day. */
  commands: z.array(OptionsCommand),
});
export type TargetHealthView = z.infer<typeof TargetHealthView>;
