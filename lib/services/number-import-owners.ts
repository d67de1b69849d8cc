// Whose the numbers of a list would be: as its rows say, or as the form says for rows that do not.
import type { ReadStore } from "@/lib/db/store";
import type { NamedTrunk } from "@/lib/db/trunks";
import type { Customer } from "@/lib/schemas/customer";
import type { CsvRow } from "./number-csv";
import { byocOwner, cradleOwner, type NumberOwner } from "./number-owner";
import { requireNamed } from "./require-row";

/** The column at fault, and what would be right. */
export type Fault = readonly [field: string, message: string];

type Cells = CsvRow["cells"];

/** Trunks and customers by the words that name them. */
export interface ImportOwners {
  readonly trunk: NamedTrunk | null;
  readonly customer: Customer | null;
  readonly trunks: ReadonlyMap<string, readonly NamedTrunk[]>;
  readonly customers: ReadonlyMap<string, readonly Customer[]>;
}

/** The owners that rows name, and the one for rows that name none. Throws `InvalidInput` where that one is not there. */
export async function findImportOwners(
  store: ReadStore,
  cells: readonly Cells[],
  input: { trunkId?: string | undefined; customerId?: string | undefined },
): Promise<ImportOwners> {
  const words = (column: "trunk" | "customer") => [
    ...new Set(cells.map((row) => row[column]).filter((word) => word !== "")),
  ];
  const { trunkId, customerId } = input;
  // One after the other: inside a transaction they share one connection.
  const trunk = trunkId === undefined ? null : await store.trunks.getNamed(trunkId);
  const customer = customerId === undefined ? null : await store.customers.get(customerId);
  const trunks = await store.trunks.findByWords(words("trunk"));
  const customers = await store.customers.findByWords(words("customer"));
  if (trunkId !== undefined) requireNamed("trunk", "trunkId", trunk);
  if (customerId !== undefined) requireNamed("customer", "customerId", customer);
  return {
    trunk,
    customer,
    trunks: byWord(trunks, ({ id, fqdnLabel, name }) => [id, fqdnLabel, name]),
    customers: byWord(customers, ({ id, accountReference, name }) => [
      id,
      accountReference ?? "",
      name,
    ]),
  };
}

function byWord<Row extends { readonly id: string }>(
  rows: readonly Row[],
  wordsOf: (row: Row) => readonly string[],
): Map<string, Row[]> {
  const map = new Map<string, Row[]>();
  for (const row of rows) {
    for (const word of new Set(wordsOf(row).map((text) => text.toLowerCase()))) {
      map.set(word, [...(map.get(word) ?? []), row]);
    }
  }
  return map;
}

type Owned = { readonly owner: NumberOwner; readonly words: string } | { readonly fault: Fault };

/** `defaultKind` is that of rows that do not say theirs. */
export function importOwner(
  cells: Cells,
  defaultKind: "byoc" | "cradle" | null,
  owners: ImportOwners,
): Owned {
  const kind = cells.kind.toLowerCase() || defaultKind || kindOf(cells, owners);
  if (kind === "byoc") return byocOwnerOf(cells, owners);
  if (kind === "cradle") return cradleOwnerOf(cells, owners);
  return { fault: ["kind", kind === null ? "must say byoc or cradle" : "must be byoc or cradle"] };
}

/** What a row is that does not say its kind: whom it belongs to tells. */
function kindOf(cells: Cells, owners: ImportOwners): "byoc" | "cradle" | null {
  if (cells.trunk !== "") return "byoc";
  if (cells.customer !== "") return "cradle";
  if (owners.trunk !== null) return owners.customer === null ? "byoc" : null;
  return owners.customer === null ? null : "cradle";
}

function byocOwnerOf(cells: Cells, owners: ImportOwners): Owned {
  let { trunk } = owners;
  if (cells.trunk !== "") {
    const found = oneOf("trunk", cells.trunk, owners.trunks);
    if ("fault" in found) return found;
    trunk = found.row;
  }
  if (trunk === null) return { fault: ["trunk", "a BYOC number needs a trunk"] };
  if (trunk.state === "closed") return { fault: ["trunk", `the trunk ${trunk.name} is closed`] };
  if (cells.customer !== "") {
    const found = oneOf("customer", cells.customer, owners.customers);
    if ("fault" in found) return found;
    if (found.row.id !== trunk.customerId) {
      return { fault: ["customer", `the trunk ${trunk.name} is ${trunk.customerName}'s`] };
    }
  }
  return {
    owner: byocOwner(trunk),
    words: `${trunk.name} of ${trunk.customerName} on ${trunk.carrierName}`,
  };
}

function cradleOwnerOf(cells: Cells, owners: ImportOwners): Owned {
  if (cells.trunk !== "") return { fault: ["trunk", "a Cradle number has no trunk"] };
  let { customer } = owners;
  if (cells.customer !== "") {
    const found = oneOf("customer", cells.customer, owners.customers);
    if ("fault" in found) return found;
    customer = found.row;
  }
  if (customer === null) return { fault: ["customer", "a Cradle number needs a customer"] };
  return { owner: cradleOwner(customer.id), words: customer.name };
}

function oneOf<Row>(
  what: "trunk" | "customer",
  word: string,
  known: ReadonlyMap<string, readonly Row[]>,
): { readonly row: Row } | { readonly fault: Fault } {
  const rows = known.get(word.toLowerCase()) ?? [];
  const [row] = rows;
  if (row === undefined) return { fault: [what, `${word} names no ${what}`] };
  if (rows.length > 1) {
    return { fault: [what, `${word} names ${rows.length} of them: use the id instead`] };
  }
  return { row };
}

/** The country of the owner that the form names: its national forms are understood in suggestions. */
export async function importCountry(
  store: ReadStore,
  input: { trunkId?: string | undefined; customerId?: string | undefined },
): Promise<string | null> {
  const trunk = input.trunkId === undefined ? null : await store.trunks.get(input.trunkId);
  if (trunk !== null) return trunk.country;
  const customer =
    input.customerId === undefined ? null : await store.customers.get(input.customerId);
  return customer?.country ?? null;
}
