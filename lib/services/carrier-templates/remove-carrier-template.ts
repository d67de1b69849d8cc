// Removes a carrier template. Carriers that began with it stay as they are.
import type { CarrierTemplate } from "@/lib/schemas/carrier-template";
import { ByVersion } from "@/lib/schemas/fields";
import { auditedTemplate } from "../audited-template";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Gives the row that is gone. */
export async function removeCarrierTemplate(ctx: Context, raw: unknown): Promise<CarrierTemplate> {
  requirePermission(ctx.actor, "carrier.write");
  const { id, version } = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const row = await tx.carrierTemplates.get(id);
    const before = requireVersion("carrier template", id, row, version);
    await tx.carrierTemplates.delete(id);
    await tx.audit.insert(
      ctx.event("carrier-template.remove", "carrier_template", auditedTemplate(before), null),
    );
    return before;
  });
}
