// The audit page names what differs and nothing else.
import { describe, expect, it } from "vitest";
import { auditChanges } from "./audit-changes";

describe("auditChanges", () => {
  it("lists every field of a new row that holds something", () => {
    expect(auditChanges(null, { id: "1", block: "192.0.2.0/29", label: "", version: 1 })).toEqual([
      { field: "block", before: null, after: "192.0.2.0/29" },
    ]);
  });

  it("lists only what differs of a changed row", () => {
    expect(
      auditChanges(
        { name: "Kererū", enabled: true, port: 5060, version: 1 },
        { name: "Kererū", enabled: false, port: null, version: 2 },
      ),
    ).toEqual([
      { field: "enabled", before: "yes", after: "no" },
      { field: "port", before: "5060", after: null },
    ]);
  });

  it("takes what is no row for an empty one", () => {
    expect(auditChanges(undefined, ["x"])).toEqual([]);
  });
});
