// One caught message, as text; what is attached can be downloaded.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { fileSize } from "@/components/documents/file-size";
import { MessageText } from "@/components/mail/message-text";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { Timestamp } from "@/components/ui/timestamp";
import { getCaughtMail } from "@/lib/services/mail/get-caught-mail";

export const metadata: Metadata = { title: "Caught message" };

export default function CaughtMessagePage({ params }: PageProps<"/mail/inbox/[id]">) {
  return drawPage(async (context) => {
    const message = await getCaughtMail(context, { id: (await params).id });
    return (
      <Section title={message.subject || "(no subject)"}>
        <Facts
          facts={[
            { name: "From", value: message.fromAddress || "nobody" },
            { name: "To", value: message.toAddresses.join(", ") },
            { name: "Caught", value: <Timestamp at={message.receivedAt} /> },
          ]}
        />
        <MessageText text={message.text} />
        {message.attachments.length === 0 ? null : (
          <>
            <h3 className="mt-3 mb-1 text-[0.8125rem] font-medium">Attachments</h3>
            <ul className="grid gap-1">
              {message.attachments.map((attachment) => (
                <li key={attachment.index}>
                  <a
                    href={`/mail/inbox/${message.id}/attachments/${attachment.index}`}
                    download
                    className="font-medium text-accent underline-offset-2 wrap-anywhere hover:underline"
                  >
                    {attachment.fileName}
                  </a>{" "}
                  <span className="text-ink-soft">{fileSize(attachment.sizeBytes)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Section>
    );
  });
}
