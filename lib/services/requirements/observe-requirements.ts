// Looks at the calls that are over since the last look, and adds what they show of their carriers' requirements.
import { addUp, type SeenObservation } from "@/lib/observations/add-up";
import { observeCall } from "@/lib/observations/observe-call";
import { addObservations } from "../add-observations";
import type { Context } from "../context";
import { requirePermission } from "../permit";

/** Records in one transaction: so few that staff's presses never wait long behind it. */
const BATCH = 1000;
/** What is left over waits for the next turn, so that one turn never holds up the others. */
const MOST_BATCHES = 60;

/** Gives how many records and unknown sources were looked at. Asked again, it changes nothing: each counts once. */
export async function observeRequirements(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "requirement.observe");
  let changed = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const looked = await observeBatch(ctx);
    changed += looked;
    if (looked < BATCH) break;
  }
  await ctx.note(async (store) => {
    changed += await store.observations.noteSuspectedSources(ctx.now());
  });
  return { changed };
}

async function observeBatch(ctx: Context): Promise<number> {
  // Read and judged outside of the transaction, whose lock everyone waits for.
  const records = await ctx.read.observations.findDue(ctx.now(), BATCH);
  if (records.length === 0) return 0;
  const seen = records.flatMap((record): SeenObservation[] => {
    const { carrierId, recordId: callRecordId, sourceAddress, startedAt: at } = record;
    if (carrierId === null) return [];
    const where = { carrierId, callRecordId, sourceAddress, at };
    return observeCall(record).map((observation) => ({ ...observation, ...where }));
  });
  const sums = addUp(seen);
  await ctx.transaction(async (tx) => {
    const taken = await tx.observations.take(records.map(({ recordId }) => recordId));
    // Another worker was faster: what it counted must not count twice.
    if (taken !== records.length) throw new Error("the records were taken by another worker");
    await addObservations(ctx, tx, sums);
  });
  return records.length;
}
