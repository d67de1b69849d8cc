// A record that the portal cannot read shows as unreadable, and never breaks the page.
import { describe, expect, it } from "vitest";
import { explainRecord, readAttempts } from "./recorded-decision";

const REFUSED = {
  action: "reject",
  rule: "b-number-unassigned",
  status: 404,
  reason: "Not a number of this carrier",
  trace: [
    { rule: 1, outcome: "passed", because: { table: "acl_entry", id: "e1" } },
    { rule: 12, outcome: "decided", because: null },
  ],
};

describe("explainRecord", () => {
  it("explains every rule, with the stored row that a step rests on", () => {
    const explained = explainRecord(REFUSED);
    expect(explained?.summary).toContain("404");
    expect(explained?.steps).toHaveLength(19);
    expect(explained?.steps[0]?.because).toEqual({ table: "acl_entry", id: "e1" });
    expect(explained?.steps[11]).toMatchObject({ rule: 12, outcome: "decided" });
    expect(explained?.steps[12]?.outcome).toBe("not-reached");
  });

  it.each([
    ["an unknown rule", { rule: "made-up" }],
    ["an unknown action", { action: "sing" }],
    ["a trace of another form", { trace: { rules: [] } }],
    ["an unknown step", { trace: [{ rule: 99, outcome: "passed", because: null }] }],
  ])("answers null for %s", (_, change) => {
    expect(explainRecord({ ...REFUSED, ...change })).toBeNull();
  });
});

describe("readAttempts", () => {
  it("answers null for what is no list of attempts", () => {
    expect(readAttempts([{ destination: 5 }])).toBeNull();
    expect(readAttempts("x")).toBeNull();
  });
});
