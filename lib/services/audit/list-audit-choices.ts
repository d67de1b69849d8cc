// Names the actions and tables that the audit trail holds, to filter it by.
import type { AuditChoices } from "@/lib/schemas/audit-event";
import type { Context } from "../context";
import { requirePermission } from "../permit";

export async function listAuditChoices(ctx: Context): Promise<AuditChoices> {
  requirePermission(ctx.actor, "audit.read");
  return ctx.read.audit.findChoices();
}
