// What a new carrier is asked for, with a template's settings where nothing else is said.
import { z } from "zod";
import type { CarrierTemplate, TemplateSettings } from "@/lib/schemas/carrier-template";
import { filter, Id } from "@/lib/schemas/fields";
import type { Context } from "./context";
import { parseInput } from "./parse-input";
import { requireNamed } from "./require-row";

const Chosen = z.looseObject({ templateId: filter(Id) });

export interface StartedFrom {
  readonly template: CarrierTemplate | null;
  /** As it was given, completed by the template. */
  readonly raw: unknown;
}

/**
 * A field that is given stays, also an empty one; a part that is left out stays out. Throws `InvalidInput` at `templateId`
 * where there is no such template.
 */
export async function startFromTemplate(ctx: Context, raw: unknown): Promise<StartedFrom> {
  if (typeof raw !== "object" || raw === null) return { template: null, raw };
  const { templateId } = parseInput(Chosen, raw);
  if (templateId === undefined) return { template: null, raw };
  const row = await ctx.read.carrierTemplates.get(templateId);
  const template = requireNamed("carrier template", "templateId", row);
  return { template, raw: completed(raw, template.settings) };
}

function completed(raw: object, settings: TemplateSettings): object {
  const parts = { carrier: settings.carrier, gateway: settings.gateway, trunk: settings.trunk };
  const given = raw as Readonly<Record<string, unknown>>;
  return {
    ...given,
    ...Object.fromEntries(
      Object.entries(parts).flatMap(([name, values]) => {
        const part = given[name];
        return typeof part === "object" && part !== null ? [[name, { ...values, ...part }]] : [];
      }),
    ),
  };
}
