// Audit events: who did what to what, when, and what was different afterwards.
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { type AuditChange, auditChanges } from "./audit-changes";
import { AuditSubject } from "./audit-subject";

export interface AuditRow {
  readonly sequence: bigint;
  readonly at: Date;
  readonly actorName: string;
  readonly action: string;
  readonly entityTable: string;
  readonly entityId: string;
  readonly carrierId: string | null;
  readonly customerId: string | null;
  readonly trunkId: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
}

/** More are behind a press. */
const SHOWN_AT_ONCE = 3;

function Change({ change }: { change: AuditChange }) {
  return (
    <li className="wrap-anywhere">
      <span className="text-ink-soft">{`${change.field}: `}</span>
      {change.before === null ? null : (
        <>
          <del className="text-ink-soft">{change.before}</del>{" "}
        </>
      )}
      {change.after === null ? "removed" : <ins className="no-underline">{change.after}</ins>}
    </li>
  );
}

function Changes({ event }: { event: AuditRow }) {
  const changes = auditChanges(event.before, event.after);
  const more = changes.slice(SHOWN_AT_ONCE);
  return (
    <div className="max-w-xl min-w-44">
      {event.reason ? (
        <p className="font-medium wrap-anywhere">{`Reason: ${event.reason}`}</p>
      ) : null}
      <ul>
        {changes.slice(0, SHOWN_AT_ONCE).map((change) => (
          <Change key={change.field} change={change} />
        ))}
      </ul>
      {more.length === 0 ? null : (
        <details>
          <summary className="text-ink-soft">{`${more.length} more`}</summary>
          <ul>
            {more.map((change) => (
              <Change key={change.field} change={change} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const COLUMNS: readonly Column<AuditRow>[] = [
  { header: "No.", align: "end", minor: true, cell: (event) => event.sequence.toString() },
  { header: "When", cell: (event) => <Timestamp at={event.at} /> },
  { header: "Who", cell: (event) => event.actorName },
  {
    header: "What",
    heading: true,
    cell: (event) => <code className="font-mono text-[0.8125rem]">{event.action}</code>,
  },
  {
    header: "About",
    cell: ({ entityTable, entityId, carrierId, customerId, trunkId }) => (
      <>
        <AuditSubject {...{ entityTable, entityId, carrierId, customerId, trunkId }} />
        <span className="mt-2 block text-[0.8125rem] print:hidden">
          <TextLink href={`/audit?${new URLSearchParams({ entityTable, entityId })}`}>
            its trail
          </TextLink>
        </span>
      </>
    ),
  },
  { header: "Change", cell: (event) => <Changes event={event} /> },
];

export function AuditTable({ events }: { events: readonly AuditRow[] }) {
  return (
    <Table
      caption="Audit events"
      rows={events}
      rowKey={(event) => event.sequence.toString()}
      columns={COLUMNS}
    />
  );
}
