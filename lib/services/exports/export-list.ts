// Gives a list as CSV, filtered and sorted as it is shown, a piece at a time. Who may read the list may take it away.
import { InvalidInput } from "@/lib/core/errors";
import { ExportList } from "@/lib/schemas/list-name";
import type { Context } from "../context";
import { writeCsv } from "../csv-text";
import { type Cell, LIST_CSV, type ListCsv } from "../list-csv";
import { exportNumbers } from "../numbers/export-numbers";
import { parseInput } from "../parse-input";
import { requireAnyPermission } from "../permit";

/** Rows that are read and written at once: the lists' own largest page. */
const PIECE = 200;
/** A list that is longer says so in its last line. */
const MOST_ROWS = 100_000;
/** Without it, spreadsheets take UTF-8 for something else. */
const BYTE_ORDER_MARK = "\ufeff";
const CUT = `cut after ${MOST_ROWS} rows: filter the list`;

/** `{ list, …the list's own filter and sort }`. What is wrong with them is said before the first line. */
export async function exportList(ctx: Context, raw: unknown): Promise<AsyncIterable<string>> {
  requireAnyPermission(ctx.actor, [
    ...(["carrier.read", "customer.read", "trunk.read", "quote.read", "number.read"] as const),
    ...(["verification.read", "call.read", "mail.read"] as const),
  ]);
  const { list, ...query } = parseInput(ExportList, raw ?? {});
  const refused = ["cursor", "limit", "count"].filter((path) => path in query);
  if (refused.length > 0) {
    throw new InvalidInput(
      refused.map((path) => ({ path, message: "is not a field of an export" })),
    );
  }
  if (list === "numbers") return exportNumbers(ctx, query);
  const csv = LIST_CSV[list];
  const first = await csv.read(ctx, { ...query, limit: PIECE });
  return pieces(ctx, csv, query, first);
}

async function* pieces(
  ctx: Context,
  csv: ListCsv,
  query: object,
  first: Awaited<ReturnType<ListCsv["read"]>>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + writeCsv([[...csv.header]]);
  let written = 0;
  for (let page = first; ; ) {
    yield writeCsv(page.rows.map((row) => row.map(cellText)));
    written += page.rows.length;
    if (page.nextCursor === null) return;
    if (written >= MOST_ROWS) {
      yield writeCsv([[CUT]]);
      return;
    }
    page = await csv.read(ctx, { ...query, limit: PIECE, cursor: page.nextCursor });
  }
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString();
  return String(cell);
}
