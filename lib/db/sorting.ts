// Sorted lists: pages by the value of the sorted column and the row's id, so that no row is shown twice or left out,
// and the thousandth page costs what the first does.
import { InvalidInput } from "@/lib/core/errors";
import { unreachable } from "@/lib/core/unreachable";
import type { Page } from "@/lib/schemas/fields";
import { COUNTED_ROWS, type Sort, sortText } from "@/lib/schemas/sorting";

const DEFAULT_LIMIT = 50;
const MOST_AT_ONCE = 1_000;

/** A column that a list may be sorted by. */
export interface SortColumn {
  /** Prisma's field, or relation and field: "carrier.name". */
  readonly path: string;
  readonly kind: "text" | "moment" | "whole" | "big" | readonly string[];
  /** Rows without a value come last, in both directions. */
  readonly nullable?: true;
}

export interface SortPlan {
  readonly columns: Readonly<Record<string, SortColumn>>;
  readonly initial: Sort;
  /** The unique field that settles ties; "id" where nothing else is said. */
  readonly key?: string;
}

export interface SortedQuery {
  readonly sort?: Sort | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly count?: boolean | undefined;
}

/** What Prisma's `findMany` takes of a page. */
export interface SortedArgs<Where, Order> {
  where: Where;
  orderBy: Order[];
  take: number;
}

export interface SortedList<Where, Order, Row> {
  readonly plan: SortPlan;
  readonly query: SortedQuery;
  readonly where: Where;
  find(page: SortedArgs<Where, Order>): PromiseLike<Row[]>;
  /** Left out where a list cannot be counted. */
  count?(all: { where: Where; take: number }): PromiseLike<number>;
  /**
   * By the names of those sorts whose column is another table's: the value that many rows of that table further on, of
   * those that have rows of the list; null where there are fewer. No index holds such an order, but up to that value there
   * is a page and little more, so that not the whole list must be joined and sorted to cut one page off it.
   */
  readonly bounds?: Readonly<Record<string, (ask: BoundAsk<Where>) => PromiseLike<Value>>>;
  /** Drops rows that the database cannot tell from the others. */
  keep?(rows: Row[]): Promise<Row[]>;
}

export interface BoundAsk<Where> {
  /** The list's own filter. */
  readonly rows: Where;
  /** Beyond where the page begins, as a condition on the column; empty at the list's beginning. */
  readonly range: { readonly gt?: string; readonly lt?: string };
  readonly direction: "asc" | "desc";
  readonly skip: number;
}

type Value = string | number | bigint | Date | null;
type Conditions = Record<string, unknown>;

/** Where a page begins: the sorted value and the key of the row beside it, and on which side of it the page lies. */
interface Place {
  readonly value: Value;
  readonly key: string;
  readonly back: boolean;
}

/** One page. Throws `InvalidInput` for a cursor that is none, or of another order. */
export async function findSorted<Where, Order, Row extends object>(
  list: SortedList<Where, Order, Row>,
): Promise<Page<Row>> {
  const { plan, query } = list;
  const sort = query.sort ?? plan.initial;
  const column = plan.columns[sort.by];
  if (column === undefined) throw new Error(`no list is sorted by ${sort.by}`);
  const keyName = plan.key ?? "id";
  const limit = query.limit ?? DEFAULT_LIMIT;
  const start = query.cursor === undefined ? null : readCursor(query.cursor, sort, column);
  const back = start?.back ?? false;
  const order = orderOf(column, keyName, sort.descending, back) as Order[];
  const placeOf = (row: Row, isBack: boolean): Place => ({
    value: valueAt(row, column.path),
    key: String(valueAt(row, keyName)),
    back: isBack,
  });

  const kept: Row[] = [];
  let from = start;
  let isWhole = false;
  let take = limit + 1;
  while (kept.length <= limit && !isWhole) {
    const beyond = from === null ? [] : [beyondPlace(column, keyName, sort.descending, from)];
    const bound = await boundOf(list, sort, from, limit);
    const within = bound === null ? [] : [upTo(column, sort.descending !== back, bound)];
    const where = { AND: [list.where, ...beyond, ...within] } as Where;
    const rows = await list.find({ where, orderBy: order, take });
    // Within a bound there is a page and more, unless rows went meanwhile.
    isWhole = rows.length === 0 || (bound === null && rows.length < take);
    kept.push(...(list.keep === undefined ? rows : await list.keep(rows)));
    const last = rows.at(-1);
    if (last !== undefined) from = placeOf(last, back);
    // Where few are kept, more are looked at in one go.
    take = Math.max(take, Math.min(take * 4, MOST_AT_ONCE));
  }

  const items = kept.slice(0, limit);
  const hasMore = kept.length > limit;
  if (back) items.reverse();
  const [first, last] = [items[0], items.at(-1)];
  const hasBefore = back ? hasMore : start !== null;
  const hasAfter = back || hasMore;
  const cursorAt = (row: Row | undefined, isBack: boolean) =>
    row === undefined ? null : writeCursor(sort, placeOf(row, isBack));
  return {
    items,
    nextCursor: hasAfter ? cursorAt(last, false) : null,
    previousCursor: hasBefore ? cursorAt(first, true) : null,
    ...(query.count && list.count !== undefined
      ? { count: counted(await list.count({ where: list.where, take: COUNTED_ROWS + 1 })) }
      : {}),
  };
}

/** A value up to which there is at least a page; null where the list need not be narrowed. */
async function boundOf<Where, Order, Row>(
  list: SortedList<Where, Order, Row>,
  sort: Sort,
  from: Place | null,
  limit: number,
): Promise<Value> {
  const ask = list.bounds?.[sort.by];
  if (ask === undefined) return null;
  const isDown = sort.descending !== (from?.back ?? false);
  const begin = typeof from?.value === "string" ? from.value : null;
  // Beyond the place's own value, of which other rows of that table may hold too: each further one has a row of the list.
  return ask({
    rows: list.where,
    range: begin === null ? {} : isDown ? { lt: begin } : { gt: begin },
    direction: isDown ? "desc" : "asc",
    skip: limit,
  });
}

function upTo(column: SortColumn, isDown: boolean, bound: Value): Conditions {
  return nest(column.path, isDown ? { gte: bound } : { lte: bound });
}

function counted(found: number) {
  return { rows: Math.min(found, COUNTED_ROWS), isMore: found > COUNTED_ROWS };
}

/** `a.b` = value as Prisma nests it. */
function nest(path: string, value: unknown): Conditions {
  return path
    .split(".")
    .reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Conditions;
}

function valueAt(row: object, path: string): Value {
  let value: unknown = row;
  for (const name of path.split(".")) value = (value as Record<string, unknown> | null)?.[name];
  return (value ?? null) as Value;
}

function orderOf(column: SortColumn, key: string, descending: boolean, back: boolean): object[] {
  const direction = descending !== back ? "desc" : "asc";
  // A page before is read backwards, so that what stands last is read first.
  const nulls = back ? "first" : "last";
  const sorted = nest(column.path, column.nullable ? { sort: direction, nulls } : direction);
  return column.path === key ? [sorted] : [sorted, { [key]: direction }];
}

/** The rows on the page's side of `place`, in the list's order. */
function beyondPlace(
  column: SortColumn,
  keyName: string,
  descending: boolean,
  { value, key, back }: Place,
): Conditions {
  const isDown = descending !== back;
  if (column.path === keyName) return { [keyName]: isDown ? { lt: value } : { gt: value } };
  const beyondKey = { [keyName]: isDown ? { lt: key } : { gt: key } };
  const same = nest(column.path, value);
  if (value === null) {
    const among = { AND: [same, beyondKey] };
    // Those with a value stand before all those without.
    return back ? { OR: [among, nest(column.path, { not: null })] } : among;
  }
  const tie = { AND: [same, beyondKey] };
  if (typeof column.kind !== "string") {
    const place = column.kind.indexOf(String(value));
    const rest = isDown ? column.kind.slice(0, place) : column.kind.slice(place + 1);
    return { OR: [nest(column.path, { in: rest }), tie] };
  }
  const beyond = nest(column.path, isDown ? { lt: value } : { gt: value });
  if (column.nullable && !back) return { OR: [beyond, tie, nest(column.path, null)] };
  // The first condition is the one an index can start from.
  const within = nest(column.path, isDown ? { lte: value } : { gte: value });
  return { AND: [within, { OR: [beyond, tie] }] };
}

function writeCursor(sort: Sort, { value, key, back }: Place): string {
  const plain =
    value instanceof Date
      ? value.toISOString()
      : typeof value === "bigint"
        ? value.toString()
        : value;
  const parts = [sortText(sort), plain, key, back ? 1 : 0];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

const NONE = "is not a place in this list in this order: leave it out to begin again";
const refused = () => new InvalidInput([{ path: "cursor", message: NONE }]);

function readCursor(text: string, sort: Sort, column: SortColumn): Place {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw refused();
  }
  if (!Array.isArray(parts) || parts.length !== 4) throw refused();
  const [order, plain, key, back] = parts as unknown[];
  const isKey = typeof key === "string" && key.length > 0 && !key.includes("\0");
  if (order !== sortText(sort) || !isKey || (back !== 0 && back !== 1)) throw refused();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[0-9a-f.:]+(\/\d+)?$/.test(key)) {
    throw refused();
  }
  return { value: readValue(plain, column), key, back: back === 1 };
}

function readValue(plain: unknown, { kind, nullable }: SortColumn): Value {
  if (plain === null && nullable) return null;
  if (typeof kind !== "string") {
    if (typeof plain === "string" && kind.includes(plain)) return plain;
    throw refused();
  }
  switch (kind) {
    case "text":
      if (typeof plain === "string" && !plain.includes("\0")) return plain;
      throw refused();
    case "moment": {
      const moment = new Date(typeof plain === "string" ? plain : Number.NaN);
      if (Number.isNaN(moment.getTime())) throw refused();
      return moment;
    }
    case "whole":
      if (Number.isSafeInteger(plain)) return plain as number;
      throw refused();
    case "big":
      if (typeof plain === "string" && /^-?\d{1,18}$/.test(plain)) return BigInt(plain);
      throw refused();
    default:
      return unreachable(kind);
  }
}
