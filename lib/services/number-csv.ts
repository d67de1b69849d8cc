// Numbers in a text: CSV as spreadsheets write it, or one number a line.
import { LARGEST_IMPORT } from "@/lib/schemas/number-import";
import { readRecords, unreadable, withoutGuard } from "./csv-text";

const COLUMNS = ["e164", "kind", "label", "trunk", "customer"] as const;
type Column = (typeof COLUMNS)[number];
/** What an export says beside: read past, so that an edited export can be imported. */
const EXPORT_ONLY = ["carrier", "in use"];

/** A row as it stands in the text; a column that is missing or empty is "". */
export interface CsvRow {
  /** Line of the text on which the row ends, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
  /** What is wrong with the row as such. */
  readonly fault: string | null;
}

/**
 * Takes a byte order mark, quotes, either line end, and a comma, semicolon or tab between cells. Throws `InvalidInput`
 * at `text` for what cannot be read as a whole.
 */
export function readNumberCsv(text: string): CsvRow[] {
  const records = readRecords(text);
  const [first] = records;
  if (first === undefined) throw unreadable("must hold at least one number");
  const header = readHeader(first.cells);
  const rows = header === null ? records : records.slice(1);
  if (rows.length === 0) throw unreadable("has a header, but no row with a number");
  if (rows.length > LARGEST_IMPORT.rows) {
    throw unreadable(`has ${rows.length} rows: at most ${LARGEST_IMPORT.rows} at once`);
  }
  return rows.map(({ line, cells }) => readRow(line, cells, header ?? ["e164"], header !== null));
}

/** The columns in their order, null for one that is read past; null alone where the first row is a number already. */
function readHeader(cells: readonly string[]): (Column | null)[] | null {
  const names = cells.map((cell) => cell.toLowerCase());
  if (!names.some((name) => COLUMNS.some((column) => column === name))) return null;
  return names.map((name, index) => {
    const column = COLUMNS.find((known) => known === name);
    if (EXPORT_ONLY.includes(name)) return null;
    if (column === undefined) {
      throw unreadable(`has a column "${cells[index]?.slice(0, 40)}": ${known}`);
    }
    if (names.indexOf(name) !== index) throw unreadable(`has the column ${column} twice`);
    if (!names.includes("e164")) throw unreadable(`has no column e164: ${known}`);
    return column;
  });
}

const known = `the columns are ${COLUMNS.join(", ")}`;

function readRow(
  line: number,
  cells: readonly string[],
  columns: readonly (Column | null)[],
  hasHeader: boolean,
): CsvRow {
  const byColumn = { e164: "", kind: "", label: "", trunk: "", customer: "" };
  for (const [index, column] of columns.entries()) {
    if (column !== null) byColumn[column] = withoutGuard(cells[index] ?? "");
  }
  return { line, cells: byColumn, fault: faultOf(cells, columns.length, hasHeader) };
}

function faultOf(cells: readonly string[], columns: number, hasHeader: boolean): string | null {
  const further = cells.slice(columns).some((cell) => cell !== "");
  if (!further) return null;
  if (hasHeader) return `has ${cells.length} cells where the header has ${columns}`;
  return `has ${cells.length} cells and no header says what they are: ${known}`;
}
