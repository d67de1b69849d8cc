// Pages of a list: one row more than asked for tells whether there is another page.
import type { Page } from "@/lib/schemas/fields";

const DEFAULT_LIMIT = 50;

export interface PageQuery {
  /** Id of the last row of the page before. */
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** What Prisma's `findMany` takes for a page of rows that an id orders uniquely. */
export function pageArgs({ cursor, limit = DEFAULT_LIMIT }: PageQuery) {
  return { take: limit + 1, ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}) };
}

/** Cuts the row too many off and names the next page by the last row's key. */
export function toPage<Row>(
  rows: Row[],
  { limit = DEFAULT_LIMIT }: PageQuery,
  keyOf: (row: Row) => string,
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? keyOf(last) : null };
}

/** The fields that were given, without those left out: Prisma refuses an explicit undefined. */
export type Given<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

export function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Given<Fields>;
}

/**
 * A filter for texts that hold `words`, in whatever case; % and _ are letters like others. Digits have no case: compared
 * as they are, a million numbers are gone through in a third of the time.
 */
export function holding(words: string) {
  const mode = /\p{L}/u.test(words) ? ("insensitive" as const) : ("default" as const);
  return { contains: words.replace(/[\\%_]/g, "\\$&"), mode };
}
