// Reminds one carrier of a notice, or all that have not answered theirs; nobody twice within a day.
import { Conflict, GateClosed } from "@/lib/core/errors";
import { RemindCarriers, type ReminderResult } from "@/lib/schemas/carrier-notice";
import { LEAST_BETWEEN_MS } from "@/lib/schemas/notice-reminders";
import type { Context } from "../context";
import { mailNotice } from "../mail-notice";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { mailInBatches } from "../remind-in-batches";
import { requireRow } from "../require-row";

/** Of one notice: throws `GateClosed` where it waits for no answer or for nobody who could be mailed, `Conflict` within a day. */
export async function remindCarriers(ctx: Context, raw: unknown): Promise<ReminderResult> {
  requirePermission(ctx.actor, "notice.write");
  requirePerson(ctx.actor, "notice.write");
  const { id } = parseInput(RemindCarriers, raw ?? {});
  const lately = new Date(ctx.now().getTime() - LEAST_BETWEEN_MS);
  if (id !== undefined) return remindOne(ctx, id, lately);
  const tooSoon = await ctx.read.notices.countRemindedSince(lately);
  const { mailed, unreachable } = await mailInBatches(ctx, (tx, after, limit) =>
    tx.notices.findToRemind({ after, lately }, limit),
  );
  return { reminded: mailed, tooSoon, unreachable };
}

async function remindOne(ctx: Context, id: string, lately: Date): Promise<ReminderResult> {
  return ctx.transaction(async (tx) => {
    const notice = requireRow("notice", id, await tx.notices.get(id));
    if (notice.acknowledgedAt !== null || notice.overtakenAt !== null) {
      throw new GateClosed("reminder", [], "This notice waits for no answer.");
    }
    if (notice.remindedAt !== null && notice.remindedAt > lately) {
      throw new Conflict("the carrier was reminded within the last day already");
    }
    if ((await mailNotice(ctx, tx, notice)) === null) {
      const message = "This carrier has no contact with an e-mail address: add one first.";
      throw new GateClosed("reminder", [], message);
    }
    return { reminded: 1, tooSoon: 0, unreachable: 0 };
  });
}
