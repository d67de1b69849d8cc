// Joins what agents wrote of targets into what a page shows of each.
import type { ReadStore } from "@/lib/db/store";
import { DAY_MS, healthSpans, roundTripsOf, standingOf } from "@/lib/schemas/health-day";
import {
  type AgentView,
  OptionsAnswer,
  type OptionsCommand,
  type TargetHealthView,
} from "@/lib/schemas/target-health";
import { findPresentAgents } from "./config-status";

/** What of a gateway or core endpoint says whether it is checked. */
interface ViewedTarget {
  readonly id: string;
  readonly enabled: boolean;
  readonly optionsCheck: boolean;
}

interface OfAgent {
  readonly agentId: string;
  readonly targetId: string;
}

/** One view a target, in the same order. */
export async function viewTargets(
  store: ReadStore,
  targets: readonly ViewedTarget[],
  now: Date,
): Promise<TargetHealthView[]> {
  if (targets.length === 0) return [];
  const ids = targets.map(({ id }) => id);
  const since = new Date(now.getTime() - DAY_MS);
  const [present, rows, changes, hours, commands] = await Promise.all([
    findPresentAgents(store, now),
    store.targetHealth.findRows(ids, since),
    store.targetHealth.findChanges(ids, since),
    store.targetHealth.findHours(ids, since),
    store.targetHealth.findLatestCommands(ids, since),
  ]);
  const agentIds = [
    ...rows.map(({ agentId }) => agentId),
    ...commands.flatMap((row) => row.claimedById ?? row.agentId ?? []),
  ];
  const names = await store.targetHealth.findAgentNames([...new Set(agentIds)]);
  const nameOf = (id: string | null) => (id === null ? "" : (names.get(id) ?? ""));
  const presentIds = new Set(present.map(({ id }) => id));
  const changesOf = byKey(changes);
  const hoursOf = byKey(hours);
  return targets.map((target) => {
    const agents = rows
      .filter(({ targetId }) => targetId === target.id)
      .map(({ targetId: _, ...row }): AgentView => {
        const of = { agentId: row.agentId, targetId: target.id };
        const spans = healthSpans(changesOf.get(key(of)) ?? [], row.checkedAt, now);
        const day = { spans, ...roundTripsOf(hoursOf.get(key(of)) ?? []) };
        const isPresent = presentIds.has(row.agentId);
        return { ...row, agentName: nameOf(row.agentId), isPresent, day };
      })
      .sort((a, b) => Number(b.isPresent) - Number(a.isPresent) || compare(a, b));
    return {
      targetId: target.id,
      standing: standingOf(target, agents, present.length, now),
      agents,
      commands: commands
        .filter(({ targetId }) => targetId === target.id)
        .map(({ claimedById, result, state, ...row }) => ({
          ...row,
          agentName: nameOf(claimedById ?? row.agentId),
          state: stateOf(state, row.deadlineAt, now),
          answer: OptionsAnswer.safeParse(result).data ?? null,
        })),
    };
  });
}

const key = ({ agentId, targetId }: OfAgent) => `${agentId} ${targetId}`;

function byKey<Row extends OfAgent>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}

function compare(a: AgentView, b: AgentView): number {
  return a.agentName.localeCompare(b.agentName) || (a.agentId < b.agentId ? -1 : 1);
}

/** What is past its deadline will not be answered any more. */
function stateOf(stored: string, deadlineAt: Date, now: Date): OptionsCommand["state"] {
  const isOver = deadlineAt <= now;
  switch (stored) {
    case "done":
      return "done";
    case "failed":
      return "failed";
    case "claimed":
      return isOver ? "unanswered" : "asking";
    default:
      return isOver ? "untaken" : "waiting";
  }
}
