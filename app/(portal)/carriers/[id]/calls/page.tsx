// The calls of a carrier, newest first.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { CallTable } from "@/components/calls/call-table";
import { Pager } from "@/components/data-table/pager";
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
    const query = readParams(await searchParams, ["cursor"]);
    const page = await listCalls(context, { carrierId: carrier.id, ...presentParams(query) });
    return (
      <Section title="Calls">
        {query.cursor ? null : <KeepFresh everySec={3} />}
        {page.items.length === 0 ? (
          <EmptyState title="No call yet">
            Each call of this carrier stands here with the rule that decided it, refused ones too.
          </EmptyState>
        ) : (
          <CallTable calls={page.items} />
        )}
        <Pager
          path={`/carriers/${carrier.id}/calls`}
          params={{}}
          cursor={query.cursor}
          nextCursor={page.nextCursor}
        />
      </Section>
    );
  });
}
