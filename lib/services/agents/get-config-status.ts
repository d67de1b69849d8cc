// Says how far the current configuration, or the latest change of one trunk or carrier, has reached the agents.
import { type ConfigStatus, GetConfigStatus } from "@/lib/schemas/agent";
import { configStatusOf, findPresentAgents } from "../config-status";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function getConfigStatus(ctx: Context, raw: unknown = {}): Promise<ConfigStatus> {
  requirePermission(ctx.actor, "agent.read");
  const { trunkId, carrierId } = parseInput(GetConfigStatus, raw);
  const { agents } = ctx.read;
  // The version first: an agent that reports in between can only be ahead of it.
  const version =
    trunkId !== undefined
      ? await agents.getVersionOf("trunk", trunkId)
      : carrierId !== undefined
        ? await agents.getVersionOf("carrier", carrierId)
        : await agents.getConfigVersion();
  return configStatusOf(version, await findPresentAgents(ctx.read, ctx.now()));
}
