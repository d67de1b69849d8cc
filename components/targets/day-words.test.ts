// A target's last day in words.
import { expect, test } from "vitest";
import type { HealthSpan } from "@/lib/schemas/target-health";
import { dayWords } from "./day-words";
import { durationWords } from "./duration-words";

test.each([
  [0, "0 s"],
  [59_000, "59 s"],
  [60_000, "1 min"],
  [3_600_000, "1 h"],
  [23 * 3_600_000 + 600_000, "23 h 10 min"],
  [3 * 86_400_000, "3 days"],
])("%d ms are %s", (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});

const span = (
  state: HealthSpan["state"],
  from: string,
  until: string,
  reason = "",
): HealthSpan => ({
  ...{ state, reason },
  from: new Date(`2030-01-01T${from}:00Z`),
  until: new Date(`2030-01-01T${until}:00Z`),
});

test("a day says how long it was what, and when it was down and why", () => {
  const spans = [
    span("unknown", "00:00", "01:00"),
    span("up", "01:00", "11:00"),
    span("down", "11:00", "12:30", "no answer"),
  ];
  expect(dayWords(spans)).toBe(
    "Last 24 hours: up 10 h, down 1 h 30 min, not reported 1 h. " +
      "Down from 01 Jan 2030, 11:00:00 UTC to 01 Jan 2030, 12:30:00 UTC (no answer).",
  );
});

test("of many outages the last five are named", () => {
  const spans = Array.from({ length: 7 }, (_, hour) => [
    span("up", `0${hour}:00`, `0${hour}:30`),
    span("down", `0${hour}:30`, `0${hour + 1}:00`),
  ]).flat();
  const words = dayWords(spans);
  expect(words).toContain("2 outages before.");
  expect(words.match(/Down from/g)).toHaveLength(5);
});
