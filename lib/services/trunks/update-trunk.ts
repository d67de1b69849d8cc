// Changes a trunk's limits, destinations and header settings.
import { GateClosed, InvalidInput } from "@/lib/core/errors";
import { given } from "@/lib/db/paging";
import { type Trunk, UpdateTrunk } from "@/lib/schemas/trunk";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Throws `InvalidInput` where a trunk in testing or live would lose one of its limits. */
export async function updateTrunk(ctx: Context, raw: unknown): Promise<Trunk> {
  requirePermission(ctx.actor, "trunk.write");
  const { id, version, ...input } = parseInput(UpdateTrunk, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("trunk", id, await tx.trunks.get(id), version);
    if (before.state === "closed") {
      throw new GateClosed("update of a trunk", [], "A closed trunk is not changed any more.");
    }
    requireLimits(before.formerState ?? before.state, input);
    const after = await tx.trunks.update(before, given(input));
    await tx.audit.insert(ctx.event("trunk.update", "trunk", before, after));
    return after;
  });
}

function requireLimits(
  state: Trunk["state"],
  input: { maxChannels?: number | null | undefined; maxCallsPerSec?: number | null | undefined },
): void {
  if (state !== "testing" && state !== "live") return;
  const missing = (["maxChannels", "maxCallsPerSec"] as const).filter(
    (field) => input[field] === null,
  );
  if (missing.length === 0) return;
  throw new InvalidInput(
    missing.map((path) => ({ path, message: "is needed once a trunk is testing or live" })),
  );
}
