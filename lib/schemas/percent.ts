// A percentage as it is typed: text with at most two decimals, basis points once parsed.
import { z } from "zod";
import { parsePercent } from "@/lib/money/decimal";

/** "12.5" is 1250. Text, also in JSON: a float would not say what was meant. */
export const Percent = z
  .string("must be a percentage in text, such as 12.5")
  .transform((text, context): number => {
    const parsed = parsePercent(text);
    if (parsed.ok) return parsed.basisPoints;
    context.addIssue(parsed.message);
    return z.NEVER;
  })
  .meta({
    override: {
      type: "string",
      pattern: "^\\d{1,3}(\\.\\d{1,2})?$",
      description: "Percent, at most two decimals, from 0 to 100; for instance 12.5.",
    },
  });
