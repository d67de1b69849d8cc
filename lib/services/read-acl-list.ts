// A pasted list of addresses as rows: one a line with a comment behind a #, or CSV as spreadsheets write it.
import { CsvError, parse } from "csv-parse/sync";
import { LARGEST_ACL_LIST } from "@/lib/schemas/acl-change";
import { unreadable, withoutGuard } from "./csv-text";

const COLUMNS = [
  "block",
  "label",
  "site",
  "requested by",
  "comment",
  "valid from",
  "valid until",
] as const;
type Column = (typeof COLUMNS)[number];
/** What carriers call the first column. */
const BLOCK_NAMES = ["block", "address", "ip", "ip address", "cidr", "network", "prefix"];

export interface AclListRow {
  /** Line of the text, from 1. */
  readonly line: number;
  /** A column that is missing or empty is "". */
  readonly cells: Readonly<Record<Column, string>>;
  /** What is wrong with the row as such. */
  readonly fault: string | null;
}

const known = `the columns are ${COLUMNS.join(", ")}`;

/** Throws `InvalidInput` at `text` for what cannot be read as a whole. An empty list has no rows. */
export function readAclList(text: string): AclListRow[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  const delimiter = delimiterOf(lines);
  const rows: AclListRow[] = [];
  let header: readonly (Column | null)[] | null = null;
  for (const [index, whole] of lines.entries()) {
    const { content, comment } = splitComment(whole);
    if (content === "") continue;
    const line = index + 1;
    const cells = delimiter === null ? [content] : cellsOf(content, delimiter, line);
    if (rows.length === 0 && header === null && isHeader(cells)) {
      header = readHeader(cells);
      continue;
    }
    rows.push(readRow(line, cells, header, comment));
    if (rows.length > LARGEST_ACL_LIST.rows) {
      throw unreadable(`has more than ${LARGEST_ACL_LIST.rows} rows`);
    }
  }
  return rows;
}

/** A # inside quotes is part of a cell. */
function splitComment(line: string): { content: string; comment: string } {
  const at = bareHash(line);
  if (at === -1) return { content: line.trim(), comment: "" };
  return { content: line.slice(0, at).trim(), comment: line.slice(at + 1).trim() };
}

function bareHash(line: string): number {
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted;
    else if (line[at] === "#" && !isQuoted) return at;
  }
  return -1;
}

/** What separates cells, told by the first line that has any; null where each line is one address. */
function delimiterOf(lines: readonly string[]): string | null {
  for (const line of lines) {
    const bare = splitComment(line).content.replace(/"[^"]*"/g, "");
    const found = ["\t", ";", ","].find((delimiter) => bare.includes(delimiter));
    if (found !== undefined) return found;
  }
  return null;
}

function cellsOf(content: string, delimiter: string, line: number): string[] {
  try {
    const [cells = []] = parse(content, { delimiter, relax_column_count: true, trim: true });
    return (cells as unknown as string[]).map(withoutGuard);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(`line ${line}: a quote is not closed, or stands inside a cell`, error);
  }
}

function isHeader(cells: readonly string[]): boolean {
  return BLOCK_NAMES.includes((cells[0] ?? "").toLowerCase());
}

function readHeader(cells: readonly string[]): readonly (Column | null)[] {
  return cells.map((cell, index) => {
    const name = cell.toLowerCase().replaceAll("_", " ");
    if (BLOCK_NAMES.includes(name)) return "block";
    const column = COLUMNS.find((one) => one === name);
    if (column === undefined && name !== "") {
      throw unreadable(`has a column "${cells[index]?.slice(0, 40)}": ${known}`);
    }
    return column ?? null;
  });
}

function readRow(
  line: number,
  cells: readonly string[],
  header: readonly (Column | null)[] | null,
  comment: string,
): AclListRow {
  const byColumn: Record<Column, string> = {
    block: "",
    label: "",
    site: "",
    "requested by": "",
    comment,
    "valid from": "",
    "valid until": "",
  };
  // Without a header a second cell is what a carrier writes beside an address: its name.
  for (const [index, column] of (header ?? (["block", "label"] as const)).entries()) {
    const cell = cells[index] ?? "";
    if (column !== null && cell !== "") byColumn[column] = cell;
  }
  const width = header?.length ?? 2;
  const isLong = cells.slice(width).some((cell) => cell !== "");
  const fault = isLong ? `has ${cells.length} cells where ${width} are known: ${known}` : null;
  return { line, cells: byColumn, fault };
}
