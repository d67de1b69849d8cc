// Messages of the outbox, with what became of each.
import type { FormAction } from "@/components/forms/action-state";
import { Table, type TableSorting } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { isRetryable, type Mail } from "@/lib/schemas/mail";
import { MailStateBadge } from "./mail-state-badge";
import { RetryMail } from "./retry-mail";

export interface OutboxTableProps {
  messages: readonly Mail[];
  now: Date;
  /** Null where the visitor may not. */
  retry: FormAction | null;
  sorting?: TableSorting;
}

export function OutboxTable({ messages, now, retry, sorting }: OutboxTableProps) {
  return (
    <Table
      sorting={sorting}
      caption="Outbox"
      rows={messages}
      rowKey={(mail) => mail.id}
      columns={[
        {
          header: "Subject",
          sort: "subject",
          heading: true,
          cell: (mail) => (
            <TextLink href={`/mail/${mail.id}`} className="wrap-anywhere">
              {mail.subject}
            </TextLink>
          ),
        },
        {
          header: "To",
          sort: "to",
          cell: (mail) => <span className="wrap-anywhere">{mail.toAddress}</span>,
        },
        {
          header: "State",
          sort: "state",
          cell: (mail) => (
            <>
              <MailStateBadge state={mail.state} attempts={mail.attempts} />
              {mail.lastError === "" ? null : (
                <span className="mt-0.5 block text-[0.8125rem] text-ink-soft wrap-anywhere">
                  {mail.lastError}
                </span>
              )}
            </>
          ),
        },
        {
          header: "Written",
          sort: "created",
          descendingFirst: true,
          minor: true,
          cell: (mail) => <Timestamp at={mail.createdAt} />,
        },
        {
          header: "Sent",
          sort: "sent",
          descendingFirst: true,
          minor: true,
          cell: (mail) => (mail.sentAt === null ? "" : <Timestamp at={mail.sentAt} />),
        },
        {
          header: "Actions",
          align: "end",
          cell: (mail) =>
            retry && isRetryable(mail, now) ? (
              <RetryMail id={mail.id} to={mail.toAddress} action={retry} />
            ) : null,
        },
      ]}
    />
  );
}
