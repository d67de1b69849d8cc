// The customers: found by name or account reference.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { FilterBar } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
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
    const params = readParams(await searchParams, ["search", "cursor"]);
    const page = await listCustomers(context, presentParams(params));
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
        <FilterBar
          path="/customers"
          search={{ name: "search", label: "Search by name or reference", value: params.search }}
        />
        {page.items.length === 0 ? (
          <EmptyState title={params.search ? "No customer matches" : "No customer yet"} />
        ) : (
          <Table
            caption="Customers"
            rows={page.items}
            rowKey={(customer) => customer.id}
            columns={[
              {
                header: "Name",
                heading: true,
                cell: (customer) => (
                  <TextLink href={`/customers/${customer.id}`}>{customer.name}</TextLink>
                ),
              },
              {
                header: "Account reference",
                cell: (customer) => customer.accountReference ?? "none",
              },
              { header: "Country", cell: (customer) => customer.country },
            ]}
          />
        )}
        <Pager
          path="/customers"
          params={{ search: params.search }}
          cursor={params.cursor}
          nextCursor={page.nextCursor}
        />
      </>
    );
  });
}
