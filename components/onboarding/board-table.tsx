// The trunks of the board, a line each: what blocks it, whose turn it is, and for how long.
import { capitalise } from "@/components/forms/capitalise";
import { durationWords } from "@/components/targets/duration-words";
import { TrunkStateBadge } from "@/components/trunks/trunk-state-badge";
import { Badge } from "@/components/ui/badge";
import { Table, type TableSorting } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { formatTimestamp } from "@/components/ui/timestamp";
import { gateHref } from "@/lib/lifecycle/gate-remedy";
import type { TrunkGuard, TrunkState } from "@/lib/lifecycle/trunk";
import type { Party } from "@/lib/lifecycle/whose-turn";
import { TURN_WORDS } from "./turn-words";

export interface BoardRow {
  readonly id: string;
  readonly name: string;
  readonly state: TrunkState;
  readonly formerState: TrunkState | null;
  readonly carrierId: string;
  readonly carrierName: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly blockers: readonly { readonly code: string; readonly message: string }[];
  readonly turn: Party | null;
  readonly waitingSince: Date;
}

export interface BoardTableProps {
  trunks: readonly BoardRow[];
  now: Date;
  sorting: TableSorting;
}

function Blockers({ trunk }: { trunk: BoardRow }) {
  if (trunk.state === "live") return <span className="text-ink-soft">nothing</span>;
  if (trunk.blockers.length === 0) {
    return <TextLink href={`/trunks/${trunk.id}#next`}>Nothing: take the next step</TextLink>;
  }
  return (
    <ul className="grid gap-0.5">
      {trunk.blockers.map(({ code, message }) => (
        <li key={code}>
          <TextLink href={gateHref(code as TrunkGuard, trunk)}>{capitalise(message)}</TextLink>
        </li>
      ))}
    </ul>
  );
}

export function BoardTable({ trunks, now, sorting }: BoardTableProps) {
  return (
    <Table
      caption="Trunks under way"
      rows={trunks}
      rowKey={(trunk) => trunk.id}
      sorting={sorting}
      columns={[
        {
          header: "Trunk",
          sort: "name",
          heading: true,
          cell: (trunk) => <TextLink href={`/trunks/${trunk.id}`}>{trunk.name}</TextLink>,
        },
        {
          header: "State",
          sort: "state",
          cell: (trunk) => <TrunkStateBadge state={trunk.state} formerState={trunk.formerState} />,
        },
        { header: "What blocks it", cell: (trunk) => <Blockers trunk={trunk} /> },
        {
          header: "Whose turn",
          cell: (trunk) =>
            trunk.turn === null ? (
              <span className="text-ink-soft">nobody's</span>
            ) : (
              <Badge tone={TURN_WORDS[trunk.turn].tone}>{TURN_WORDS[trunk.turn].label}</Badge>
            ),
        },
        {
          header: "Waiting",
          sort: "changed",
          align: "end",
          cell: (trunk) => (
            <time
              dateTime={trunk.waitingSince.toISOString()}
              title={formatTimestamp(trunk.waitingSince)}
              className="whitespace-nowrap"
            >
              {durationWords(now.getTime() - trunk.waitingSince.getTime())}
            </time>
          ),
        },
        {
          header: "Customer",
          sort: "customer",
          cell: (trunk) => (
            <TextLink href={`/customers/${trunk.customerId}`}>{trunk.customerName}</TextLink>
          ),
        },
        {
          header: "Carrier",
          sort: "carrier",
          cell: (trunk) => (
            <TextLink href={`/carriers/${trunk.carrierId}`}>{trunk.carrierName}</TextLink>
          ),
        },
      ]}
    />
  );
}
