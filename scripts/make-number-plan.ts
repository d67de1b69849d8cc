// Writes lib/telephony/number-plan-table.ts anew: run after libphonenumber-js was updated (npx tsx scripts/make-number-plan.ts).

import { writeFileSync } from "node:fs";
import { numberPlanLines } from "@/lib/telephony/number-plan-source";

const target = new URL("../lib/telephony/number-plan-table.ts", import.meta.url);
writeFileSync(
  target,
  `// Made by scripts/make-number-plan.ts from libphonenumber's metadata; a test says when it is stale. Not for editing.

/** Country calling code, possible lengths of the national number, country, prefixes of other countries. */
export const NUMBER_PLAN_LINES = \`
${numberPlanLines().join("\n")}
\`;
`,
);
