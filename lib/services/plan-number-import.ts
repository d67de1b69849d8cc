// What would come of each row of a list of numbers: whether it can be stored, whose it would be, what is wrong with it.
import type { NamedNumber } from "@/lib/db/numbers";
import type { ReadStore } from "@/lib/db/store";
import type { ImportRow, ImportVerdict, PreviewNumberImport } from "@/lib/schemas/number-import";
import { checkE164 } from "@/lib/telephony/e164";
import { type CsvRow, readNumberCsv } from "./number-csv";
import { type Fault, findImportOwners, importOwner } from "./number-import-owners";
import { type NumberOwner, numberInWords } from "./number-owner";
import type { NumberToStore } from "./store-numbers";

/** A row with its verdict, and what to store where it can be. */
export interface PlannedRow {
  readonly row: ImportRow;
  readonly toStore: NumberToStore | null;
}

/** A row whose cells have been looked at, each by itself. */
interface CheckedRow extends CsvRow {
  readonly e164: string | null;
  /** Column at fault, and why. */
  readonly wrong: Fault | null;
}

/** The list with each cell checked by itself: slow, and needs no transaction. */
export interface ReadList {
  readonly rows: readonly CheckedRow[];
  readonly input: PreviewNumberImport;
}

/** `country` is whose national forms the suggestions understand. */
export function readList(input: PreviewNumberImport, country: string | null): ReadList {
  const rows = readNumberCsv(input.text).map((row) => {
    const checked = checkE164(row.cells.e164, country);
    const wrong =
      wrongCells(row) ??
      (checked.ok
        ? null
        : (["e164", spreadsheetFault(row.cells.e164) ?? checked.message] as const));
    return { ...row, e164: checked.ok ? checked.value : null, wrong };
  });
  return { rows, input };
}

function wrongCells({ cells, fault }: CsvRow): Fault | null {
  if (fault !== null) return ["row", fault];
  for (const [column, text] of Object.entries(cells)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    if (/[\u0000-\u001f\u007f]/.test(text)) return [column, "must not contain control characters"];
    if (column !== "e164" && text.length > 100) {
      return [column, "must be at most 100 characters long"];
    }
  }
  return null;
}

/** A spreadsheet that took numbers for amounts has lost their last digits. */
function spreadsheetFault(text: string): string | null {
  if (!/^\+?\d([.,]\d+)?E\+?\d+$/i.test(text)) return null;
  return `${text} was rounded by a spreadsheet: format the column as text and enter the number again`;
}

/** Gives every row its verdict against what is stored now. Throws `InvalidInput` for a default owner that is none. */
export async function planImport(store: ReadStore, list: ReadList): Promise<PlannedRow[]> {
  const { input, rows } = list;
  const cells = rows.filter((row) => row.wrong === null).map((row) => row.cells);
  const owners = await findImportOwners(store, cells, input);
  const stored = new Map(
    (await store.numbers.findByE164s([...new Set(rows.flatMap((row) => row.e164 ?? []))])).map(
      (number) => [number.e164, number],
    ),
  );
  const inactive = [...stored.values()].filter((number) => !number.active);
  const verified = new Set(await store.numbers.findEverVerified(inactive.map(({ id }) => id)));
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const owned = importOwner(row.cells, input.kind ?? null, owners);
    const owner = "owner" in owned ? owned.owner : null;
    const wrong = row.wrong ?? ("fault" in owned ? owned.fault : null);
    const number = row.e164 === null ? undefined : stored.get(row.e164);
    const label = row.cells.label || input.label;
    const base = {
      line: row.line,
      typed: row.cells.e164,
      e164: row.e164,
      kind: owner?.kind ?? null,
      label,
      owner: "words" in owned ? owned.words : null,
    };
    const verdict = (verdict: ImportVerdict, fault: Fault | null = null): ImportRow => ({
      ...base,
      verdict,
      field: fault?.[0] ?? null,
      message: fault?.[1] ?? null,
    });
    const refused = (kind: ImportVerdict, ...fault: Fault): PlannedRow => ({
      row: verdict(kind, fault),
      toStore: null,
    });
    if (wrong !== null || row.e164 === null || owner === null) {
      return refused("wrong", ...(wrong ?? (["e164", "is no number"] as const)));
    }
    const before = lines.get(row.e164);
    if (before !== undefined) {
      return refused("duplicate", "e164", `${row.e164} stands on line ${before} already`);
    }
    lines.set(row.e164, row.line);
    const inTheWay = number === undefined ? null : whyNot(number, owner, verified);
    if (inTheWay !== null) return refused("stored", "e164", inTheWay);
    return {
      row: verdict(number === undefined ? "new" : "returning"),
      toStore: { e164: row.e164, label, owner, former: number ?? null },
    };
  });
}

/** Why a stored number cannot be taken, or null where it was removed and may come back to this owner. */
export function whyNot(
  number: NamedNumber,
  owner: NumberOwner,
  everVerified: ReadonlySet<string>,
): string | null {
  if (number.active) return `${number.e164} is already stored as ${numberInWords(number)}`;
  if (number.kind !== owner.kind && everVerified.has(number.id)) {
    return `${number.e164} was verified as a Cradle number and stays one`;
  }
  return null;
}
