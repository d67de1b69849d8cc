// What the local mail catcher took: what customers and carriers would have got.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { openList } from "@/app/_server/list-views";
import { mailRoute } from "@/app/_server/mail-route";
import { FilterBar } from "@/components/data-table/filter-bar";
import { isFiltered, listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { InboxTable } from "@/components/mail/inbox-table";
import { EmptyState } from "@/components/ui/empty-state";
import { listCaughtMail } from "@/lib/services/mail/list-caught-mail";

export const metadata: Metadata = { title: "Inbox of the mail catcher" };

export default function InboxPage({ searchParams }: PageProps<"/mail/inbox">) {
  return drawPage(async (context) => {
    const { list, bar } = await openList(context, "caught-mail", await searchParams);
    const page = await listCaughtMail(context, { ...listQuery(list), count: "true" });
    return (
      <>
        {bar}
        <FilterBar
          path={list.path}
          kept={{ sort: list.sort, limit: list.limit, view: list.view }}
          search={{ name: "search", label: "Address or subject", value: list.filters.search }}
        />
        {list.cursor ? null : <KeepFresh everySec={3} />}
        {page.items.length === 0 ? (
          <EmptyState
            title={isFiltered(list) ? "No message matches" : "The mail catcher has taken nothing"}
          >
            {isFiltered(list)
              ? null
              : mailRoute() === "smtp"
                ? "Mail goes to the mail server of SMTP_URL, so nothing is caught."
                : "Send a quote or a hand-off sheet: what would have gone out appears here."}
          </EmptyState>
        ) : (
          <InboxTable messages={page.items} sorting={sortingOf(list)} />
        )}
        <ListPager list={list} page={page} nouns={["message", "messages"]} />
      </>
    );
  });
}
