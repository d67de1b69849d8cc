// The questions as a table to fill in, with what is known so far.
import { ByCarrier } from "@/lib/schemas/carrier-answers";
import { answersTable } from "../answers-csv";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export async function exportCarrierQuestions(
  ctx: Context,
  raw: unknown,
): Promise<{ fileName: string; text: string }> {
  requirePermission(ctx.actor, "carrier.read");
  const { carrierId } = parseInput(ByCarrier, raw);
  const carrier = requireRow("carrier", carrierId, await ctx.read.carriers.get(carrierId));
  const known = (await ctx.read.answers.get(carrierId))?.answers ?? {};
  return { fileName: `Questions for ${carrier.name}.csv`, text: answersTable(known) };
}
