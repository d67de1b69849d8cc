// The outbox: every message, and whether it arrived at a mail server.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { openList } from "@/app/_server/list-views";
import { FilterBar } from "@/components/data-table/filter-bar";
import { isFiltered, listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
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
    const { list, bar } = await openList(context, "mail", await searchParams);
    const { filters } = list;
    const page = await listMail(context, { ...listQuery(list), count: "true" });
    return (
      <>
        {bar}
        <FilterBar
          path="/mail"
          kept={{ sort: list.sort, limit: list.limit, view: list.view }}
          search={{ name: "search", label: "Address or subject", value: filters.search }}
          filters={[
            { name: "state", label: "State", value: filters.state, options: MAIL_STATE_OPTIONS },
          ]}
        />
        {list.cursor ? null : <KeepFresh everySec={3} />}
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered(list) ? "No message matches" : "No message yet"}>
            {isFiltered(list)
              ? null
              : "Sending a quote or a hand-off sheet puts the first one here."}
          </EmptyState>
        ) : (
          <OutboxTable
            messages={page.items}
            sorting={sortingOf(list)}
            now={context.now()}
            retry={mayDo(context.actor, "exchange.write") ? retryMailAction : null}
          />
        )}
        <ListPager list={list} page={page} nouns={["message", "messages"]} />
      </>
    );
  });
}
