// What an audit event changed, field by field, from the rows before and after.

import { formatTimestamp } from "@/components/ui/timestamp";

export interface AuditChange {
  readonly field: string;
  /** Null where there was nothing before. */
  readonly before: string | null;
  /** Null where there is nothing afterwards. */
  readonly after: string | null;
}

type Row = Readonly<Record<string, unknown>>;

/** What the event says itself, and counters of the row, tell a reader nothing. */
const SILENT = new Set([
  "id",
  "version",
  "createdAt",
  "updatedAt",
  "stateChangedAt",
  "reason",
  "staffId",
  "staffName",
]);

const ISO_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** `maxCallsPerSec` is "max calls per sec". */
function fieldWords(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function asRow(value: unknown): Row {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Row) : {};
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string" && ISO_MOMENT.test(value)) return formatTimestamp(new Date(value));
  if (Array.isArray(value)) return value.join(", ") || null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The fields that differ, in the order of the later row. */
export function auditChanges(before: unknown, after: unknown): AuditChange[] {
  const [was, is] = [asRow(before), asRow(after)];
  const fields = [...new Set([...Object.keys(is), ...Object.keys(was)])];
  return fields
    .filter((field) => !SILENT.has(field))
    .map((field) => ({
      field: fieldWords(field),
      before: shown(was[field]),
      after: shown(is[field]),
    }))
    .filter((change) => change.before !== change.after);
}
