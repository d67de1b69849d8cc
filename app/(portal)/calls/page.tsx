// The call records: found by direction, rule and number.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { openList } from "@/app/_server/list-views";
import { CallTable } from "@/components/calls/call-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { isFiltered, listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { RULES } from "@/lib/policy/rules";
import { listCalls } from "@/lib/services/calls/list-calls";

export const metadata: Metadata = { title: "Calls" };

const DIRECTIONS = [
  { value: "termination", label: "Termination (inbound)" },
  { value: "origination", label: "Origination (outbound)" },
];
const CHALLENGES = [{ value: "all", label: "All shown" }];
const RULE_OPTIONS = RULES.flatMap((rule) =>
  rule.codes.map((code) => ({ value: code, label: `${rule.number} ${code}` })),
);

export default function CallsPage({ searchParams }: PageProps<"/calls">) {
  return drawPage(async (context) => {
    const { list, bar } = await openList(context, "calls", await searchParams);
    const { filters } = list;
    const page = await listCalls(context, { ...listQuery(list), count: "true" });
    return (
      <>
        <PageHeader
          title="Calls"
          actions={<ButtonLink href="/calls/unknown-sources">Unknown sources</ButtonLink>}
        />
        {bar}
        <FilterBar
          path="/calls"
          kept={{ sort: list.sort, limit: list.limit, view: list.view }}
          search={{ name: "number", label: "A- or B-number", value: filters.number }}
          filters={[
            {
              name: "direction",
              label: "Direction",
              value: filters.direction,
              options: DIRECTIONS,
            },
            { name: "rule", label: "Rule", value: filters.rule, options: RULE_OPTIONS },
            {
              name: "challenges",
              label: "Password challenges (407)",
              value: filters.challenges,
              whenEmpty: "Hidden once answered",
              options: CHALLENGES,
            },
          ]}
        />
        {list.cursor ? null : <KeepFresh everySec={3} />}
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered(list) ? "No call matches" : "No call yet"} />
        ) : (
          <CallTable calls={page.items} sorting={sortingOf(list)} />
        )}
        <ListPager list={list} page={page} nouns={["call", "calls"]} />
      </>
    );
  });
}
