// What the local mail catcher took: what customers and carriers would have got.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { mailRoute } from "@/app/_server/mail-route";
import { presentParams, readParams } from "@/app/_server/search-params";
import { Pager } from "@/components/data-table/pager";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { InboxTable } from "@/components/mail/inbox-table";
import { EmptyState } from "@/components/ui/empty-state";
import { listCaughtMail } from "@/lib/services/mail/list-caught-mail";

export const metadata: Metadata = { title: "Inbox of the mail catcher" };

export default function InboxPage({ searchParams }: PageProps<"/mail/inbox">) {
  return drawPage(async (context) => {
    const params = readParams(await searchParams, ["cursor"]);
    const page = await listCaughtMail(context, presentParams(params));
    return (
      <>
        {params.cursor ? null : <KeepFresh everySec={3} />}
        {page.items.length === 0 ? (
          <EmptyState title="The mail catcher has taken nothing">
            {mailRoute() === "smtp"
              ? "Mail goes to the mail server of SMTP_URL, so nothing is caught."
              : "Send a quote or a hand-off sheet: what would have gone out appears here."}
          </EmptyState>
        ) : (
          <InboxTable messages={page.items} />
        )}
        <Pager path="/mail/inbox" params={{}} cursor={params.cursor} nextCursor={page.nextCursor} />
      </>
    );
  });
}
