// The onboarding board: trunks on their way, what blocks each, whose turn it is, how long it has waited.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { readListAt } from "@/app/_server/read-list";
import { FilterBar } from "@/components/data-table/filter-bar";
import { isFiltered, listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
import { LookupField, type LookupKind } from "@/components/forms/lookup-field";
import { BoardCounts } from "@/components/onboarding/board-counts";
import { BoardTable } from "@/components/onboarding/board-table";
import { TURN_WORDS } from "@/components/onboarding/turn-words";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { mayDo } from "@/lib/auth/permissions";
import { listBoard } from "@/lib/services/onboarding/list-board";

export const metadata: Metadata = { title: "Onboarding" };

const BOARD = {
  path: "/onboarding",
  filters: ["search", "state", "turn", "carrierId", "customerId", "waitingDays"],
  initialSort: "changed",
};
const TURNS = Object.entries(TURN_WORDS).map(([value, { label }]) => ({ value, label }));
const WAITING = ["1", "3", "7", "14", "30"].map((days) => ({
  value: days,
  label: days === "1" ? "1 day" : `${days} days`,
}));

export default function OnboardingPage({ searchParams }: PageProps<"/onboarding">) {
  return drawPage(async (context) => {
    const list = readListAt(BOARD, await searchParams);
    const { filters } = list;
    const page = await listBoard(context, { ...listQuery(list), count: "true" });
    const sideFilter = (kind: LookupKind, label: string, id: string | undefined, name?: string) => (
      <div className="min-w-44">
        <LookupField
          name={kind === "carriers" ? "carrierId" : "customerId"}
          label={label}
          kind={kind}
          optional="filter"
          {...(id === undefined ? {} : { defaultOption: { value: id, label: name ?? "chosen" } })}
        />
      </div>
    );
    const [first] = page.items;
    return (
      <>
        <PageHeader
          title="Onboarding"
          actions={
            mayDo(context.actor, "carrier.write") ? (
              <ButtonLink look="primary" href="/carriers/new">
                New carrier
              </ButtonLink>
            ) : null
          }
        />
        <BoardCounts counts={page.counts} list={list} />
        <FilterBar
          path={BOARD.path}
          kept={{ sort: list.sort, limit: list.limit, state: filters.state }}
          search={{ name: "search", label: "Search by name or label", value: filters.search }}
          filters={[
            { name: "turn", label: "Whose turn", value: filters.turn, options: TURNS },
            {
              name: "waitingDays",
              label: "Waiting longer than",
              value: filters.waitingDays,
              options: WAITING,
              whenEmpty: "Any time",
            },
          ]}
          childKey={[filters.carrierId, filters.customerId].filter(Boolean).join()}
        >
          {sideFilter("carriers", "Carrier", filters.carrierId, first?.carrierName)}
          {sideFilter("customers", "Customer", filters.customerId, first?.customerName)}
        </FilterBar>
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered(list) ? "No trunk matches" : "No trunk is under way"}>
            {isFiltered(list)
              ? "Clear the filters to see every trunk that is under way."
              : "A new carrier with its customer and trunk begins one."}
          </EmptyState>
        ) : (
          <BoardTable trunks={page.items} now={context.now()} sorting={sortingOf(list)} />
        )}
        <ListPager list={list} page={page} nouns={["trunk", "trunks"]} />
      </>
    );
  });
}
