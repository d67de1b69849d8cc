// What was done to a carrier and to all that belongs to it, newest first.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { AuditTrail } from "@/components/audit/audit-trail";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { listAuditEvents } from "@/lib/services/audit/list-audit-events";
import { loadCarrier } from "../../load-carrier";

export const metadata: Metadata = { title: "Audit trail of a carrier" };

export default function CarrierAuditPage({
  params,
  searchParams,
}: PageProps<"/carriers/[id]/audit">) {
  return drawPage(async (context) => {
    const { carrier } = await loadCarrier((await params).id);
    const query = readParams(await searchParams, ["cursor"]);
    const page = await listAuditEvents(context, { carrierId: carrier.id, ...presentParams(query) });
    return (
      <Section
        title="Audit trail"
        actions={<TextLink href={`/audit?carrierId=${carrier.id}`}>Search and filter it</TextLink>}
      >
        <AuditTrail
          events={page.items}
          path={`/carriers/${carrier.id}/audit`}
          cursor={query.cursor}
          nextCursor={page.nextCursor}
        />
      </Section>
    );
  });
}
