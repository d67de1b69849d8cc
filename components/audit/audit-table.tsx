// Audit events: who did what, when, and what was different afterwards.
import { Table } from "@/components/ui/table";
import { Timestamp } from "@/components/ui/timestamp";
import { type AuditChange, auditChanges } from "./audit-changes";

export interface AuditRow {
  readonly sequence: bigint;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorName: string;
  readonly action: string;
  readonly entityTable: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
}

function Change({ change }: { change: AuditChange }) {
  return (
    <li className="wrap-anywhere">
      <span className="text-ink-soft">{change.field}: </span>
      {change.before === null ? null : (
        <>
          <del className="text-ink-soft">{change.before}</del>
          <span aria-hidden> → </span>
        </>
      )}
      {change.after === null ? "removed" : <ins className="no-underline">{change.after}</ins>}
    </li>
  );
}

export function AuditTable({ events }: { events: readonly AuditRow[] }) {
  return (
    <Table
      caption="Audit events"
      rows={events}
      rowKey={(event) => event.sequence.toString()}
      columns={[
        { header: "No.", align: "end", minor: true, cell: (event) => event.sequence.toString() },
        { header: "When", cell: (event) => <Timestamp at={event.at} /> },
        { header: "Who", cell: (event) => event.actorName },
        {
          header: "What",
          heading: true,
          cell: (event) => <code className="font-mono text-[0.8125rem]">{event.action}</code>,
        },
        {
          header: "Change",
          cell: (event) => (
            <div className="max-w-xl">
              {event.reason ? <p className="font-medium">{`Reason: ${event.reason}`}</p> : null}
              <details>
                <summary className="text-ink-soft">
                  {`${auditChanges(event.before, event.after).length} fields`}
                </summary>
                <ul>
                  {auditChanges(event.before, event.after).map((change) => (
                    <Change key={change.field} change={change} />
                  ))}
                </ul>
              </details>
            </div>
          ),
        },
      ]}
    />
  );
}
