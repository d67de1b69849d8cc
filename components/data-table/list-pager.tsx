// Under a list: how many rows there are, the pages before and after, and how many rows a page has.
import { ButtonLink } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { hrefOf, type ListAddress } from "./list-address";

export interface ListPagerProps {
  list: ListAddress;
  page: {
    readonly items: readonly unknown[];
    readonly nextCursor: string | null;
    readonly previousCursor?: string | null;
    readonly count?: { readonly rows: number; readonly isMore: boolean };
  };
  /** One and many: "carrier", "carriers". */
  nouns: readonly [string, string];
}

const SIZES = ["25", "50", "100", "200"];
const USUAL_SIZE = "50";
const FIGURE = new Intl.NumberFormat("en");

/** "more than 10,000 trunks", "1 trunk". */
function countWords(count: { rows: number; isMore: boolean }, [one, many]: readonly string[]) {
  const words = `${FIGURE.format(count.rows)} ${count.rows === 1 ? one : many}`;
  return count.isMore ? `more than ${words}` : words;
}

export function ListPager({ list, page, nouns }: ListPagerProps) {
  const { count, nextCursor, previousCursor = null } = page;
  const size = list.limit ?? USUAL_SIZE;
  const isWhole = nextCursor === null && previousCursor === null;
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p role="status" className="text-ink-soft">
        {count === undefined ? null : countWords(count, nouns)}
      </p>
      {isWhole && page.items.length <= Number(SIZES[0]) ? null : (
        <p className="flex gap-2 text-[0.8125rem] text-ink-soft">
          Rows:
          {SIZES.map((each) =>
            each === size ? (
              <span key={each} className="font-medium text-ink">
                {each}
              </span>
            ) : (
              <TextLink
                key={each}
                href={hrefOf(list, { limit: each })}
                aria-label={`${each} rows a page`}
              >
                {each}
              </TextLink>
            ),
          )}
        </p>
      )}
      {isWhole && list.cursor === undefined ? null : (
        <nav aria-label="Pages" className="flex gap-2">
          {list.cursor === undefined ? null : (
            <ButtonLink size="sm" href={hrefOf(list, {})}>
              First page
            </ButtonLink>
          )}
          {previousCursor === null ? null : (
            <ButtonLink size="sm" href={hrefOf(list, { cursor: previousCursor })}>
              Previous page
            </ButtonLink>
          )}
          {nextCursor === null ? null : (
            <ButtonLink size="sm" href={hrefOf(list, { cursor: nextCursor })}>
              Next page
            </ButtonLink>
          )}
        </nav>
      )}
    </div>
  );
}
