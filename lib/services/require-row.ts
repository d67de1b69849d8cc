// The row that a verb is about: it must be there, and be the one that the form was drawn from.
import { Conflict, InvalidInput, NotFound, StaleEdit } from "@/lib/core/errors";

/** The row, or `NotFound`. */
export function requireRow<Row>(entity: string, id: string, row: Row | null): Row {
  if (row === null) throw new NotFound(entity, id);
  return row;
}

/** The row in the given version; `StaleEdit` with the current row where someone was faster. */
export function requireVersion<Row extends { readonly version: number }>(
  entity: string,
  id: string,
  row: Row | null,
  version: number,
): Row {
  const current = requireRow(entity, id, row);
  if (current.version !== version) throw new StaleEdit(entity, id, current);
  return current;
}

/** The row that a field of the form names; `InvalidInput` at that field where there is none. */
export function requireNamed<Row>(entity: string, path: string, row: Row | null): Row {
  if (row === null) throw new InvalidInput([{ path, message: `names no ${entity}` }]);
  return row;
}

/** Runs a part of a larger form and puts the part's name before the fields at fault. */
export async function inPart<T>(part: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidInput) {
      throw new InvalidInput(
        error.fields.map((field) => ({
          path: field.path === "" ? part : `${part}.${field.path}`,
          message: field.message,
        })),
        error,
      );
    }
    if (error instanceof Conflict) {
      const path = error.fields[0]?.path ?? "";
      throw new Conflict(error.publicMessage, path === "" ? part : `${part}.${path}`, error);
    }
    throw error;
  }
}
