// The sentences of a trunk's activity.
import { expect, test } from "vitest";
import { activityDetail, activityWords } from "./activity-words";

const event = (action: string, before: unknown = null, after: unknown = null) => ({
  action,
  before,
  after,
});

test.each([
  [event("trunk.create"), "made the trunk"],
  [
    event("trunk.change-state", { state: "testing" }, { state: "live" }),
    "took the trunk from testing to live",
  ],
  [event("trunk.change-state", { state: "live" }, { state: "suspended" }), "suspended the trunk"],
  [
    event("trunk.change-state", { state: "suspended" }, { state: "live" }),
    "resumed the trunk: live again",
  ],
  [event("number.add", null, { e164: "+6498879333" }), "added a number: +6498879333"],
  [event("of-later.kind-of-thing"), "of later: kind of thing"],
])("%j", (given, words) => {
  expect(activityWords(given)).toBe(words);
});

test("the fields are told where they are the point, and nowhere else", () => {
  const rows = [{ maxChannels: 2 }, { maxChannels: 5 }] as const;
  expect(activityDetail(event("trunk.update", ...rows))).toBe("max channels: 2 → 5");
  expect(activityDetail(event("trunk.change-state", ...rows))).toBe("");
});
