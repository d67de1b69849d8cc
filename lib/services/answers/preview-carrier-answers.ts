// Reads a table that a carrier filled in, and says of each row what keeping it would change. Nothing is stored.
import { type AnswersPreview, PreviewCarrierAnswers } from "@/lib/schemas/carrier-answers";
import { readAnswersTable } from "../answers-csv";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export async function previewCarrierAnswers(ctx: Context, raw: unknown): Promise<AnswersPreview> {
  requirePermission(ctx.actor, "answers.write");
  const { carrierId, text } = parseInput(PreviewCarrierAnswers, raw);
  requireRow("carrier", carrierId, await ctx.read.carriers.get(carrierId));
  const known = (await ctx.read.answers.get(carrierId))?.answers ?? {};
  const rows = readAnswersTable(text, known).map(({ row }) => row);
  const counts = { new: 0, changed: 0, same: 0, empty: 0, wrong: 0 };
  for (const { verdict } of rows) counts[verdict] += 1;
  return { rows, counts };
}
