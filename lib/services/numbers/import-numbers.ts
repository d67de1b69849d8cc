// Stores the numbers of a list: all of them, or, where that is asked for, those that are right.
import { type FieldError, InvalidInput } from "@/lib/core/errors";
import { type ImportedNumbers, ImportNumbers, type ImportRow } from "@/lib/schemas/number-import";
import type { Context } from "../context";
import { importCountry } from "../number-import-owners";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { planImport, readList } from "../plan-number-import";
import { storeNumbers } from "../store-numbers";

/** So many faults are named; a list that is wrong throughout is wrong in the same way. */
const NAMED_FAULTS = 500;

/**
 * Throws `InvalidInput` with one fault a row (`lines.7.e164`) where a row cannot be stored, unless `onlyRight` says to
 * leave such rows out; then too where there is nothing left to store.
 */
export async function importNumbers(ctx: Context, raw: unknown): Promise<ImportedNumbers> {
  requirePermission(ctx.actor, "number.write");
  const { onlyRight = false, ...input } = parseInput(ImportNumbers, raw);
  const list = readList(input, await importCountry(ctx.read, input));
  return ctx.transaction(async (tx) => {
    const plan = await planImport(tx, list);
    const toStore = plan.flatMap((row) => row.toStore ?? []);
    const leftOut = plan.length - toStore.length;
    if (toStore.length === 0 || (leftOut > 0 && !onlyRight)) {
      throw new InvalidInput(faults(plan.map(({ row }) => row)));
    }
    return { ...(await storeNumbers(ctx, tx, "number.import", toStore)), leftOut };
  });
}

function faults(rows: readonly ImportRow[]): FieldError[] {
  const all = rows.flatMap(({ line, field, message }) =>
    field === null || message === null ? [] : [{ path: `lines.${line}.${field}`, message }],
  );
  const more = all.length - NAMED_FAULTS;
  if (more <= 0) return all;
  const message = `${more} more rows cannot be stored`;
  return [...all.slice(0, NAMED_FAULTS), { path: "text", message }];
}
