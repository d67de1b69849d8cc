// The sip-agents as they report themselves, and how far a saved change has reached them.
import { z } from "zod";
import { BigCount, filter, Id, Instant } from "./fields";

export const AgentInstance = z.object({
  id: Id,
  name: z.string(),
  state: z.enum(["starting", "ready", "not_ready", "draining", "stopped"]),
  reason: z.string(),
  softwareVersion: z.string(),
  listen: z.array(z.string()),
  appliedVersion: BigCount,
  appliedAt: Instant.nullable(),
  openCalls: z.number(),
  startedAt: Instant,
  lastSeenAt: Instant,
});
export type AgentInstance = z.infer<typeof AgentInstance>;

/** Nothing: the whole configuration; one of both: the latest change of that row itself. */
export const GetConfigStatus = z.strictObject({ trunkId: filter(Id), carrierId: filter(Id) });

/** "live on N of M agents": of the agents heard of lately, how many apply the current version. */
export const ConfigStatus = z.object({
  version: z.string().meta({ description: "The current configuration version, a decimal string" }),
  live: z.number(),
  total: z.number(),
});
export type ConfigStatus = z.infer<typeof ConfigStatus>;
