// Mails many notices a few at a time, so that no other writer waits for all of them.
import type { Store } from "@/lib/db/store";
import type { NamedNotice } from "@/lib/schemas/carrier-notice";
import type { Context } from "./context";
import { mailNotice } from "./mail-notice";

const BATCH = 25;

/**
 * `find` gives the next ones after an id, in the transaction that mails them; `isDue` says which of them are meant.
 * Gives how many were mailed, and how many carriers have nobody to mail to.
 */
export async function mailInBatches(
  ctx: Context,
  find: (tx: Store, after: string | null, limit: number) => Promise<NamedNotice[]>,
  isDue: (notice: NamedNotice) => boolean = () => true,
): Promise<{ mailed: number; unreachable: number }> {
  let mailed = 0;
  let unreachable = 0;
  let after: string | null = null;
  for (;;) {
    const last: NamedNotice[] = await ctx.transaction(async (tx) => {
      const found = await find(tx, after, BATCH);
      for (const notice of found.filter(isDue)) {
        if ((await mailNotice(ctx, tx, notice)) === null) unreachable += 1;
        else mailed += 1;
      }
      return found;
    });
    after = last.at(-1)?.id ?? null;
    if (last.length < BATCH || after === null) return { mailed, unreachable };
  }
}
