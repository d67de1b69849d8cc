// Makes a carrier template.
import { type CarrierTemplate, CreateCarrierTemplate } from "@/lib/schemas/carrier-template";
import type { Context } from "../context";
import { insertCarrierTemplate } from "../insert-carrier-template";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Throws `Conflict` at `name` where another template has it. */
export async function createCarrierTemplate(ctx: Context, raw: unknown): Promise<CarrierTemplate> {
  requirePermission(ctx.actor, "carrier.write");
  const input = parseInput(CreateCarrierTemplate, raw);
  return ctx.transaction((tx) => insertCarrierTemplate(ctx, tx, input));
}
