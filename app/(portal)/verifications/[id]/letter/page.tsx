// The letter of authorisation as a page to read or print; the PDF says the same.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { PrintButton } from "@/components/hand-off/print-button";
import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { Table } from "@/components/ui/table";
import { formatTimestamp } from "@/components/ui/timestamp";
import { getLoaSheet } from "@/lib/services/verifications/get-loa-sheet";

export const metadata: Metadata = { title: "Letter of authorisation" };

export default function LetterPage({ params }: PageProps<"/verifications/[id]/letter">) {
  return drawPage(async (context) => {
    const { id } = await params;
    const sheet = await getLoaSheet(context, { requestId: id });
    return (
      <>
        <PageHeader
          title="Letter of authorisation"
          trail={[
            { label: "Verifications", href: "/verifications" },
            { label: sheet.reference, href: `/verifications/${id}` },
          ]}
          actions={<PrintButton />}
          description={`To ${sheet.carrierName}: please confirm that Cradle may show these numbers as A-numbers.`}
        />
        <Section title={sheet.reference}>
          <Facts
            facts={[
              { name: "Date", value: formatTimestamp(sheet.date) },
              { name: "From", value: sheet.issuer.legalName || "not set in the settings" },
              { name: "Address", value: sheet.issuer.legalAddress || "not set in the settings" },
              { name: "Submitted by", value: sheet.submittedBy || "not submitted yet" },
              { name: "Signalling FQDN", value: sheet.signallingFqdn, copy: sheet.signallingFqdn },
              {
                name: "Egress addresses",
                value: sheet.egressAddresses.join(", ") || "none",
                copy: sheet.egressAddresses.join(", "),
              },
            ]}
          />
          {sheet.note === "" ? null : <p className="mt-3 whitespace-pre-line">{sheet.note}</p>}
        </Section>
        <Section title="Numbers">
          <Table
            caption="Numbers"
            rows={sheet.numbers}
            rowKey={(number) => number.e164}
            columns={[
              {
                header: "Number",
                heading: true,
                cell: (number) => number.e164,
                copy: (number) => number.e164,
              },
              { header: "Used by", cell: (number) => number.customerName },
            ]}
          />
        </Section>
      </>
    );
  });
}
