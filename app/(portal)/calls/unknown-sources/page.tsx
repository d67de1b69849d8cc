// Addresses that knocked without being in any ACL: a carrier's forgotten address shows up here first.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { openList } from "@/app/_server/list-views";
import { UnknownSourceTable } from "@/components/calls/unknown-source-table";
import { listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listUnknownSources } from "@/lib/services/calls/list-unknown-sources";

export const metadata: Metadata = { title: "Unknown sources" };

export default function UnknownSourcesPage({ searchParams }: PageProps<"/calls/unknown-sources">) {
  return drawPage(async (context) => {
    const { list, bar } = await openList(context, "unknown-sources", await searchParams);
    const page = await listUnknownSources(context, { ...listQuery(list), count: "true" });
    return (
      <>
        <PageHeader
          title="Unknown sources"
          trail={[{ label: "Calls", href: "/calls" }]}
          description="They are in no active ACL entry and got no answer. Counts are written every 10 s."
        />
        {bar}
        {list.cursor ? null : <KeepFresh everySec={3} />}
        {page.items.length === 0 ? (
          <EmptyState title="No unknown source has knocked">
            An address in no ACL entry that sends us anything stands here, with the carrier that it
            may belong to.
          </EmptyState>
        ) : (
          <UnknownSourceTable sources={page.items} sorting={sortingOf(list)} />
        )}
        <ListPager list={list} page={page} nouns={["source", "sources"]} />
      </>
    );
  });
}
