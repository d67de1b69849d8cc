// The audit trail of one thing, or of everything, with its pages.
import { Pager } from "@/components/data-table/pager";
import { EmptyState } from "@/components/ui/empty-state";
import { type AuditRow, AuditTable } from "./audit-table";

export interface AuditTrailProps {
  events: readonly AuditRow[];
  path: string;
  /** The filters of the list, kept from page to page. */
  params?: Readonly<Record<string, string | undefined>>;
  cursor: string | undefined;
  nextCursor: string | null;
}

export function AuditTrail({ events, path, params = {}, cursor, nextCursor }: AuditTrailProps) {
  return (
    <>
      {events.length === 0 ? (
        <EmptyState
          title={
            Object.keys(params).length === 0
              ? "Nothing has happened yet"
              : "No event fits these filters"
          }
        />
      ) : (
        <AuditTable events={events} />
      )}
      <Pager path={path} params={params} cursor={cursor} nextCursor={nextCursor} />
    </>
  );
}
