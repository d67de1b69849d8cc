// Says what a carrier's answers would set up: requirements, ACL entries, gateways, contacts, limits. Nothing is stored.
import { ByCarrier, type CarryOverPreview } from "@/lib/schemas/carrier-answers";
import { planCarryOver } from "../carry-over-plan";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function previewCarryOver(ctx: Context, raw: unknown): Promise<CarryOverPreview> {
  requirePermission(ctx.actor, "carrier.read");
  const { carrierId } = parseInput(ByCarrier, raw);
  const { version, plan } = await planCarryOver(ctx, carrierId);
  return { version, items: plan.map(({ item }) => item) };
}
