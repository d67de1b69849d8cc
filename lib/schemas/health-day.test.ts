// The last day of a target: spans without gaps, round trips, and how it stands where agents differ or are silent.
import { describe, expect, test } from "vitest";
import { DAY_MS, healthSpans, roundTripsOf, standingOf } from "./health-day";
import type { AgentView } from "./target-health";

const NOW = new Date("2030-01-02T12:00:00Z");
const at = (minutesAgo: number) => new Date(NOW.getTime() - minutesAgo * 60_000);
const BEGIN = new Date(NOW.getTime() - DAY_MS);

describe("spans", () => {
  test("begin a day ago with the last change before, and reach to now", () => {
    const changes = [
      { at: at(3 * 24 * 60), up: true, reason: "200 OK" },
      { at: at(60), up: false, reason: "no answer" },
      { at: at(30), up: true, reason: "200 OK" },
    ];
    expect(healthSpans(changes, at(0), NOW)).toEqual([
      { state: "up", from: BEGIN, until: at(60), reason: "200 OK" },
      { state: "down", from: at(60), until: at(30), reason: "no answer" },
      { state: "up", from: at(30), until: NOW, reason: "200 OK" },
    ]);
  });

  test("are unknown before the first change, in a gap, and since the checks ended", () => {
    const changes = [
      { at: at(120), up: true, reason: "" },
      { at: at(90), up: null, reason: "no report" },
      { at: at(60), up: true, reason: "" },
    ];
    const spans = healthSpans(changes, at(20), NOW);
    expect(spans.map(({ state }) => state)).toEqual(["unknown", "up", "unknown", "up", "unknown"]);
    expect(spans.at(-1)?.from.getTime()).toBe(at(20).getTime() + 1);
  });

  test("are one unknown day where nothing was checked in it", () => {
    const changes = [{ at: at(3 * 24 * 60), up: true, reason: "" }];
    const all = { state: "unknown", from: BEGIN, until: NOW, reason: "" };
    expect(healthSpans(changes, at(2 * 24 * 60), NOW)).toEqual([all]);
    expect(healthSpans([], null, NOW)).toEqual([all]);
  });
});

test("round trips: least and most of the hours, the median of what was kept", () => {
  const hour = { checks: 3, answers: 2, samples: [9, 1], minMs: 1, maxMs: 9 };
  const silent = { checks: 2, answers: 0, samples: [], minMs: null, maxMs: null };
  const other = { checks: 1, answers: 1, samples: [4], minMs: 0, maxMs: 40 };
  expect(roundTripsOf([hour, silent, other])).toEqual({
    ...{ checks: 6, answers: 3, minMs: 0, medianMs: 4, maxMs: 40 },
  });
  expect(roundTripsOf([silent])).toMatchObject({ minMs: null, medianMs: null, maxMs: null });
});

describe("standing", () => {
  const target = { enabled: true, optionsCheck: true };
  const view = (changes: Partial<AgentView>): AgentView => ({
    ...{ agentId: "a", agentName: "a", isPresent: true, up: true, reason: "200 OK" },
    ...{ roundTripMs: 3, resolved: [], changedAt: at(60), checkedAt: at(0) },
    day: { spans: [], checks: 0, answers: 0, minMs: null, medianMs: null, maxMs: null },
    ...changes,
  });
  const standing = (views: AgentView[], agents = views.length) =>
    standingOf(target, views, agents, NOW);

  test.each([
    [{ enabled: false, optionsCheck: true }, "Not checked: it is disabled."],
    [{ enabled: true, optionsCheck: false }, "Not checked: OPTIONS is off."],
  ])("of what is not to be checked says so, whatever was seen: %o", (other, why) => {
    expect(standingOf(other, [view({})], 1, NOW)).toEqual({ state: "unchecked", why });
  });

  test("is of those that are there and checked lately", () => {
    expect(standing([], 0).why).toBe("No agent checks it: none is running.");
    expect(standing([view({ isPresent: false })], 1).state).toBe("unchecked");
    expect(standing([view({ checkedAt: at(6) })]).state).toBe("unchecked");
    expect(standing([view({}), view({ checkedAt: at(6), up: false })])).toEqual({
      state: "up",
      why: "1 of 2 agents say nothing of it.",
    });
  });

  test("is partly up where the agents differ, and says of an answer that was missed", () => {
    expect(standing([view({}), view({ up: false })]).state).toBe("partly");
    expect(standing([view({ up: false })]).state).toBe("down");
    expect(standing([view({})])).toEqual({ state: "up", why: "" });
    expect(standing([view({ roundTripMs: null })])).toMatchObject({
      ...{
        state: "missing",
        why: "The last check was not answered; three in a row count as down.",
      },
    });
    expect(standing([view({ roundTripMs: null }), view({})])).toMatchObject({ state: "up" });
  });
});
