// Messages that the mail catcher took.
import { Table, type TableSorting } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { CaughtMail } from "@/lib/schemas/mail";

export interface InboxTableProps {
  messages: readonly CaughtMail[];
  sorting?: TableSorting;
}

export function InboxTable({ messages, sorting }: InboxTableProps) {
  return (
    <Table
      sorting={sorting}
      caption="Inbox of the mail catcher"
      rows={messages}
      rowKey={(mail) => mail.id}
      columns={[
        {
          header: "Subject",
          sort: "subject",
          heading: true,
          cell: (mail) => (
            <TextLink href={`/mail/inbox/${mail.id}`} className="wrap-anywhere">
              {mail.subject || "(no subject)"}
            </TextLink>
          ),
        },
        {
          header: "To",
          cell: (mail) => (
            <span className="block min-w-36 wrap-anywhere">{mail.toAddresses.join(", ")}</span>
          ),
        },
        {
          header: "From",
          sort: "from",
          minor: true,
          cell: (mail) => <span className="wrap-anywhere">{mail.fromAddress}</span>,
        },
        {
          header: "Caught",
          sort: "received",
          descendingFirst: true,
          cell: (mail) => <Timestamp at={mail.receivedAt} />,
        },
      ]}
    />
  );
}
