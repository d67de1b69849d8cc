// How many trunks are in each state; each figure leads to them.
import type { Route } from "next";
import Link from "next/link";
import { hrefOf, type ListAddress } from "@/components/data-table/list-address";
import { TRUNK_STATE_WORDS } from "@/components/trunks/trunk-words";
import { classNames } from "@/components/ui/class-names";
import type { ShownState } from "@/lib/schemas/onboarding-board";

const FIGURE = new Intl.NumberFormat("en");

export interface BoardCountsProps {
  counts: Readonly<Record<ShownState, number>>;
  list: ListAddress;
}

export function BoardCounts({ counts, list }: BoardCountsProps) {
  const states = Object.entries(counts) as [ShownState, number][];
  const chosen = list.filters.state;
  const hrefWith = (state: string | undefined) =>
    hrefOf({ ...list, filters: { ...list.filters, state } }, {});
  const underWay = states.filter(([state]) => state !== "live");
  const all = underWay.reduce((sum, [, count]) => sum + count, 0);
  const cells = [
    { key: "all", label: "Under way", count: all, href: hrefWith(undefined), current: !chosen },
    ...states.map(([state, count]) => ({
      key: state,
      label: TRUNK_STATE_WORDS[state].label,
      count,
      href: hrefWith(state),
      current: chosen === state,
    })),
  ];
  return (
    <nav aria-label="Trunks by state" className="mb-3 overflow-x-auto">
      <ul className="flex min-w-max gap-1">
        {cells.map((cell) => (
          <li key={cell.key}>
            <Link
              href={cell.href as Route}
              aria-current={cell.current ? "true" : undefined}
              className={classNames(
                "block min-w-24 rounded-md border px-3 py-1.5 -outline-offset-2",
                cell.current
                  ? "border-accent bg-accent-soft text-accent-strong"
                  : "border-line hover:bg-sunken",
              )}
            >
              <span className="block text-[0.8125rem]">{cell.label}</span>
              <span className="block text-[1.0625rem] font-semibold tabular-nums">
                {FIGURE.format(cell.count)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
