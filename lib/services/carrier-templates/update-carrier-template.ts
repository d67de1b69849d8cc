// Changes a carrier template. Carriers that began with it stay as they are.
import { given } from "@/lib/db/paging";
import { type CarrierTemplate, UpdateCarrierTemplate } from "@/lib/schemas/carrier-template";
import { auditedTemplate } from "../audited-template";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

export async function updateCarrierTemplate(ctx: Context, raw: unknown): Promise<CarrierTemplate> {
  requirePermission(ctx.actor, "carrier.write");
  const { id, version, ...changes } = parseInput(UpdateCarrierTemplate, raw);
  return ctx.transaction(async (tx) => {
    const row = await tx.carrierTemplates.get(id);
    const before = requireVersion("carrier template", id, row, version);
    const after = await tx.carrierTemplates.update(before, given(changes));
    await tx.audit.insert(
      ctx.event(
        "carrier-template.update",
        "carrier_template",
        auditedTemplate(before),
        auditedTemplate(after),
      ),
    );
    return after;
  });
}
