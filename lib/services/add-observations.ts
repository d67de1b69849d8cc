// Adds what traffic showed of carriers' requirements; the first time that something speaks against one is an audit event,
// and staff are told by mail when one that was declared met is contradicted.
import type { Store } from "@/lib/db/store";
import type { ObservationSum } from "@/lib/observations/add-up";
import { kindNamed } from "@/lib/observations/kinds";
import type { Context } from "./context";
import { tellOfContradictions } from "./tell-of-contradictions";

/** Runs inside the caller's transaction. Each kind of a carrier stands in `sums` at most once. */
export async function addObservations(
  ctx: Context,
  tx: Store,
  sums: readonly ObservationSum[],
): Promise<void> {
  const first = await tx.observations.add(sums.map((sum) => ({ ...sum, id: ctx.newId() })));
  for (const row of first) {
    if (row.verdict !== "contradicts") continue;
    const words = kindNamed(row.kind)?.words;
    await tx.audit.insert(
      ctx.event("requirement.contradict", "requirement_observation", null, row, words),
    );
  }
  await tellOfContradictions(ctx, tx, sums);
}
