// One message of the outbox: what it says, what is attached, and what became of it.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { DocumentLink } from "@/components/documents/document-link";
import { MailStateBadge } from "@/components/mail/mail-state-badge";
import { MessageText } from "@/components/mail/message-text";
import { RetryMail } from "@/components/mail/retry-mail";
import { Banner } from "@/components/ui/banner";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { Timestamp } from "@/components/ui/timestamp";
import { mayDo } from "@/lib/auth/permissions";
import { isRetryable } from "@/lib/schemas/mail";
import { getMail } from "@/lib/services/mail/get-mail";
import { retryMailAction } from "../actions";

export const metadata: Metadata = { title: "Message" };

export default function MessagePage({ params }: PageProps<"/mail/[id]">) {
  return drawPage(async (context) => {
    const { mail, document } = await getMail(context, { id: (await params).id });
    const isFailed = mail.state === "failed";
    const mayRetry = isRetryable(mail, context.now()) && mayDo(context.actor, "exchange.write");
    return (
      <Section
        title={mail.subject}
        actions={
          <>
            <MailStateBadge state={mail.state} attempts={mail.attempts} />
            {mayRetry ? (
              <RetryMail id={mail.id} to={mail.toAddress} action={retryMailAction} />
            ) : null}
          </>
        }
      >
        {mail.lastError === "" ? null : (
          <Banner
            tone={isFailed ? "bad" : "warn"}
            title={isFailed ? "It was not delivered" : "Not delivered yet: it is tried again"}
            className="mb-3"
          >
            <p>{mail.lastError}</p>
          </Banner>
        )}
        <Facts
          facts={[
            { name: "To", value: mail.toAddress },
            { name: "Written", value: <Timestamp at={mail.createdAt} /> },
            { name: "Sent", value: mail.sentAt === null ? "no" : <Timestamp at={mail.sentAt} /> },
            { name: "Attempts", value: String(mail.attempts) },
            {
              name: "Attached",
              value:
                document === null ? (
                  "nothing"
                ) : (
                  <DocumentLink id={document.id} fileName={document.fileName} />
                ),
            },
          ]}
        />
        <MessageText text={mail.textBody} />
      </Section>
    );
  });
}
