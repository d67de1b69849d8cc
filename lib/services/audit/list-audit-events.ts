// Lists audit events, newest first.
import { type AuditEvent, ListAuditEvents } from "@/lib/schemas/audit-event";
import type { Page } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listAuditEvents(ctx: Context, raw: unknown): Promise<Page<AuditEvent>> {
  requirePermission(ctx.actor, "audit.read");
  return ctx.read.audit.findPage(parseInput(ListAuditEvents, raw ?? {}));
}
