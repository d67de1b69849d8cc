// The customers: found by name or account reference.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { openList } from "@/app/_server/list-views";
import { FilterBar } from "@/components/data-table/filter-bar";
import { listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { mayDo } from "@/lib/auth/permissions";
import { listCustomers } from "@/lib/services/customers/list-customers";

export const metadata: Metadata = { title: "Customers" };

export default function CustomersPage({ searchParams }: PageProps<"/customers">) {
  return drawPage(async (context) => {
    const { list, bar } = await openList(context, "customers", await searchParams);
    const { filters } = list;
    const page = await listCustomers(context, { ...listQuery(list), count: "true" });
    return (
      <>
        <PageHeader
          title="Customers"
          actions={
            mayDo(context.actor, "customer.write") ? (
              <ButtonLink look="primary" href="/customers/new">
                New customer
              </ButtonLink>
            ) : null
          }
        />
        {bar}
        <FilterBar
          path="/customers"
          kept={{ sort: list.sort, limit: list.limit, view: list.view }}
          search={{ name: "search", label: "Search by name or reference", value: filters.search }}
        />
        {page.items.length === 0 ? (
          <EmptyState title={filters.search ? "No customer matches" : "No customer yet"} />
        ) : (
          <Table
            caption="Customers"
            sorting={sortingOf(list)}
            rows={page.items}
            rowKey={(customer) => customer.id}
            columns={[
              {
                header: "Name",
                sort: "name",
                heading: true,
                cell: (customer) => (
                  <TextLink href={`/customers/${customer.id}`}>{customer.name}</TextLink>
                ),
              },
              {
                header: "Account reference",
                sort: "reference",
                cell: (customer) => customer.accountReference ?? "none",
              },
              { header: "Country", sort: "country", cell: (customer) => customer.country },
            ]}
          />
        )}
        <ListPager list={list} page={page} nouns={["customer", "customers"]} />
      </>
    );
  });
}
