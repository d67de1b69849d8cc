// Says how far the current configuration has reached the agents: "live on N of M agents".
import type { ConfigStatus } from "@/lib/schemas/agent";
import { configStatusOf, findPresentAgents } from "../config-status";
import type { Context } from "../context";
import { requirePermission } from "../permit";

export async function getConfigStatus(ctx: Context): Promise<ConfigStatus> {
  requirePermission(ctx.actor, "agent.read");
  // The version first: an agent that reports in between can only be ahead of it.
  const version = await ctx.read.agents.getConfigVersion();
  return configStatusOf(version, await findPresentAgents(ctx.read, ctx.now()));
}
