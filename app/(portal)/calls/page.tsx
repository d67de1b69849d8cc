// The call records: found by direction, rule and number.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { CallTable } from "@/components/calls/call-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
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
    const params = readParams(await searchParams, [
      "number",
      "direction",
      "rule",
      "challenges",
      "cursor",
    ]);
    const { cursor, ...filters } = params;
    const page = await listCalls(context, presentParams(params));
    const isFiltered = Object.values(filters).some((value) => value !== undefined);
    return (
      <>
        <PageHeader
          title="Calls"
          actions={<ButtonLink href="/calls/unknown-sources">Unknown sources</ButtonLink>}
        />
        <FilterBar
          path="/calls"
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
        {cursor ? null : <KeepFresh everySec={3} />}
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered ? "No call matches" : "No call yet"} />
        ) : (
          <CallTable calls={page.items} />
        )}
        <Pager path="/calls" params={filters} cursor={cursor} nextCursor={page.nextCursor} />
      </>
    );
  });
}
