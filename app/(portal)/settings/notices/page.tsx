// Who was told of changed addresses and names and has not answered: the list, and the reminders.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { openList } from "@/app/_server/list-views";
import { verbQuery } from "@/app/_server/lists";
import { FilterBar } from "@/components/data-table/filter-bar";
import { isFiltered, listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
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

export default function NoticesPage({ searchParams }: PageProps<"/settings/notices">) {
  return drawPage(async (context) => {
    const { list, bar } = await openList(context, "notices", await searchParams);
    const { filters } = list;
    const [page, { toldCarriers, open, overdue }] = await Promise.all([
      listNotices(context, { ...verbQuery("notices", listQuery(list)), count: "true" }),
      summariseNotices(context),
    ]);
    const may = mayDo(context.actor, "notice.write");
    return (
      <Section
        title="Notices to carriers"
        description={`Every carrier with a hand-off sheet (${toldCarriers}) is told of each change of an egress address and of the signalling FQDN. ${open} not acknowledged, ${overdue} of them overdue.`}
        actions={may && open > 0 ? <RemindAll action={remindCarriersAction} /> : null}
      >
        {bar}
        <FilterBar
          path={list.path}
          kept={{ sort: list.sort, limit: list.limit, view: list.view }}
          search={{ name: "subject", label: "Address or name", value: filters.subject }}
          filters={[
            {
              ...{ name: "state", label: "State", value: filters.state },
              ...{ options: NOTICE_STATE_OPTIONS, whenEmpty: "Not acknowledged" },
            },
            { name: "kind", label: "Told of", value: filters.kind, options: NOTICE_KIND_OPTIONS },
          ]}
        />
        {list.cursor ? null : <KeepFresh everySec={5} />}
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered(list) ? "No notice matches" : "Every carrier has answered"}>
            {isFiltered(list)
              ? null
              : "A change of an egress address or of the FQDN puts a notice for each carrier here."}
          </EmptyState>
        ) : (
          <NoticeTable
            notices={page.items}
            now={context.now()}
            sorting={sortingOf(list)}
            remind={may ? remindCarriersAction : null}
          />
        )}
        <ListPager list={list} page={page} nouns={["notice", "notices"]} />
      </Section>
    );
  });
}
