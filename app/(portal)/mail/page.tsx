// The outbox: every message, and whether it arrived at a mail server.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { FilterBar } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { MAIL_STATE_OPTIONS } from "@/components/mail/mail-state-badge";
import { OutboxTable } from "@/components/mail/outbox-table";
import { EmptyState } from "@/components/ui/empty-state";
import { mayDo } from "@/lib/auth/permissions";
import { listMail } from "@/lib/services/mail/list-mail";
import { retryMailAction } from "./actions";

export const metadata: Metadata = { title: "Mail" };

export default function OutboxPage({ searchParams }: PageProps<"/mail">) {
  return drawPage(async (context) => {
    const params = readParams(await searchParams, ["search", "state", "cursor"]);
    const { cursor, ...filters } = params;
    const page = await listMail(context, presentParams(params));
    const isFiltered = Object.values(filters).some((value) => value !== undefined);
    return (
      <>
        <FilterBar
          path="/mail"
          search={{ name: "search", label: "Address or subject", value: filters.search }}
          filters={[
            { name: "state", label: "State", value: filters.state, options: MAIL_STATE_OPTIONS },
          ]}
        />
        {cursor ? null : <KeepFresh everySec={3} />}
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered ? "No message matches" : "No message yet"}>
            {isFiltered ? null : "Sending a quote or a hand-off sheet puts the first one here."}
          </EmptyState>
        ) : (
          <OutboxTable
            messages={page.items}
            now={context.now()}
            retry={mayDo(context.actor, "exchange.write") ? retryMailAction : null}
          />
        )}
        <Pager path="/mail" params={filters} cursor={cursor} nextCursor={page.nextCursor} />
      </>
    );
  });
}
