// A list's own address: its filters, its order, its page, its view. Every way through a list is a link made here.

export interface ListAddress {
  readonly path: string;
  /** By parameter; undefined where a filter is not set. */
  readonly filters: Readonly<Record<string, string | undefined>>;
  /** "name" or "-name"; undefined is the list's initial order. */
  readonly sort: string | undefined;
  readonly initialSort: string;
  readonly cursor: string | undefined;
  readonly limit: string | undefined;
  /** Id of the saved view that is shown; "all" is none, chosen. */
  readonly view: string | undefined;
}

export interface ListChanges {
  readonly sort?: string;
  readonly cursor?: string | null;
  readonly limit?: string;
}

/** The parameters of a list, without those that are not set: what its verb takes, but for the view. */
export function listQuery({ filters, sort, cursor, limit }: ListAddress): Record<string, string> {
  const all = { ...filters, sort, cursor, limit };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

/** The list with `changes`: another order or page size begins at the first page. */
export function hrefOf(list: ListAddress, changes: ListChanges): string {
  const query = new URLSearchParams(
    listQuery({
      ...list,
      sort: changes.sort ?? list.sort,
      limit: changes.limit ?? list.limit,
      cursor: changes.cursor ?? undefined,
    }),
  );
  if (list.view) query.set("view", list.view);
  const text = query.toString();
  return text === "" ? list.path : `${list.path}?${text}`;
}

/** How the list is sorted now. */
function sortedBy({ sort, initialSort }: ListAddress): { by: string; descending: boolean } {
  const text = sort ?? initialSort;
  return { by: text.replace(/^-/, ""), descending: text.startsWith("-") };
}

/** What a press on a column's header leads to: the other direction of the column that is sorted by, or its first. */
export function nextSort(list: ListAddress, column: { sort: string; descendingFirst?: boolean }) {
  const current = sortedBy(list);
  const descending =
    current.by === column.sort ? !current.descending : column.descendingFirst === true;
  return descending ? `-${column.sort}` : column.sort;
}

export function isFiltered({ filters }: ListAddress): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}

/** What a table needs to sort by its headers. */
export function sortingOf(list: ListAddress) {
  return {
    ...sortedBy(list),
    hrefOf: (column: { sort: string; descendingFirst?: boolean }) =>
      hrefOf(list, { sort: nextSort(list, column) }),
  };
}
