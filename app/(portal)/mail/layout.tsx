// Head of the mail pages: where mail goes, and the two boxes.
import type { ReactNode } from "react";
import { mailRoute } from "@/app/_server/mail-route";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tab-links";

export default function MailLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader title="Mail" description="What the portal writes to customers and carriers." />
      {mailRoute() === "catcher" ? (
        <Banner tone="warn" title="Nothing leaves this machine" className="mb-4">
          <p>
            No mail server is set, so the local mail catcher takes every message and sends none on.
            Set SMTP_URL and MAIL_FROM to send mail.
          </p>
        </Banner>
      ) : null}
      <TabLinks
        label="Mail"
        tabs={[
          { label: "Outbox", href: "/mail" },
          { label: "Inbox of the mail catcher", href: "/mail/inbox" },
        ]}
      />
      {children}
    </>
  );
}
