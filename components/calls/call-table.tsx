// Call records in a list. Everything that came over SIP is shown as text.
import { type Column, Table, type TableSorting } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { aNumberWords } from "./a-number-words";
import { CallOutcome } from "./call-outcome";
import { type CallDirection, DirectionLabel } from "./direction-label";
import { formatDuration } from "./duration";

export interface CallRow {
  readonly id: string;
  readonly direction: CallDirection | null;
  readonly aReceived: string | null;
  readonly anonymous: boolean;
  readonly bReceived: string | null;
  readonly sourceAddress: string;
  readonly rule: string;
  readonly action: string;
  readonly status: number | null;
  readonly startedAt: Date;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  readonly complete: boolean;
}

const COLUMNS: readonly Column<CallRow>[] = [
  {
    header: "Started",
    sort: "started",
    descendingFirst: true,
    heading: true,
    cell: (call) => (
      <TextLink href={`/calls/${call.id}`}>
        <Timestamp at={call.startedAt} />
      </TextLink>
    ),
  },
  { header: "Direction", cell: (call) => <DirectionLabel direction={call.direction} /> },
  { header: "A-number", cell: (call) => aNumberWords(call), copy: (call) => call.aReceived },
  { header: "B-number", cell: (call) => call.bReceived ?? "none", copy: (call) => call.bReceived },
  {
    header: "Outcome",
    cell: (call) => (
      <CallOutcome
        action={call.action}
        rule={call.rule}
        status={call.status}
        isAnswered={call.answeredAt !== null}
        isComplete={call.complete}
      />
    ),
  },
  {
    header: "Source",
    minor: true,
    cell: (call) => call.sourceAddress,
    copy: (call) => call.sourceAddress,
  },
  {
    header: "Duration",
    align: "end",
    minor: true,
    cell: (call) => formatDuration(call.answeredAt, call.endedAt),
  },
];

export interface CallTableProps {
  calls: readonly CallRow[];
  sorting?: TableSorting;
}

export function CallTable({ calls, sorting }: CallTableProps) {
  return (
    <Table
      sorting={sorting}
      caption="Calls"
      rows={calls}
      rowKey={(call) => call.id}
      columns={COLUMNS}
    />
  );
}
