// Checks rows against their schemas, and gives every fault the table and id of its row.

import { UnreadableNumber } from "@/lib/policy/numbers";
import { withEntries } from "@/lib/policy/overlay-map";
import type { ConfigTable, PlatformSettingsRow } from "@/lib/policy/rows";
import { UnreadableSource } from "@/lib/policy/sources";
import type { RowOfTable } from "./model";
import { ROW_SCHEMAS } from "./row-schemas";
import { UnreadableRow } from "./unreadable-row";

/** Tables whose rows are kept as they are, by id. */
export type KeptTable = Exclude<keyof typeof ROW_SCHEMAS, "platform_settings">;

/** The row itself once it is known to be readable. Throws `UnreadableRow`. */
export function readSettings(row: PlatformSettingsRow): PlatformSettingsRow {
  return checked("platform_settings", "1", row);
}

/** A table's rows by id. Throws `UnreadableRow`. */
export function rowsById<T extends KeptTable>(
  table: T,
  rows: Iterable<RowOfTable[T]>,
): Map<string, RowOfTable[T]> {
  return new Map(Array.from(rows, (row) => [row.id, checked(table, row.id, row)]));
}

/** The table with the rows of these ids replaced by those that are left of them; `ids` null: by these rows alone. */
export function nextRowsById<T extends KeptTable>(
  table: T,
  before: ReadonlyMap<string, RowOfTable[T]>,
  ids: readonly string[] | null,
  rows: readonly RowOfTable[T][],
): ReadonlyMap<string, RowOfTable[T]> {
  const changed = rowsById(table, rows);
  if (ids === null) return changed;
  return withEntries(before, ids, changed);
}

/** Runs a step of the compiler; its complaints about a row become an `UnreadableRow`. */
export function compiling<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof UnreadableSource || error instanceof UnreadableNumber) {
      throw new UnreadableRow(error.table, error.id, error.message, { cause: error });
    }
    throw error;
  }
}

function checked<R>(table: keyof typeof ROW_SCHEMAS & ConfigTable, id: string, row: R): R {
  const parsed = ROW_SCHEMAS[table].safeParse(row);
  if (parsed.success) return row;
  const [issue] = parsed.error.issues;
  // Field and rule only: a row may hold secrets.
  throw new UnreadableRow(table, id, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}
