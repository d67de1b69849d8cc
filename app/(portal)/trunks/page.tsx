// The trunks: found by name, label and state.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { openList } from "@/app/_server/list-views";
import { FilterBar } from "@/components/data-table/filter-bar";
import { isFiltered, listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
import { TrunkTable } from "@/components/trunks/trunk-table";
import { TRUNK_STATE_WORDS } from "@/components/trunks/trunk-words";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { mayDo } from "@/lib/auth/permissions";
import { listTrunks } from "@/lib/services/trunks/list-trunks";
import { changeTrunkStateAction } from "./actions";

export const metadata: Metadata = { title: "Trunks" };

const STATES = Object.entries(TRUNK_STATE_WORDS).map(([value, { label }]) => ({ value, label }));

export default function TrunksPage({ searchParams }: PageProps<"/trunks">) {
  return drawPage(async (context) => {
    const { list, bar } = await openList(context, "trunks", await searchParams);
    const { filters } = list;
    const page = await listTrunks(context, { ...listQuery(list), count: "true" });
    return (
      <>
        <PageHeader
          title="Trunks"
          actions={
            mayDo(context.actor, "trunk.write") ? (
              <ButtonLink look="primary" href="/trunks/new">
                New trunk
              </ButtonLink>
            ) : null
          }
        />
        {bar}
        <FilterBar
          path="/trunks"
          kept={{ sort: list.sort, limit: list.limit, view: list.view }}
          search={{ name: "search", label: "Search by name or label", value: filters.search }}
          filters={[{ name: "state", label: "State", value: filters.state, options: STATES }]}
        />
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered(list) ? "No trunk matches" : "No trunk yet"} />
        ) : (
          <TrunkTable
            trunks={page.items}
            sorting={sortingOf(list)}
            suspend={mayDo(context.actor, "trunk.suspend") ? changeTrunkStateAction : null}
          />
        )}
        <ListPager list={list} page={page} nouns={["trunk", "trunks"]} />
      </>
    );
  });
}
