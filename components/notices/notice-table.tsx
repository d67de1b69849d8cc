// Notices to carriers: who was told what, by when an answer is due, and how it stands.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { PressButton } from "@/components/forms/press-button";
import { Badge } from "@/components/ui/badge";
import { Table, type TableSorting } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { type NamedNotice, noticeState } from "@/lib/schemas/carrier-notice";
import { LEAST_BETWEEN_MS } from "@/lib/schemas/notice-reminders";
import { NOTICE_KIND_WORDS, NOTICE_STATE_WORDS } from "./notice-words";

export interface NoticeTableProps {
  notices: readonly NamedNotice[];
  now: Date;
  /** Null where the visitor may not. */
  remind: FormAction | null;
  sorting?: TableSorting;
}

/** Whether it waits for an answer, and nobody was reminded of it within the last day. */
export function mayRemind(notice: NamedNotice, now: Date): boolean {
  const state = noticeState(notice, now);
  const last = notice.remindedAt?.getTime() ?? 0;
  return (state === "open" || state === "overdue") && now.getTime() - last >= LEAST_BETWEEN_MS;
}

function Sent({ notice }: { notice: NamedNotice }) {
  if (notice.sentAt === null) return "no contact to mail to";
  if (notice.remindedAt === null) return <Timestamp at={notice.sentAt} />;
  return (
    <>
      <Timestamp at={notice.sentAt} />
      <span className="block text-[0.8125rem] text-ink-soft">
        {notice.reminders === 1 ? "reminded" : `reminded ${notice.reminders} times, last`}{" "}
        <Timestamp at={notice.remindedAt} />
      </span>
    </>
  );
}

export function NoticeTable({ notices, now, remind, sorting }: NoticeTableProps) {
  return (
    <Table
      sorting={sorting}
      caption="Notices"
      rows={notices}
      rowKey={(notice) => notice.id}
      columns={[
        {
          header: "Carrier",
          sort: "carrier",
          heading: true,
          cell: (notice) => (
            <TextLink href={`/settings/notices/${notice.id}`}>{notice.carrierName}</TextLink>
          ),
        },
        {
          header: "Told of",
          sort: "subject",
          cell: (notice) => (
            <>
              {NOTICE_KIND_WORDS[notice.kind]}
              <code className="block font-mono text-[0.8125rem] whitespace-nowrap">
                {notice.subject}
              </code>
            </>
          ),
        },
        {
          header: "State",
          cell: (notice) => {
            const { label, tone } = NOTICE_STATE_WORDS[noticeState(notice, now)];
            return <Badge tone={tone}>{label}</Badge>;
          },
        },
        {
          header: "Answer due",
          sort: "due",
          cell: (notice) => (notice.dueAt === null ? "" : <Timestamp at={notice.dueAt} />),
        },
        {
          header: "Mailed",
          sort: "sent",
          descendingFirst: true,
          minor: true,
          cell: (notice) => <Sent notice={notice} />,
        },
        {
          header: "Actions",
          align: "end",
          cell: (notice) =>
            remind && notice.sentAt !== null && mayRemind(notice, now) ? (
              <ActionForm
                action={remind}
                label={`Remind ${notice.carrierName} of ${notice.subject}`}
                hidden={{ id: notice.id }}
              >
                <PressButton
                  label="Remind"
                  longLabel={`Remind ${notice.carrierName} of ${notice.subject}`}
                  look="quiet"
                />
              </ActionForm>
            ) : null,
        },
      ]}
    />
  );
}
