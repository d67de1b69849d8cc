// What happened to a trunk and its things, newest first, in sentences.
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { type ActivityEvent, activityDetail, activityWords } from "./activity-words";

export interface ActivityRow extends ActivityEvent {
  readonly sequence: bigint;
  readonly at: Date;
  readonly actorName: string;
  readonly reason: string | null;
  readonly entityTable: string;
  readonly entityId: string;
}

function Line({ event }: { event: ActivityRow }) {
  const detail = activityDetail(event);
  const { entityTable, entityId, sequence } = event;
  return (
    <li className="grid gap-x-4 py-1.5 sm:grid-cols-[11.5rem_minmax(0,1fr)]">
      <span className="text-[0.8125rem] text-ink-soft">
        <Timestamp at={event.at} />
      </span>
      <div className="min-w-0 wrap-anywhere">
        <p>
          <span className="font-medium">{event.actorName}</span> {activityWords(event)}{" "}
          <TextLink
            href={`/audit?${new URLSearchParams({ entityTable, entityId })}`}
            aria-label={`Audit trail of event ${sequence}`}
            className="text-[0.8125rem] print:hidden"
          >
            trail
          </TextLink>
        </p>
        {event.reason ? (
          <p className="text-[0.8125rem] text-ink-soft">{`Reason: ${event.reason}`}</p>
        ) : null}
        {detail === "" ? null : <p className="text-[0.8125rem] text-ink-soft">{detail}</p>}
      </div>
    </li>
  );
}

export function ActivityList({ events }: { events: readonly ActivityRow[] }) {
  return (
    <ol className="divide-y divide-line">
      {events.map((event) => (
        <Line key={event.sequence.toString()} event={event} />
      ))}
    </ol>
  );
}
