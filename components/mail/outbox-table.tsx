// Messages of the outbox, with what became of each.
import type { FormAction } from "@/components/forms/action-state";
import { Table } from "@/components/ui/table";
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
}

export function OutboxTable({ messages, now, retry }: OutboxTableProps) {
  return (
    <Table
      caption="Outbox"
      rows={messages}
      rowKey={(mail) => mail.id}
      columns={[
        {
          header: "Subject",
          heading: true,
          cell: (mail) => (
            <TextLink href={`/mail/${mail.id}`} className="wrap-anywhere">
              {mail.subject}
            </TextLink>
          ),
        },
        { header: "To", cell: (mail) => <span className="wrap-anywhere">{mail.toAddress}</span> },
        {
          header: "State",
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
        { header: "Written", minor: true, cell: (mail) => <Timestamp at={mail.createdAt} /> },
        {
          header: "Sent",
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
