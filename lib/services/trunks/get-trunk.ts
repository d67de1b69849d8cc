// Shows a trunk with its FQDN, numbers and overrides, and the states it could be taken to.
import type { NamedNumber } from "@/lib/db/numbers";
import type { NamedTrunk } from "@/lib/db/trunks";
import {
  closedTrunkGuards,
  type GateCondition,
  gateAhead,
  TRUNK_MACHINE,
  type TrunkState,
} from "@/lib/lifecycle/trunk";
import type { Carrier } from "@/lib/schemas/carrier";
import { ById, type Page } from "@/lib/schemas/fields";
import type { TrunkGateOverride } from "@/lib/schemas/trunk";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { type NextStep, nextSteps } from "../require-arrow";
import { requireRow } from "../require-row";
import { loadTrunkFacts } from "../trunk-facts";

export interface TrunkDetail {
  readonly trunk: NamedTrunk;
  readonly carrier: Pick<Carrier, "state" | "authMode">;
  /** Label and signalling FQDN; null while the platform has no signalling FQDN. */
  readonly fqdn: string | null;
  /** The first page. */
  readonly numbers: Page<NamedNumber>;
  /** Gates that an admin passed, oldest first. */
  readonly overrides: readonly TrunkGateOverride[];
  readonly nextSteps: readonly NextStep<TrunkState>[];
  /** Every condition of the next gate, held or not; empty where no gate is ahead. */
  readonly gate: readonly GateCondition[];
  /** What the accepted quote allows; null where none stands. */
  readonly agreed: {
    readonly agreedChannels: number;
    readonly agreedCallsPerSec: number;
  } | null;
}

export async function getTrunk(ctx: Context, raw: unknown): Promise<TrunkDetail> {
  requirePermission(ctx.actor, "trunk.read");
  const { id } = parseInput(ById, raw);
  const trunk = requireRow("trunk", id, await ctx.read.trunks.getNamed(id));
  const [settings, numbers, overrides, agreed, facts] = await Promise.all([
    ctx.read.settings.get(),
    ctx.read.numbers.findPage({ trunkId: id }),
    ctx.read.trunks.findOverrides(id),
    ctx.read.trunks.getAgreedLimits(id),
    loadTrunkFacts(ctx.read, id, ctx.now()),
  ]);
  const steps = nextSteps(TRUNK_MACHINE, trunk.state, ctx.actor, (guards) =>
    closedTrunkGuards(guards, facts),
  );
  return {
    trunk,
    carrier: { state: facts.carrierState, authMode: facts.carrierAuthMode },
    agreed,
    gate: gateAhead(trunk.state, trunk.formerState, facts),
    fqdn: settings === null ? null : `${trunk.fqdnLabel}.${settings.signallingFqdn}`,
    numbers,
    overrides,
    // A suspended trunk resumes to the state it left and to no other.
    nextSteps: steps.filter(
      (step) =>
        trunk.state !== "suspended" || step.to === "closed" || step.to === trunk.formerState,
    ),
  };
}
