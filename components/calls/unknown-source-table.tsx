// Addresses that knocked and are in no active ACL entry. What they sent is shown as text.
import { Table } from "@/components/ui/table";
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

export function UnknownSourceTable({ sources }: { sources: readonly UnknownSourceRow[] }) {
  return (
    <Table
      caption="Unknown sources"
      rows={sources}
      rowKey={(source) => source.address}
      columns={[
        {
          header: "Address",
          heading: true,
          cell: (source) => <code className="font-mono text-[0.8125rem]">{source.address}</code>,
        },
        { header: "Datagrams", align: "end", cell: (source) => source.datagrams.toString() },
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
          minor: true,
          cell: (source) => <Timestamp at={source.firstSeenAt} />,
        },
        { header: "Last seen", cell: (source) => <Timestamp at={source.lastSeenAt} /> },
      ]}
    />
  );
}
