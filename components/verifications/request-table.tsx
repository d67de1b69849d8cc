// Verification requests in a list.
import { Badge } from "@/components/ui/badge";
import { Table, type TableSorting } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { VerificationRequestSummary } from "@/lib/schemas/verification";
import { REQUEST_STATE_WORDS } from "./verification-words";

export interface RequestTableProps {
  requests: readonly VerificationRequestSummary[];
  sorting?: TableSorting;
}

export function RequestTable({ requests, sorting }: RequestTableProps) {
  return (
    <Table
      sorting={sorting}
      caption="Verification requests"
      rows={requests}
      rowKey={(request) => request.id}
      columns={[
        {
          header: "Reference",
          sort: "reference",
          heading: true,
          cell: ({ id, reference }) => (
            <TextLink href={`/verifications/${id}`}>{reference}</TextLink>
          ),
          copy: ({ reference }) => reference,
        },
        {
          header: "Carrier",
          sort: "carrier",
          cell: ({ carrierId, carrierName }) => (
            <TextLink href={`/carriers/${carrierId}`}>{carrierName}</TextLink>
          ),
        },
        {
          header: "State",
          cell: ({ state }) => (
            <Badge tone={REQUEST_STATE_WORDS[state].tone}>{REQUEST_STATE_WORDS[state].label}</Badge>
          ),
        },
        {
          header: "Verified now",
          align: "end",
          cell: ({ verified, items }) => `${verified} of ${items}`,
        },
        {
          header: "Submitted",
          sort: "submitted",
          descendingFirst: true,
          minor: true,
          cell: ({ submittedAt }) =>
            submittedAt === null ? "not yet" : <Timestamp at={submittedAt} />,
        },
        {
          header: "First ends",
          cell: ({ firstEnds }) => (firstEnds === null ? "none" : <Timestamp at={firstEnds} />),
        },
      ]}
    />
  );
}
