// Work of the clock in small transactions, so that staff's presses never wait long behind it.
import type { Store } from "@/lib/db/store";
import type { Context } from "./context";

/** At most so many rows in one transaction. */
const BATCH = 200;

/**
 * Runs `work` in one transaction after the other until it finds fewer rows than it may take. `work` is given how many
 * it may take, and gives how many it changed.
 */
export async function inBatches(
  ctx: Context,
  work: (tx: Store, limit: number) => Promise<number>,
): Promise<{ changed: number }> {
  let changed = 0;
  for (;;) {
    const batch = await ctx.transaction((tx) => work(tx, BATCH));
    changed += batch;
    if (batch < BATCH) return { changed };
  }
}
