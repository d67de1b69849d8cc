// Quotes in a list, each with its latest revision and the one that stands beside it.
import { Amount } from "@/components/money/amount";
import { type Column, Table, type TableSorting } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { QuoteSummary } from "@/lib/schemas/quote";
import { QuoteStateBadge } from "./quote-state-badge";
import { quoteName } from "./quote-words";

export interface QuoteTableProps {
  quotes: readonly QuoteSummary[];
  /** The page's own subject needs no column. */
  without?: "trunk" | "customer";
  sorting?: TableSorting;
}

export function QuoteTable({ quotes, without, sorting }: QuoteTableProps) {
  const customer: Column<QuoteSummary> = {
    header: "Customer",
    sort: "customer",
    cell: (quote) => (
      <TextLink href={`/customers/${quote.customerId}`}>{quote.customerName}</TextLink>
    ),
  };
  const trunk: Column<QuoteSummary> = {
    header: "Trunk",
    sort: "trunk",
    minor: without === undefined,
    cell: (quote) => <TextLink href={`/trunks/${quote.trunkId}`}>{quote.trunkName}</TextLink>,
  };
  return (
    <Table
      sorting={sorting}
      caption="Quotes"
      rows={quotes}
      rowKey={(quote) => quote.id}
      columns={[
        {
          header: "Number",
          sort: "created",
          descendingFirst: true,
          heading: true,
          cell: (quote) => <TextLink href={`/quotes/${quote.id}`}>{quoteName(quote)}</TextLink>,
          copy: (quote) => quote.number,
        },
        {
          header: "State",
          cell: ({ latest, standing }) => (
            <span className="flex flex-wrap items-center gap-1.5">
              <QuoteStateBadge state={latest.state} />
              {latest.revision > 1 ? (
                <span className="text-ink-soft">{`revision ${latest.revision}`}</span>
              ) : null}
              {standing === null ? null : (
                <span className="text-ink-soft">
                  {`(revision ${standing.revision} ${standing.state})`}
                </span>
              )}
            </span>
          ),
        },
        ...(without === undefined ? [customer] : []),
        ...(without === "trunk" ? [] : [trunk]),
        {
          header: "Total",
          align: "end",
          cell: ({ latest }) => (
            <Amount
              minor={latest.totalMinor}
              scale={latest.currencyScale}
              currency={latest.currency}
            />
          ),
        },
        {
          header: "Valid until",
          minor: true,
          cell: ({ latest }) => <Timestamp at={latest.validUntil} />,
        },
      ]}
    />
  );
}
