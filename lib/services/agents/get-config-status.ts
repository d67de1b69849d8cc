// Says how far the current configuration has reached the agents: "live on N of M agents".
import type { ConfigStatus } from "@/lib/schemas/agent";
import type { Context } from "../context";
import { requirePermission } from "../permit";

/** An agent that was not heard of for so long does not count: agents report every few seconds. */
const HEARD_WITHIN_MS = 15_000;

export async function getConfigStatus(ctx: Context): Promise<ConfigStatus> {
  requirePermission(ctx.actor, "agent.read");
  const since = new Date(ctx.now().getTime() - HEARD_WITHIN_MS);
  // The version first: an agent that reports in between can only be ahead of it.
  const version = await ctx.read.agents.getConfigVersion();
  const agents = await ctx.read.agents.findHeardSince(since);
  return {
    version: String(version),
    live: agents.filter((agent) => agent.appliedVersion >= version).length,
    total: agents.length,
  };
}
