// Addresses that knocked and are in no active ACL entry. What they sent is shown as text.
import { Table, type TableSorting } from "@/components/ui/table";
import { Timestamp } from "@/components/ui/timestamp";

export interface UnknownSourceRow {
  readonly address: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly datagrams: bigint;
  readonly lastTransport: string;
  readonly lastMethod: string;
  readonly lastRequestUri: string;
  readonly lastUserAgent: string;
}

export interface UnknownSourceTableProps {
  sources: readonly UnknownSourceRow[];
  sorting?: TableSorting;
}

export function UnknownSourceTable({ sources, sorting }: UnknownSourceTableProps) {
  return (
    <Table
      sorting={sorting}
      caption="Unknown sources"
      rows={sources}
      rowKey={(source) => source.address}
      columns={[
        {
          header: "Address",
          sort: "address",
          heading: true,
          cell: (source) => <code className="font-mono text-[0.8125rem]">{source.address}</code>,
          copy: (source) => source.address,
        },
        {
          header: "Datagrams",
          sort: "datagrams",
          descendingFirst: true,
          align: "end",
          cell: (source) => source.datagrams.toString(),
        },
        {
          header: "Last request",
          cell: (source) => (
            <span className="wrap-anywhere">
              {`${source.lastMethod} ${source.lastRequestUri}`.trim() || "unreadable"}
            </span>
          ),
        },
        {
          header: "Last User-Agent",
          minor: true,
          cell: (source) => <span className="wrap-anywhere">{source.lastUserAgent}</span>,
        },
        {
          header: "Transport",
          minor: true,
          cell: (source) => source.lastTransport.toUpperCase(),
        },
        {
          header: "First seen",
          sort: "first",
          descendingFirst: true,
          minor: true,
          cell: (source) => <Timestamp at={source.firstSeenAt} />,
        },
        {
          header: "Last seen",
          sort: "seen",
          descendingFirst: true,
          cell: (source) => <Timestamp at={source.lastSeenAt} />,
        },
      ]}
    />
  );
}
