// The audit trail of one thing, or of everything, with its pages.
import { Pager } from "@/components/data-table/pager";
import { EmptyState } from "@/components/ui/empty-state";
import { type AuditRow, AuditTable } from "./audit-table";

export interface AuditTrailProps {
  events: readonly AuditRow[];
  path: string;
  cursor: string | undefined;
  nextCursor: string | null;
}

export function AuditTrail({ events, path, cursor, nextCursor }: AuditTrailProps) {
  return (
    <>
      {events.length === 0 ? (
        <EmptyState title="Nothing has happened yet" />
      ) : (
        <AuditTable events={events} />
      )}
      <Pager path={path} params={{}} cursor={cursor} nextCursor={nextCursor} />
    </>
  );
}
