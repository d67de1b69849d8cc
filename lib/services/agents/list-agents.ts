// Lists the sip-agents' processes, those heard of last first.
import type { AgentInstance } from "@/lib/schemas/agent";
import type { Context } from "../context";
import { requirePermission } from "../permit";

export async function listAgents(ctx: Context): Promise<AgentInstance[]> {
  requirePermission(ctx.actor, "agent.read");
  return ctx.read.agents.findAll();
}
