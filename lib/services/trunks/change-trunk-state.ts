// Takes a trunk along one of its arrows, through a gate or, with an admin's reason, past it.
import { GateClosed } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import type { ClosedGuard } from "@/lib/lifecycle/machine";
import {
  closedTrunkGuards,
  isOverridable,
  TRUNK_MACHINE,
  type TrunkGuard,
  type TrunkState,
} from "@/lib/lifecycle/trunk";
import { ChangeTrunkState, type Trunk } from "@/lib/schemas/trunk";
import { closeTrunk } from "../close-trunk";
import type { Context } from "../context";
import { voidTestCalls } from "../finish-test-call";
import { parseInput } from "../parse-input";
import { requireAnyPermission, requirePermission, requirePerson } from "../permit";
import { requireArrow } from "../require-arrow";
import { requireVersion } from "../require-row";
import { loadTrunkFacts } from "../trunk-facts";

/**
 * Throws `GateClosed` with the conditions that do not hold, unless an admin gives `overrideReason`, which is kept and
 * shown. The limits cannot be overridden. `to: "resumed"` leaves suspension for the state that was left.
 */
export async function changeTrunkState(ctx: Context, raw: unknown): Promise<Trunk> {
  requireAnyPermission(ctx.actor, ["trunk.change-state", "trunk.suspend", "trunk.resume"]);
  const input = parseInput(ChangeTrunkState, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("trunk", input.id, await tx.trunks.get(input.id), input.version);
    const to = targetState(before, input.to);
    const arrow = requireArrow(TRUNK_MACHINE, before.state, to, ctx.actor);
    const closed = await closedGuards(ctx, tx, before, arrow.guards);
    if (closed.length > 0) {
      await overrideGate(ctx, tx, before, to, closed, input.overrideReason);
    }
    if (arrow.effects.includes("deactivate-what-it-had")) {
      return closeTrunk(ctx, tx, before, input.reason);
    }
    const after = await tx.trunks.update(before, {
      state: to,
      formerState: arrow.effects.includes("keep-former-state") ? before.state : null,
      stateChangedAt: ctx.now(),
    });
    if (arrow.effects.includes("void-test-calls")) await voidTestCalls(ctx, tx, before);
    const reason = input.reason ?? input.overrideReason;
    await tx.audit.insert(ctx.event("trunk.change-state", "trunk", before, after, reason));
    return after;
  });
}

function targetState(trunk: Trunk, to: TrunkState | "resumed"): TrunkState {
  if (to !== "resumed") {
    if (trunk.state === "suspended" && to !== "closed" && to !== trunk.formerState) {
      throw new GateClosed(
        `trunk suspended → ${to}`,
        [],
        `This trunk resumes to ${trunk.formerState}, the state it left.`,
      );
    }
    return to;
  }
  if (trunk.formerState === null) {
    throw new GateClosed("resume of a trunk", [], "This trunk is not suspended.");
  }
  return trunk.formerState;
}

async function closedGuards(
  ctx: Context,
  tx: Store,
  trunk: Trunk,
  guards: readonly TrunkGuard[],
): Promise<ClosedGuard<TrunkGuard>[]> {
  if (guards.length === 0) return [];
  return closedTrunkGuards(guards, await loadTrunkFacts(tx, trunk.id, ctx.now()));
}

async function overrideGate(
  ctx: Context,
  tx: Store,
  trunk: Trunk,
  to: TrunkState,
  closed: readonly ClosedGuard<TrunkGuard>[],
  reason: string | undefined,
): Promise<void> {
  if (reason === undefined) throw new GateClosed(`trunk ${trunk.state} → ${to}`, closed);
  requirePermission(ctx.actor, "gate.override");
  const person = requirePerson(ctx.actor, "gate.override");
  const unpassable = closed.filter((guard) => !isOverridable(guard.code));
  if (unpassable.length > 0) throw new GateClosed(`trunk ${trunk.state} → ${to}`, unpassable);
  const override = await tx.trunks.insertOverride({
    id: ctx.newId(),
    trunkId: trunk.id,
    fromState: trunk.state,
    toState: to,
    conditions: closed.map((guard) => guard.code),
    reason,
    staffId: person.id,
    staffName: person.name,
    createdAt: ctx.now(),
  });
  const { carrierId, customerId } = trunk;
  await tx.audit.insert(
    ctx.event(
      "trunk.override-gate",
      "trunk_gate_override",
      null,
      { ...override, carrierId, customerId },
      reason,
    ),
  );
}
