// How far a sent quote is on its way: its number, its PDF, its mail, its answer.
import { DocumentLink } from "@/components/documents/document-link";
import { type Fact, Facts } from "@/components/ui/facts";
import { Timestamp } from "@/components/ui/timestamp";
import type { Mail } from "@/lib/schemas/mail";
import type { QuoteRevision } from "@/lib/schemas/quote";

export interface DeliveryFactsProps {
  revision: QuoteRevision;
  sentToName: string | null;
  answeredByName: string | null;
  /** The PDF, once it is drawn. */
  pdf: { readonly id: string; readonly fileName: string } | null;
  /** The latest message, once there is one. */
  mail: Mail | null;
}

function mailState(mail: Mail | null, revision: QuoteRevision) {
  if (mail === null) {
    if (revision.state === "sent" || revision.state === "accepted") {
      return "goes out once the PDF is there";
    }
    return "none: it was not sent any more";
  }
  switch (mail.state) {
    case "waiting":
      return mail.lastError === ""
        ? `waiting to go to ${mail.toAddress}`
        : `tried again soon, to ${mail.toAddress}: ${mail.lastError}`;
    case "failed":
      return `could not be delivered to ${mail.toAddress}: ${mail.lastError}`;
    case "sent":
      return (
        <>
          {`sent to ${mail.toAddress}, `}
          {mail.sentAt === null ? null : <Timestamp at={mail.sentAt} />}
        </>
      );
    default:
      return mail.state satisfies never;
  }
}

export function DeliveryFacts(props: DeliveryFactsProps) {
  const { revision, sentToName, answeredByName, pdf, mail } = props;
  const answer: Fact[] =
    revision.answeredAt === null
      ? []
      : [
          { name: "Answered", value: <Timestamp at={revision.answeredAt} /> },
          { name: "Answered by", value: answeredByName ?? "nobody named" },
          ...(revision.answerNote === ""
            ? []
            : [
                {
                  name: "How the answer came",
                  value: <span className="whitespace-pre-line">{revision.answerNote}</span>,
                },
              ]),
        ];
  return (
    <Facts
      facts={[
        {
          name: "Sent",
          value:
            revision.sentAt === null ? (
              "not yet"
            ) : (
              <>
                <Timestamp at={revision.sentAt} />
                {` by ${revision.sentByName || "somebody"} to ${sentToName ?? "a contact"}`}
              </>
            ),
        },
        {
          name: "PDF",
          value: pdf === null ? "is being drawn" : <DocumentLink {...pdf} />,
        },
        { name: "Mail", value: mailState(mail, revision) },
        ...answer,
      ]}
    />
  );
}
