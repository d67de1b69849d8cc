// One notice to a carrier: what it says, whom it was mailed to, and what the carrier answered.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { ActionForm } from "@/components/forms/action-form";
import { PressButton } from "@/components/forms/press-button";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { MailStateBadge } from "@/components/mail/mail-state-badge";
import { AcknowledgeForm } from "@/components/notices/acknowledge-form";
import { mayRemind } from "@/components/notices/notice-table";
import { NOTICE_KIND_WORDS, NOTICE_STATE_WORDS } from "@/components/notices/notice-words";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { mayDo } from "@/lib/auth/permissions";
import { noticeState } from "@/lib/schemas/carrier-notice";
import { getNotice } from "@/lib/services/notices/get-notice";
import { acknowledgeNoticeAction, remindCarriersAction } from "../actions";

export const metadata: Metadata = { title: "Notice" };

export default function NoticePage({ params }: PageProps<"/settings/notices/[id]">) {
  return drawPage(async (context) => {
    const { notice, mails, contacts } = await getNotice(context, { id: (await params).id });
    const now = context.now();
    const state = noticeState(notice, now);
    const may = mayDo(context.actor, "notice.write");
    const mayAnswer = may && state !== "done" && state !== "overtaken" && contacts.length > 0;
    return (
      <>
        <KeepFresh everySec={5} />
        <Section
          title={`${NOTICE_KIND_WORDS[notice.kind]}: ${notice.subject}`}
          description={
            <>
              To <TextLink href={`/carriers/${notice.carrierId}`}>{notice.carrierName}</TextLink>.{" "}
              <TextLink href="/settings/notices">All notices</TextLink>
            </>
          }
          actions={
            <>
              {may && notice.sentAt !== null && mayRemind(notice, now) ? (
                <ActionForm
                  action={remindCarriersAction}
                  label="Remind the carrier"
                  hidden={{ id: notice.id }}
                >
                  <PressButton label="Remind" />
                </ActionForm>
              ) : null}
              {mayAnswer ? (
                <AcknowledgeForm
                  notice={notice}
                  contacts={contacts}
                  action={acknowledgeNoticeAction}
                />
              ) : null}
            </>
          }
        >
          <Facts
            facts={[
              {
                name: "State",
                value: (
                  <Badge tone={NOTICE_STATE_WORDS[state].tone}>
                    {NOTICE_STATE_WORDS[state].label}
                  </Badge>
                ),
              },
              {
                name: "About",
                value: (
                  <>
                    <code className="font-mono text-[0.8125rem]">{notice.subject}</code>{" "}
                    <CopyButton value={notice.subject} label={notice.subject} />
                  </>
                ),
              },
              ...(notice.effectiveAt
                ? [{ name: "Takes effect", value: <Timestamp at={notice.effectiveAt} /> }]
                : []),
              ...(notice.dueAt
                ? [{ name: "Answer due", value: <Timestamp at={notice.dueAt} /> }]
                : []),
              {
                name: "Reminders",
                value: notice.remindedAt ? (
                  <>
                    {notice.reminders}, last <Timestamp at={notice.remindedAt} />
                  </>
                ) : (
                  "none"
                ),
              },
              { name: "Changed by", value: notice.createdByName },
              ...(notice.acknowledgedAt
                ? [
                    {
                      name: "Answered",
                      value: (
                        <>
                          {notice.acknowledgedByName}, <Timestamp at={notice.acknowledgedAt} />{" "}
                          (recorded by {notice.recordedByName})
                        </>
                      ),
                    },
                    { name: "The carrier's words", value: notice.note || "none" },
                  ]
                : []),
            ]}
          />
        </Section>
        <Section title="What the carrier is told">
          <p className="max-w-prose whitespace-pre-line">{notice.body}</p>
        </Section>
        <Section title="Mails">
          {mails.length === 0 ? (
            <EmptyState title="Not mailed yet">
              {contacts.some(({ active, email }) => active && email !== null)
                ? "It leaves within a moment."
                : "This carrier has no contact with an e-mail address. It is mailed within the hour after one is added."}
            </EmptyState>
          ) : (
            <Table
              caption="Mails"
              rows={mails}
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
                { header: "To", cell: (mail) => mail.toAddress },
                {
                  header: "State",
                  cell: (mail) => <MailStateBadge state={mail.state} attempts={mail.attempts} />,
                },
                {
                  header: "Written",
                  minor: true,
                  cell: (mail) => <Timestamp at={mail.createdAt} />,
                },
              ]}
            />
          )}
        </Section>
      </>
    );
  });
}
