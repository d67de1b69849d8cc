// The carriers: found by name and state.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { openList } from "@/app/_server/list-views";
import { CarrierStateBadge } from "@/components/carriers/carrier-state-badge";
import { CARRIER_STATE_WORDS } from "@/components/carriers/carrier-words";
import { FilterBar } from "@/components/data-table/filter-bar";
import { isFiltered, listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { mayDo } from "@/lib/auth/permissions";
import { listCarriers } from "@/lib/services/carriers/list-carriers";

export const metadata: Metadata = { title: "Carriers" };

const STATES = Object.entries(CARRIER_STATE_WORDS).map(([value, { label }]) => ({ value, label }));

export default function CarriersPage({ searchParams }: PageProps<"/carriers">) {
  return drawPage(async (context) => {
    const { list, bar } = await openList(context, "carriers", await searchParams);
    const { filters } = list;
    const page = await listCarriers(context, { ...listQuery(list), count: "true" });
    return (
      <>
        <PageHeader
          title="Carriers"
          actions={
            mayDo(context.actor, "carrier.write") ? (
              <ButtonLink look="primary" href="/carriers/new">
                New carrier
              </ButtonLink>
            ) : null
          }
        />
        {bar}
        <FilterBar
          path="/carriers"
          kept={{ sort: list.sort, limit: list.limit, view: list.view }}
          search={{ name: "search", label: "Search by name", value: filters.search }}
          filters={[{ name: "state", label: "State", value: filters.state, options: STATES }]}
        />
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered(list) ? "No carrier matches" : "No carrier yet"} />
        ) : (
          <Table
            caption="Carriers"
            sorting={sortingOf(list)}
            rows={page.items}
            rowKey={(carrier) => carrier.id}
            columns={[
              {
                header: "Name",
                sort: "name",
                heading: true,
                cell: (carrier) => (
                  <TextLink href={`/carriers/${carrier.id}`}>{carrier.name}</TextLink>
                ),
              },
              {
                header: "State",
                sort: "state",
                cell: (carrier) => <CarrierStateBadge state={carrier.state} />,
              },
              {
                header: "Country",
                sort: "country",
                minor: true,
                cell: (carrier) => carrier.country,
              },
              {
                header: "ACL entries",
                align: "end",
                minor: true,
                cell: (carrier) => carrier.counts.aclEntries,
              },
              {
                header: "Gateways",
                align: "end",
                minor: true,
                cell: (carrier) => carrier.counts.gateways,
              },
              { header: "Trunks", align: "end", cell: (carrier) => carrier.counts.trunks },
              { header: "Numbers", align: "end", cell: (carrier) => carrier.counts.numbers },
            ]}
          />
        )}
        <ListPager list={list} page={page} nouns={["carrier", "carriers"]} />
      </>
    );
  });
}
