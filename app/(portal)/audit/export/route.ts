// The audit events of a list as a file, for who is signed in.
import { answerWith } from "@/app/_server/answer-json";
import { auditFile } from "@/app/_server/audit-file";
import { presentParams, readParams } from "@/app/_server/search-params";
import { AUDIT_FILTERS } from "@/components/audit/audit-filters";
import { exportAuditEvents } from "@/lib/services/audit/export-audit-events";

export async function GET(request: Request) {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  return answerWith(async (context) =>
    auditFile(
      await exportAuditEvents(
        context,
        presentParams(readParams(params, [...AUDIT_FILTERS, "format"])),
      ),
    ),
  );
}
