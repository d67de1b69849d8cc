// Shows every gate of a trunk with its proof: what holds and by which rows, what is missing and where it is put right.
import { gateHref, gateRemedy } from "@/lib/lifecycle/gate-remedy";
import {
  type GateCondition,
  gateAhead,
  gateBetween,
  guardMessage,
  STAGE_AFTER,
  type TrunkState,
} from "@/lib/lifecycle/trunk";
import { whoseTurn } from "@/lib/lifecycle/whose-turn";
import { ById } from "@/lib/schemas/fields";
import type { Trunk } from "@/lib/schemas/trunk";
import type { GateStage, ProvenCondition, TrunkGate } from "@/lib/schemas/trunk-gate";
import type { Context } from "../context";
import { GATE_PROOFS, type KnownOfGate } from "../gate-proof-words";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";
import { loadOpenAsks, loadTrunkFacts } from "../trunk-facts";

const WAY = Object.entries(STAGE_AFTER) as [TrunkState, TrunkState][];

export async function getTrunkGate(ctx: Context, raw: unknown): Promise<TrunkGate> {
  requirePermission(ctx.actor, "trunk.read");
  const { id } = parseInput(ById, raw);
  const { read } = ctx;
  const now = ctx.now();
  const trunk = requireRow("trunk", id, await read.trunks.get(id));
  const { carrierId } = trunk;
  const [facts, asks, rows, passages, overrides, checks, observations, words] = await Promise.all([
    loadTrunkFacts(read, id, now),
    loadOpenAsks(read, [id], now),
    read.gateProofs.findProofRows(id, now),
    read.gateProofs.findPassages(id),
    read.trunks.findOverrides(id),
    read.carriers.findProvenChecks(carrierId),
    read.observations.findOfCarrier(carrierId),
    read.gateFacts.findEgressWords([carrierId], now),
  ]);
  const known: KnownOfGate = {
    trunk,
    facts,
    rows: new Map(rows.map((row) => [row.subject, row])),
    checks,
    observations,
    uncovered: words.get(carrierId) ?? null,
  };
  const open = asks.get(id);
  if (open === undefined) throw new Error(`no open asks of trunk ${id}`);
  const stages = stagesOf(trunk).map(({ from, to, position }): GateStage => {
    const passage =
      position === "passed"
        ? passages.find((each) => each.from === from && each.to === to)
        : undefined;
    return {
      from,
      to,
      position,
      passedAt: passage?.at ?? null,
      passedBy: passage?.by ?? null,
      conditions: gateBetween(from, to, facts).map((condition) => prove(condition, known)),
      overrides: overrides
        .filter((each) => each.toState === to && isOf(each.fromState, from))
        .map((each) => ({ ...each, messages: each.conditions.map(guardMessage) })),
    };
  });
  const { state, stateChangedAt } = trunk;
  const gate = gateAhead(state, trunk.formerState, facts);
  const turn = whoseTurn({ state, stateChangedAt, gate, asks: open });
  return {
    trunkId: id,
    state,
    stateChangedAt,
    turn: turn.party,
    waitingSince: turn.since,
    opens: stages.some(({ position }) => position === "ahead") && gate.every(({ holds }) => holds),
    stages,
  };
}

/** What was overridden to resume a trunk stays with the stage it came back to. */
function isOf(overridden: TrunkState, from: TrunkState): boolean {
  return overridden === from || overridden === "suspended";
}

function prove(condition: GateCondition, known: KnownOfGate): ProvenCondition {
  const { code, holds } = condition;
  return {
    ...condition,
    proofs: GATE_PROOFS[code](known),
    remedy: holds ? null : gateRemedy(code),
    remedyPath: gateHref(code, known.trunk),
  };
}

/** The way to live, and how far the trunk has come on it; of a suspended one the way back beside it. */
function stagesOf({ state, formerState }: Trunk): Pick<GateStage, "from" | "to" | "position">[] {
  const stood = formerState ?? state;
  const reached = WAY.findIndex(([from]) => from === stood);
  // Live is past the last gate; of a closed trunk nothing says how far it had come.
  const passed = stood === "closed" ? 0 : reached === -1 ? WAY.length : reached;
  const way = WAY.map(([from, to], index) => ({
    from,
    to,
    position:
      index < passed
        ? ("passed" as const)
        : index === passed && state === stood && state !== "closed"
          ? ("ahead" as const)
          : ("later" as const),
  }));
  return state === "suspended" && formerState !== null
    ? [...way, { from: state, to: formerState, position: "ahead" }]
    : way;
}
