// The sip-agents' processes: which configuration each applies, and when it was heard of last.
import { Badge, type Tone } from "@/components/ui/badge";
import { Table } from "@/components/ui/table";
import { Timestamp } from "@/components/ui/timestamp";

type AgentState = "starting" | "ready" | "not_ready" | "draining" | "stopped";

export interface AgentRow {
  readonly id: string;
  readonly name: string;
  readonly state: AgentState;
  readonly reason: string;
  readonly softwareVersion: string;
  readonly listen: readonly string[];
  readonly appliedVersion: bigint;
  readonly openCalls: number;
  readonly lastSeenAt: Date;
}

const STATE_WORDS: Record<AgentState, { label: string; tone: Tone }> = {
  starting: { label: "Starting", tone: "info" },
  ready: { label: "Ready", tone: "good" },
  not_ready: { label: "Not ready", tone: "bad" },
  draining: { label: "Draining", tone: "warn" },
  stopped: { label: "Stopped", tone: "neutral" },
};

/** Agents report every few seconds; one that was not heard of for so long is lost. */
const LOST_AFTER_MS = 15_000;

export interface AgentTableProps {
  agents: readonly AgentRow[];
  /** The current configuration version. */
  version: bigint;
  now: Date;
}

export function AgentTable({ agents, version, now }: AgentTableProps) {
  const isLost = (agent: AgentRow) =>
    agent.state !== "stopped" && now.getTime() - agent.lastSeenAt.getTime() > LOST_AFTER_MS;
  return (
    <Table
      caption="Agents"
      rows={agents}
      rowKey={(agent) => agent.id}
      columns={[
        { header: "Agent", heading: true, cell: (agent) => agent.name },
        {
          header: "State",
          cell: (agent) =>
            isLost(agent) ? (
              <Badge tone="bad">Not heard of</Badge>
            ) : (
              <>
                <Badge tone={STATE_WORDS[agent.state].tone}>{STATE_WORDS[agent.state].label}</Badge>
                {agent.reason ? <p className="wrap-anywhere">{agent.reason}</p> : null}
              </>
            ),
        },
        {
          header: "Applies version",
          align: "end",
          cell: (agent) =>
            agent.appliedVersion >= version
              ? agent.appliedVersion.toString()
              : `${agent.appliedVersion} (behind)`,
        },
        { header: "Open calls", align: "end", minor: true, cell: (agent) => agent.openCalls },
        {
          header: "Listens on",
          minor: true,
          cell: (agent) => (
            <code className="font-mono text-[0.8125rem]">{agent.listen.join(" ")}</code>
          ),
        },
        { header: "Software", minor: true, cell: (agent) => agent.softwareVersion },
        { header: "Last heard of", cell: (agent) => <Timestamp at={agent.lastSeenAt} /> },
      ]}
    />
  );
}
