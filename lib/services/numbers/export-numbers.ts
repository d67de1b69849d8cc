// Gives the numbers of a list as CSV, a piece at a time, so that no list is too long to be taken away.
import { ExportNumbers } from "@/lib/schemas/phone-number";
import type { Context } from "../context";
import { writeCsv } from "../csv-text";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Rows that are read and written at once. */
const PIECE = 1000;
const HEADER = ["e164", "kind", "label", "trunk", "customer", "carrier", "in use"];
/** Without it, spreadsheets take UTF-8 for something else. */
const BYTE_ORDER_MARK = "\ufeff";

/** In the order of the digits, after a line of column names. */
export async function exportNumbers(ctx: Context, raw: unknown): Promise<AsyncIterable<string>> {
  requirePermission(ctx.actor, "number.read");
  return pieces(ctx, parseInput(ExportNumbers, raw ?? {}));
}

async function* pieces(ctx: Context, filter: ExportNumbers): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + writeCsv([HEADER]);
  let cursor: string | undefined;
  do {
    const page = await ctx.read.numbers.findPage({ ...filter, limit: PIECE, cursor });
    yield writeCsv(
      page.items.map((number) => [
        ...[number.e164, number.kind, number.label, number.trunkName ?? "", number.customerName],
        ...[number.carrierName ?? "", number.active ? "yes" : "no"],
      ]),
    );
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
