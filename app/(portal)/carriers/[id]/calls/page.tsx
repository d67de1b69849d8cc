// The calls of a carrier, newest first.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { readListAt } from "@/app/_server/read-list";
import { CallTable } from "@/components/calls/call-table";
import { listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { listCalls } from "@/lib/services/calls/list-calls";
import { loadCarrier } from "../../load-carrier";

export const metadata: Metadata = { title: "Calls of a carrier" };

export default function CarrierCallsPage({
  params,
  searchParams,
}: PageProps<"/carriers/[id]/calls">) {
  return drawPage(async (context) => {
    const { carrier } = await loadCarrier((await params).id);
    const list = readListAt(
      { path: `/carriers/${carrier.id}/calls`, filters: [], initialSort: "-started" },
      await searchParams,
    );
    const page = await listCalls(context, {
      ...listQuery(list),
      ...{ carrierId: carrier.id, count: "true" },
    });
    return (
      <Section title="Calls">
        {list.cursor ? null : <KeepFresh everySec={3} />}
        {page.items.length === 0 ? (
          <EmptyState title="No call yet">
            Each call of this carrier stands here with the rule that decided it, refused ones too.
          </EmptyState>
        ) : (
          <CallTable calls={page.items} sorting={sortingOf(list)} />
        )}
        <ListPager list={list} page={page} nouns={["call", "calls"]} />
      </Section>
    );
  });
}
