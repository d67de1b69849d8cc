// Stores a new template with its event, inside a transaction.
import type { Store } from "@/lib/db/store";
import type { CarrierTemplate } from "@/lib/schemas/carrier-template";
import { auditedTemplate } from "./audited-template";
import type { Context } from "./context";

/** The database refuses a name that another template has, upper and lower case alike: `Conflict` at `name`. */
export async function insertCarrierTemplate(
  ctx: Context,
  tx: Store,
  template: Pick<CarrierTemplate, "name" | "description" | "settings">,
): Promise<CarrierTemplate> {
  const row = await tx.carrierTemplates.insert({ id: ctx.newId(), ...template });
  await tx.audit.insert(
    ctx.event("carrier-template.create", "carrier_template", null, auditedTemplate(row)),
  );
  return row;
}
