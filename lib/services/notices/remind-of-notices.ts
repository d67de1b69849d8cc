// Reminds carriers whose answer is due soon or overdue, and mails notices that found nobody when they were made.
import {
  FIRST_BEFORE_MS,
  isReminderDue,
  LAST_AFTER_MS,
  LEAST_BETWEEN_MS,
} from "@/lib/schemas/notice-reminders";
import type { Context } from "../context";
import { requirePermission } from "../permit";
import { mailInBatches } from "../remind-in-batches";
import { mailNotices } from "./mail-notices";

/** Gives how many mails' worth of notices and reminders left. */
export async function remindOfNotices(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "notice.mail");
  const { changed } = await mailNotices(ctx);
  const now = ctx.now();
  const at = (ms: number) => new Date(now.getTime() + ms);
  const lately = at(-LEAST_BETWEEN_MS);
  const due = { from: at(-LAST_AFTER_MS), until: at(FIRST_BEFORE_MS) };
  const { mailed } = await mailInBatches(
    ctx,
    (tx, after, limit) => tx.notices.findToRemind({ after, lately, due }, limit),
    ({ dueAt, sentAt, remindedAt }) =>
      dueAt !== null && sentAt !== null && isReminderDue({ dueAt, sentAt, remindedAt }, now),
  );
  return { changed: changed + mailed };
}
