// The quotes: found by number, trunk, customer and state.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { openList } from "@/app/_server/list-views";
import { FilterBar } from "@/components/data-table/filter-bar";
import { isFiltered, listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
import { QuoteTable } from "@/components/quotes/quote-table";
import { QUOTE_STATE_WORDS } from "@/components/quotes/quote-words";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { mayDo } from "@/lib/auth/permissions";
import { listQuotes } from "@/lib/services/quotes/list-quotes";

export const metadata: Metadata = { title: "Quotes" };

const STATES = Object.entries(QUOTE_STATE_WORDS).map(([value, { label }]) => ({ value, label }));

export default function QuotesPage({ searchParams }: PageProps<"/quotes">) {
  return drawPage(async (context) => {
    const { list, bar } = await openList(context, "quotes", await searchParams);
    const { filters } = list;
    const page = await listQuotes(context, { ...listQuery(list), count: "true" });
    const mayWrite = mayDo(context.actor, "quote.write");
    return (
      <>
        <PageHeader
          title="Quotes"
          actions={
            mayWrite ? (
              <ButtonLink look="primary" href="/quotes/new">
                New quote
              </ButtonLink>
            ) : null
          }
        />
        {bar}
        <FilterBar
          path="/quotes"
          kept={{ sort: list.sort, limit: list.limit, view: list.view }}
          search={{
            name: "search",
            label: "Search by number, customer or trunk",
            value: filters.search,
          }}
          filters={[
            { name: "state", label: "With a revision", value: filters.state, options: STATES },
          ]}
        />
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered(list) ? "No quote matches" : "No quote yet"}>
            {isFiltered(list)
              ? null
              : mayWrite
                ? "Draft the first with “New quote”, or from a trunk's page."
                : "Sales drafts quotes here and from a trunk's page."}
          </EmptyState>
        ) : (
          <QuoteTable quotes={page.items} sorting={sortingOf(list)} />
        )}
        <ListPager list={list} page={page} nouns={["quote", "quotes"]} />
      </>
    );
  });
}
