// Takes a carrier along one of its arrows: ready, suspended and back, closed.
import { GateClosed } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { CARRIER_MACHINE, closedCarrierGuards } from "@/lib/lifecycle/carrier";
import { openMusts } from "@/lib/lifecycle/requirement";
import { type Carrier, ChangeCarrierState, type RequirementCheck } from "@/lib/schemas/carrier";
import { closeTrunk, deactivateCarrier } from "../close-trunk";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requireAnyPermission, requirePermission, requirePerson } from "../permit";
import { requireArrow } from "../require-arrow";
import { requireVersion } from "../require-row";

/**
 * Throws `GateClosed` where a "must" requirement is open, unless an admin gives `overrideReason`: then each open one is
 * waived with that reason. Closing a carrier closes its trunks and takes all it had out of force.
 */
export async function changeCarrierState(ctx: Context, raw: unknown): Promise<Carrier> {
  requireAnyPermission(ctx.actor, ["carrier.change-state", "carrier.suspend"]);
  const input = parseInput(ChangeCarrierState, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion(
      "carrier",
      input.id,
      await tx.carriers.get(input.id),
      input.version,
    );
    const arrow = requireArrow(CARRIER_MACHINE, before.state, input.to, ctx.actor);
    const checks = await tx.carriers.findRequirementChecks(before.id);
    const closed = closedCarrierGuards(arrow.guards, checks);
    if (closed.length > 0) {
      if (input.overrideReason === undefined) throw new GateClosed("carrier ready", closed);
      await waiveOpenMusts(ctx, tx, checks, input.overrideReason);
    }
    if (arrow.effects.includes("close-trunks")) {
      for (const trunk of await tx.trunks.findOpen(before.id)) {
        await closeTrunk(ctx, tx, trunk, input.reason ?? "its carrier was closed");
      }
      // A carrier that never had an open trunk has entries and gateways all the same.
      await deactivateCarrier(ctx, tx, before.id, input.reason ?? "the carrier was closed");
    }
    const after = await tx.carriers.update(before, {
      state: arrow.to,
      stateChangedAt: ctx.now(),
    });
    await tx.audit.insert(
      ctx.event(
        "carrier.change-state",
        "carrier",
        before,
        after,
        input.reason ?? input.overrideReason,
      ),
    );
    return after;
  });
}

async function waiveOpenMusts(
  ctx: Context,
  tx: Store,
  checks: readonly RequirementCheck[],
  reason: string,
): Promise<void> {
  requirePermission(ctx.actor, "requirement.waive");
  const person = requirePerson(ctx.actor, "requirement.waive");
  const open: readonly string[] = openMusts(checks);
  for (const before of checks.filter((check) => open.includes(check.code))) {
    const after = await tx.carriers.updateRequirementCheck(before, {
      state: "waived",
      waiverReason: reason,
      checkedById: person.id,
      checkedAt: ctx.now(),
    });
    await tx.audit.insert(
      ctx.event("requirement.waive", "requirement_check", before, after, reason),
    );
  }
}
