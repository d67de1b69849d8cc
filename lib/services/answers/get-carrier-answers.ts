// Shows what a carrier told of itself so far.
import { ByCarrier, type CarrierAnswers } from "@/lib/schemas/carrier-answers";
import { shownAnswers } from "../answer-rows";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export async function getCarrierAnswers(ctx: Context, raw: unknown): Promise<CarrierAnswers> {
  requirePermission(ctx.actor, "carrier.read");
  const { carrierId } = parseInput(ByCarrier, raw);
  requireRow("carrier", carrierId, await ctx.read.carriers.get(carrierId));
  return shownAnswers(carrierId, await ctx.read.answers.get(carrierId));
}
