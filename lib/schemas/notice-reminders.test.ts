// Reminders by themselves: three days before, on the day, then weekly and not for ever; never twice a day.
import { expect, test } from "vitest";
import { isReminderDue } from "./notice-reminders";

const DUE = new Date("2030-01-20T09:00:00Z");
const day = (days: number) => new Date(DUE.getTime() + days * 86_400_000);

test("over two months a silent carrier is reminded six times", () => {
  const sentAt = day(-14);
  let remindedAt: Date | null = null;
  const reminded: number[] = [];
  for (let hour = -14 * 24; hour < 60 * 24; hour++) {
    const now = day(hour / 24);
    if (!isReminderDue({ dueAt: DUE, sentAt, remindedAt }, now)) continue;
    reminded.push(hour / 24);
    remindedAt = now;
  }
  expect(reminded).toEqual([-3, 0, 7, 14, 21, 28]);
});

test.each([
  ["told a day before it is due: on the day", day(-1), null, day(0), true],
  ["reminded by hand an hour ago: not again", day(-14), day(-3.04), day(-3), false],
  ["reminded by hand since the last moment: not again", day(-14), day(1), day(3), false],
  ["told less than a day ago", day(-0.5), null, day(0), false],
])("%s", (_what, sentAt, remindedAt, now, expected) => {
  expect(isReminderDue({ dueAt: DUE, sentAt, remindedAt }, now)).toBe(expected);
});
