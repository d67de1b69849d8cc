// A template as the audit trail keeps it: each setting as one line.
import type { CarrierTemplate } from "@/lib/schemas/carrier-template";

export function auditedTemplate(template: CarrierTemplate) {
  const { carrier, gateway, trunk, notesToAsk } = template.settings;
  const parts = Object.entries({ carrier, gateway, trunk, ask: { first: notesToAsk } });
  const lines = parts.flatMap(([part, values]) =>
    Object.entries(values).map(([key, value]) => `${part}.${key}: ${value ?? "none"}`),
  );
  return { ...template, settings: lines };
}
