// Reads a list's address from a page's parameters.
import type { ListAddress } from "@/components/data-table/list-address";
import type { ListName } from "@/lib/schemas/list-name";
import { LISTS, type ListPage } from "./lists";
import { readParams, type SearchParams } from "./search-params";

const PLACE = ["sort", "limit", "view"] as const;

/** Cursors hold a name, so that they may be longer than any other parameter. */
const LONGEST_CURSOR = 800;

export function readList(name: ListName, params: SearchParams): ListAddress {
  return readListAt(LISTS[name], params);
}

/** The same for a list that is not among those of `LISTS`. */
export function readListAt(page: ListPage, params: SearchParams): ListAddress {
  const { path, filters, initialSort } = page;
  const given = params.cursor;
  const cursor = (Array.isArray(given) ? given[0] : given)?.slice(0, LONGEST_CURSOR) || undefined;
  return {
    path,
    filters: readParams(params, filters),
    initialSort,
    cursor,
    ...readParams(params, PLACE),
  };
}
