// When a carrier that has not answered a notice is reminded without anyone's press. Pure.

const DAY_MS = 24 * 60 * 60 * 1000;
/** Days from the day that the answer is due on: three before, that day, then weekly, four times. */
const DAYS = [-3, 0, 7, 14, 21, 28] as const;

/** Nobody is reminded again within a day, by whomever. */
export const LEAST_BETWEEN_MS = DAY_MS;
/** Notices that are due within so long may be reminded of. */
export const FIRST_BEFORE_MS = -DAYS[0] * DAY_MS;
/** After so long nobody is reminded without a press. */
export const LAST_AFTER_MS = 29 * DAY_MS;

/** Whether one of the moments has come since the carrier was last written to. */
export function isReminderDue(
  notice: { readonly dueAt: Date; readonly sentAt: Date; readonly remindedAt: Date | null },
  now: Date,
): boolean {
  const last = (notice.remindedAt ?? notice.sentAt).getTime();
  if (now.getTime() - last < LEAST_BETWEEN_MS) return false;
  return DAYS.some((days) => {
    const moment = notice.dueAt.getTime() + days * DAY_MS;
    return moment <= now.getTime() && moment > last;
  });
}
