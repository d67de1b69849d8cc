// The revisions of a quote, each a link to what it said.
import { Amount } from "@/components/money/amount";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { QuoteRevision } from "@/lib/schemas/quote";
import { QuoteStateBadge } from "./quote-state-badge";

export interface RevisionListProps {
  revisions: readonly QuoteRevision[];
  /** Id of the one that is shown. */
  shownId: string;
}

export function RevisionList({ revisions, shownId }: RevisionListProps) {
  return (
    <Table
      caption="Revisions"
      rows={revisions}
      rowKey={(revision) => revision.id}
      columns={[
        {
          header: "Revision",
          heading: true,
          cell: (revision) =>
            revision.id === shownId ? (
              <span aria-current="page">{`${revision.revision} (shown)`}</span>
            ) : (
              <TextLink href={`/quotes/${revision.quoteId}?revision=${revision.revision}`}>
                {`Revision ${revision.revision}`}
              </TextLink>
            ),
        },
        { header: "State", cell: (revision) => <QuoteStateBadge state={revision.state} /> },
        {
          header: "Sent",
          cell: (revision) =>
            revision.sentAt === null ? "not yet" : <Timestamp at={revision.sentAt} />,
        },
        {
          header: "Total",
          align: "end",
          cell: (revision) => (
            <Amount
              minor={revision.totalMinor}
              scale={revision.currencyScale}
              currency={revision.currency}
            />
          ),
        },
      ]}
    />
  );
}
