// Says up to which event the audit chain was verified last, and last as a whole; by whom and when.
import type { AuditCheckpoints } from "@/lib/schemas/audit-event";
import type { Context } from "../context";
import { requirePermission } from "../permit";

export async function getAuditCheckpoints(ctx: Context): Promise<AuditCheckpoints> {
  requirePermission(ctx.actor, "audit.read");
  return ctx.read.audit.getCheckpoints();
}
