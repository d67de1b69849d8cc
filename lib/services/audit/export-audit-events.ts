// Gives the audit events of a list as CSV or as JSON lines, a piece at a time, so that no list is too long.
import { type AuditEvent, ExportAuditEvents } from "@/lib/schemas/audit-event";
import type { Context } from "../context";
import { writeCsv } from "../csv-text";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Rows that are read and written at once. */
const PIECE = 500;
const HEADER = [
  ...["sequence", "at", "actor kind", "actor id", "actor", "action", "table", "row"],
  ...["carrier id", "customer id", "trunk id", "reason", "before", "after", "request id"],
];
/** Without it, spreadsheets take UTF-8 for something else. */
const BYTE_ORDER_MARK = "\ufeff";

/** The texts one after the other are the file; newest first. */
export interface AuditExport {
  readonly format: "csv" | "jsonl";
  readonly pieces: AsyncIterable<string>;
}

export async function exportAuditEvents(ctx: Context, raw: unknown): Promise<AuditExport> {
  requirePermission(ctx.actor, "audit.read");
  const { format, ...filter } = parseInput(ExportAuditEvents, raw ?? {});
  return { format, pieces: pieces(ctx, format, filter) };
}

async function* pieces(
  ctx: Context,
  format: AuditExport["format"],
  filter: Omit<ExportAuditEvents, "format">,
): AsyncGenerator<string> {
  if (format === "csv") yield BYTE_ORDER_MARK + writeCsv([HEADER]);
  let cursor: string | undefined;
  do {
    const page = await ctx.read.audit.findPage({ ...filter, limit: PIECE, cursor });
    yield format === "csv" ? writeCsv(page.items.map(cells)) : page.items.map(jsonLine).join("");
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const json = (value: unknown) => (value === null ? "" : JSON.stringify(value));

function cells(event: AuditEvent): string[] {
  const { actorKind, actorId, actorName, action, entityTable, entityId } = event;
  return [
    ...[String(event.sequence), event.at.toISOString(), actorKind, actorId, actorName, action],
    ...[entityTable, entityId, event.carrierId ?? "", event.customerId ?? "", event.trunkId ?? ""],
    ...[event.reason ?? "", json(event.before), json(event.after), event.requestId],
  ];
}

const jsonLine = (event: AuditEvent) =>
  `${JSON.stringify({ ...event, sequence: String(event.sequence) })}\n`;
