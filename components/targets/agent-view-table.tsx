// What each sip-agent sees of one target: now, and over the last day.
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Table } from "@/components/ui/table";
import { isCurrent } from "@/lib/schemas/health-day";
import type { AgentView, HealthDay } from "@/lib/schemas/target-health";
import { DayStrip } from "./day-strip";
import { durationWords } from "./duration-words";

const ms = (value: number | null) => (value === null ? "–" : `${value} ms`);

function StateNow({ view, now }: { view: AgentView; now: Date }) {
  const since = `since ${durationWords(now.getTime() - view.changedAt.getTime())}`;
  if (!isCurrent(view, now)) {
    return (
      <>
        <Badge>{view.isPresent ? "Not checked lately" : "Agent not running"}</Badge>
        <span className="block text-[0.8125rem] text-ink-soft">
          was {view.up ? "up" : "down"}: {view.reason}
        </span>
      </>
    );
  }
  return (
    <>
      {view.up && view.roundTripMs === null ? (
        <Badge tone="warn">Not answering</Badge>
      ) : (
        <Badge tone={view.up ? "good" : "bad"}>{view.up ? "Up" : "Down"}</Badge>
      )}{" "}
      <span className="text-[0.8125rem] text-ink-soft">{since}</span>
      <span className="block text-[0.8125rem] wrap-anywhere">{view.reason}</span>
    </>
  );
}

function RoundTrips({ day }: { day: HealthDay }) {
  if (day.checks === 0) return "no check";
  return (
    <>
      <span className="block whitespace-nowrap">
        {ms(day.minMs)} / {ms(day.medianMs)} / {ms(day.maxMs)}
      </span>
      <span className="block text-[0.8125rem] whitespace-nowrap text-ink-soft">
        {day.answers} of {day.checks} answered
      </span>
    </>
  );
}

function Resolved({ addresses }: { addresses: readonly string[] }) {
  return (
    <ul>
      {addresses.map((address) => (
        <li key={address} className="whitespace-nowrap">
          <code className="font-mono text-[0.8125rem]">{address}</code>
          <CopyButton value={address} label={address} />
        </li>
      ))}
    </ul>
  );
}

export interface AgentViewTableProps {
  /** The target, as the caption names it. */
  what: string;
  views: readonly AgentView[];
  /** Whether the target is a name: where it leads is shown then. */
  isName: boolean;
  now: Date;
}

export function AgentViewTable({ what, views, isName, now }: AgentViewTableProps) {
  return (
    <Table
      caption={`What agents see of ${what}`}
      rows={views}
      rowKey={(view) => view.agentId}
      columns={[
        { header: "Agent", heading: true, cell: (view) => view.agentName || "not known any more" },
        { header: "State now", cell: (view) => <StateNow view={view} now={now} /> },
        { header: "Round trip", align: "end", cell: (view) => ms(view.roundTripMs) },
        {
          header: "Checked",
          cell: (view) => (
            <time dateTime={view.checkedAt.toISOString()} className="whitespace-nowrap">
              {durationWords(now.getTime() - view.checkedAt.getTime())} ago
            </time>
          ),
        },
        ...(isName
          ? [
              {
                header: "Resolves to",
                cell: (view: AgentView) =>
                  view.resolved.length === 0 ? "nothing" : <Resolved addresses={view.resolved} />,
              },
            ]
          : []),
        {
          header: "Last 24 hours",
          cell: (view) => <DayStrip spans={view.day.spans} now={now} />,
        },
        {
          header: "Least / median / most",
          minor: true,
          cell: (view) => <RoundTrips day={view.day} />,
        },
      ]}
    />
  );
}
