// What an audit event changed, field by field, from the rows before and after.

export interface AuditChange {
  readonly field: string;
  /** Null where there was nothing before. */
  readonly before: string | null;
  /** Null where there is nothing afterwards. */
  readonly after: string | null;
}

type Row = Readonly<Record<string, unknown>>;

/** Counters of the row itself say nothing to a reader. */
const SILENT = new Set(["id", "version", "createdAt", "updatedAt"]);

function asRow(value: unknown): Row {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Row) : {};
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The fields that differ, in the order of the later row. */
export function auditChanges(before: unknown, after: unknown): AuditChange[] {
  const [was, is] = [asRow(before), asRow(after)];
  const fields = [...new Set([...Object.keys(is), ...Object.keys(was)])];
  return fields
    .filter((field) => !SILENT.has(field))
    .map((field) => ({ field, before: shown(was[field]), after: shown(is[field]) }))
    .filter((change) => change.before !== change.after);
}
