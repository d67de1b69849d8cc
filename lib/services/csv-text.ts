// Texts of comma-separated values, as spreadsheets write them and people paste them; and back, so that a spreadsheet runs nothing.
import { CsvError, parse } from "csv-parse/sync";
import { InvalidInput } from "@/lib/core/errors";

/** One row of a text. */
export interface CsvRecord {
  /** Line of the text on which the row ends, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Takes a byte order mark, quotes, either line end, and a comma, semicolon or tab between cells. Throws `InvalidInput`
 * at `text` for what cannot be read as a whole.
 */
export function readRecords(text: string): CsvRecord[] {
  try {
    const records = parse(text.replace(/^\ufeff/, ""), {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? `line ${error.lines}: ` : "";
    throw unreadable(`${line}a quote is not closed, or stands inside a cell without quotes`, error);
  }
}

/** What separates cells, told by the first line: spreadsheets write commas or semicolons, and copy tabs. */
function delimiterOf(text: string): string {
  const firstLine = text.trimStart().split(/[\r\n]/, 1)[0] ?? "";
  const bare = firstLine.replace(/"[^"]*"/g, "");
  return bare.includes("\t") ? "\t" : bare.includes(";") ? ";" : ",";
}

/** What a spreadsheet takes for a formula, also behind marks for text: such a mark gets another, so that one comes off again. */
const FORMULA = /^'*[=+\-@\t\r]/;

/** An apostrophe in front of a formula's first character is a spreadsheet's mark for text, and our own in exports. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/**
 * Rows as CSV. A cell that a spreadsheet would take for a formula, an E.164 number with its + among them, gets an
 * apostrophe in front: spreadsheets then show text, and `withoutGuard` takes it off again. One with a # is quoted, for
 * readers that take what follows a bare one for a comment.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cellText = (cell: string) => {
    const guarded = FORMULA.test(cell) ? `'${cell}` : cell;
    return /[",;\r\n\t'#]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  };
  return rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

/** What is wrong with the text as a whole. */
export function unreadable(message: string, cause?: unknown): InvalidInput {
  return new InvalidInput([{ path: "text", message }], cause);
}
