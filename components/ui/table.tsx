// The portal's table: a caption for those who hear it; on narrow screens each row is a few lines of named values.
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { CopyButton } from "./copy-button";
import { SortHeader } from "./sort-header";

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** What people pass on of it, with a button that copies it; null where there is nothing. */
  readonly copy?: (row: Row) => string | null;
  /** `end` for figures. */
  readonly align?: "start" | "end";
  /** Left out where the table is too wide for the screen, and not yet drawn as lines. */
  readonly minor?: boolean;
  /** Names the row for those who hear it. */
  readonly heading?: boolean;
  /** The name that the list's verb sorts this column by. */
  readonly sort?: string;
  /** Moments and figures: the latest or largest first. */
  readonly descendingFirst?: boolean;
}

/** How a list is sorted, and where a press on a header leads. */
export interface TableSorting {
  readonly by: string;
  readonly descending: boolean;
  readonly hrefOf: (column: { sort: string; descendingFirst?: boolean }) => string;
}

export interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Left out where the rows stand in an order of their own. */
  sorting?: TableSorting | undefined;
}

/** What differs from column to column; what all cells share is said once, in the style sheet (`.rows`). */
function cellStyle<Row>({ align, minor }: Column<Row>): string | undefined {
  if (align !== "end") return minor ? "max-md:hidden" : undefined;
  return minor ? "figures max-md:hidden" : "figures";
}

/** What can be pressed needs no name before it. */
const ACTIONS = "Actions";

function directionOf(column: { sort?: string }, sorting: TableSorting | undefined) {
  if (sorting === undefined || column.sort !== sorting.by) return null;
  return sorting.descending ? "descending" : "ascending";
}

/** The button stays out of sight until the row is under the pointer or it has the focus; it takes its place always. */
function contentOf<Row>(column: Column<Row>, row: Row): ReactNode {
  const copied = column.copy?.(row) ?? null;
  if (copied === null) return column.cell(row);
  return (
    <span className="copied">
      {column.cell(row)}
      <CopyButton value={copied} label={copied} />
    </span>
  );
}

export function Table<Row>({ caption, columns, rows, rowKey, sorting }: TableProps<Row>) {
  // Once a column, not once a cell: a list has hundreds.
  const drawn = columns.map((column) => ({ column, style: cellStyle(column) }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls; this only groups what scrolls together
    <div
      role="group"
      aria-label={`${caption}, may scroll sideways`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls needs the focus to be scrolled by keys
      tabIndex={0}
      className={classNames(
        "relative -mx-1 overflow-x-auto px-1",
        // Where nothing needs to scroll sideways, the header stays in sight.
        sorting && "xl:overflow-visible",
      )}
    >
      <table className="rows" data-rows>
        <caption className="sr-only">{caption}</caption>
        <thead className={sorting ? "max-sm:block" : "max-sm:sr-only"}>
          <tr>
            {columns.map((column) => (
              <th
                key={column.header}
                scope="col"
                aria-sort={directionOf(column, sorting) ?? undefined}
                className={classNames(
                  cellStyle(column),
                  "whitespace-nowrap max-sm:px-0",
                  column.sort === undefined && "max-sm:sr-only",
                  sorting && "xl:sticky xl:top-0 xl:z-10 xl:bg-canvas",
                )}
              >
                {sorting && column.sort ? (
                  <SortHeader
                    label={column.header}
                    href={sorting.hrefOf({
                      sort: column.sort,
                      ...(column.descendingFirst ? { descendingFirst: true } : {}),
                    })}
                    direction={directionOf(column, sorting)}
                  />
                ) : (
                  column.header
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {drawn.map(({ column, style }) =>
                column.heading ? (
                  <th key={column.header} scope="row" className={style}>
                    {contentOf(column, row)}
                  </th>
                ) : (
                  <td
                    key={column.header}
                    className={style}
                    data-column={column.header === ACTIONS ? undefined : column.header}
                  >
                    {contentOf(column, row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
