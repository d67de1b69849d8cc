// One step of an import: look at the list first, then store it, all or what is right of it.
import type { ImportPreview } from "@/lib/schemas/number-import";
import type { Context } from "@/lib/services/context";
import { importNumbers } from "@/lib/services/numbers/import-numbers";
import { previewNumberImport } from "@/lib/services/numbers/preview-number-import";

/** What a page shows of a long list: the rows at fault, and the first of those that are right. */
const SHOWN = { faults: 300, right: 50 };

/** What the form shows afterwards, as JSON in one field. */
export type ImportShown = { readonly preview: string } | { readonly imported: string };

export async function importStep(context: Context, input: unknown): Promise<ImportShown> {
  const { step, onlyRight, ...list } = input as Record<string, unknown>;
  if (step !== "store") {
    return { preview: JSON.stringify(shortened(await previewNumberImport(context, list))) };
  }
  return { imported: JSON.stringify(await importNumbers(context, { ...list, onlyRight })) };
}

function shortened({ rows, counts }: ImportPreview): ImportPreview {
  const isRight = (verdict: string) => verdict === "new" || verdict === "returning";
  const faults = rows.filter((row) => !isRight(row.verdict)).slice(0, SHOWN.faults);
  const right = rows.filter((row) => isRight(row.verdict)).slice(0, SHOWN.right);
  return { counts, rows: [...faults, ...right] };
}
