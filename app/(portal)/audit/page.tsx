// Every audit event, newest first.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { AuditTrail } from "@/components/audit/audit-trail";
import { PageHeader } from "@/components/ui/page-header";
import { listAuditEvents } from "@/lib/services/audit/list-audit-events";

export const metadata: Metadata = { title: "Audit" };

export default function AuditPage({ searchParams }: PageProps<"/audit">) {
  return drawPage(async (context) => {
    const params = readParams(await searchParams, ["cursor"]);
    const page = await listAuditEvents(context, presentParams(params));
    return (
      <>
        <PageHeader
          title="Audit"
          description="Every change, by whom and when. Events are numbered and chained; none can be changed or removed."
        />
        <AuditTrail
          events={page.items}
          path="/audit"
          cursor={params.cursor}
          nextCursor={page.nextCursor}
        />
      </>
    );
  });
}
