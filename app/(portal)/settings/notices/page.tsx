// Who was told of changed addresses and names and has not answered: the list, and the reminders.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { FilterBar } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { NoticeTable } from "@/components/notices/notice-table";
import { NOTICE_KIND_OPTIONS, NOTICE_STATE_OPTIONS } from "@/components/notices/notice-words";
import { RemindAll } from "@/components/notices/remind-all";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { mayDo } from "@/lib/auth/permissions";
import { listNotices } from "@/lib/services/notices/list-notices";
import { summariseNotices } from "@/lib/services/notices/summarise-notices";
import { remindCarriersAction } from "./actions";

export const metadata: Metadata = { title: "Notices" };

const PATH = "/settings/notices";

export default function NoticesPage({ searchParams }: PageProps<"/settings/notices">) {
  return drawPage(async (context) => {
    const names = ["subject", "state", "kind", "carrierId", "cursor"] as const;
    const params = readParams(await searchParams, names);
    const { cursor, ...filters } = params;
    const state = filters.state === "all" ? undefined : (filters.state ?? "open");
    const [page, { toldCarriers, open, overdue }] = await Promise.all([
      listNotices(context, presentParams({ ...params, state })),
      summariseNotices(context),
    ]);
    const isFiltered = Object.values(filters).some((value) => value !== undefined);
    const may = mayDo(context.actor, "notice.write");
    return (
      <Section
        title="Notices to carriers"
        description={`Every carrier with a hand-off sheet (${toldCarriers}) is told of each change of an egress address and of the signalling FQDN. ${open} not acknowledged, ${overdue} of them overdue.`}
        actions={may && open > 0 ? <RemindAll action={remindCarriersAction} /> : null}
      >
        <FilterBar
          path={PATH}
          search={{ name: "subject", label: "Address or name", value: filters.subject }}
          filters={[
            {
              ...{ name: "state", label: "State", value: filters.state },
              ...{ options: NOTICE_STATE_OPTIONS, whenEmpty: "Not acknowledged" },
            },
            { name: "kind", label: "Told of", value: filters.kind, options: NOTICE_KIND_OPTIONS },
          ]}
        />
        {cursor ? null : <KeepFresh everySec={5} />}
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered ? "No notice matches" : "Every carrier has answered"}>
            {isFiltered
              ? null
              : "A change of an egress address or of the FQDN puts a notice for each carrier here."}
          </EmptyState>
        ) : (
          <NoticeTable
            notices={page.items}
            now={context.now()}
            remind={may ? remindCarriersAction : null}
          />
        )}
        <Pager path={PATH} params={filters} cursor={cursor} nextCursor={page.nextCursor} />
      </Section>
    );
  });
}
