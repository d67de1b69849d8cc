// Messages that the mail catcher took.
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { CaughtMail } from "@/lib/schemas/mail";

export function InboxTable({ messages }: { messages: readonly CaughtMail[] }) {
  return (
    <Table
      caption="Inbox of the mail catcher"
      rows={messages}
      rowKey={(mail) => mail.id}
      columns={[
        {
          header: "Subject",
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
          minor: true,
          cell: (mail) => <span className="wrap-anywhere">{mail.fromAddress}</span>,
        },
        { header: "Caught", cell: (mail) => <Timestamp at={mail.receivedAt} /> },
      ]}
    />
  );
}
