// The audit trail as a file that is written while it is sent.
import type { AuditExport } from "@/lib/services/audit/export-audit-events";
import { textAnswer } from "./file-answer";

export function auditFile({ format, pieces }: AuditExport): Response {
  const contentType = format === "csv" ? "text/csv" : "application/x-ndjson";
  return textAnswer({ fileName: `audit events.${format}`, contentType }, pieces);
}
