// Says what an import would do with each row, and stores nothing.
import {
  type ImportPreview,
  type ImportVerdict,
  PreviewNumberImport,
} from "@/lib/schemas/number-import";
import type { Context } from "../context";
import { importCountry } from "../number-import-owners";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { planImport, readList } from "../plan-number-import";

export async function previewNumberImport(ctx: Context, raw: unknown): Promise<ImportPreview> {
  requirePermission(ctx.actor, "number.write");
  const input = parseInput(PreviewNumberImport, raw);
  const list = readList(input, await importCountry(ctx.read, input));
  const rows = (await planImport(ctx.read, list)).map(({ row }) => row);
  const count = (verdict: ImportVerdict) => rows.filter((row) => row.verdict === verdict).length;
  return {
    rows,
    counts: {
      new: count("new"),
      returning: count("returning"),
      duplicate: count("duplicate"),
      stored: count("stored"),
      wrong: count("wrong"),
    },
  };
}
