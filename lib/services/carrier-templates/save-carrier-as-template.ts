// Makes a template of how a carrier, its first gateway and its first trunk are set; never of who or where they are.
import {
  type CarrierTemplate,
  SaveCarrierAsTemplate,
  TemplateSettings,
} from "@/lib/schemas/carrier-template";
import type { Context } from "../context";
import { insertCarrierTemplate } from "../insert-carrier-template";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireNamed } from "../require-row";

const SETTINGS = TemplateSettings.shape;

/** Notes stay behind: they may name anybody. Throws `Conflict` at `name` where another template has it. */
export async function saveCarrierAsTemplate(ctx: Context, raw: unknown): Promise<CarrierTemplate> {
  requirePermission(ctx.actor, "carrier.write");
  const { carrierId, name, description } = parseInput(SaveCarrierAsTemplate, raw);
  return ctx.transaction(async (tx) => {
    const carrier = requireNamed("carrier", "carrierId", await tx.carriers.get(carrierId));
    const [gateway] = await tx.gateways.findPresent(carrierId);
    const trunks = await tx.trunks.findOf({ carrierId });
    const trunk = trunks.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())[0];
    const settings = TemplateSettings.parse({
      carrier: only(SETTINGS.carrier.unwrap().shape, carrier),
      gateway: only(SETTINGS.gateway.unwrap().shape, gateway),
      trunk: only(SETTINGS.trunk.unwrap().shape, trunk),
    });
    return insertCarrierTemplate(ctx, tx, { name, description, settings });
  });
}

/** Of `row` the fields that the template has. */
function only(shape: object, row: object = {}): object {
  return Object.fromEntries(Object.entries(row).filter(([key]) => Object.hasOwn(shape, key)));
}
