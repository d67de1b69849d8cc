// Shows what the sip-agents see of a carrier's gateways, or of the core endpoints: now and over the last day.
import { ListTargetHealth, type TargetHealthView } from "@/lib/schemas/target-health";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { viewTargets } from "../target-views";

export async function listTargetHealth(ctx: Context, raw: unknown): Promise<TargetHealthView[]> {
  requirePermission(ctx.actor, "agent.read");
  const { carrierId } = parseInput(ListTargetHealth, raw ?? {});
  const targets =
    carrierId === undefined
      ? await ctx.read.settings.findCoreEndpoints()
      : await ctx.read.gateways.findPresent(carrierId);
  return viewTargets(ctx.read, targets, ctx.now());
}
