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

  it("speaks in words: field names, moments, lists", () => {
    expect(
      auditChanges(null, {
        maxCallsPerSec: 5,
        validUntil: "2030-01-31T09:00:00.000Z",
        allowedDestinations: ["AU", "NZ"],
        overrides: [],
      }),
    ).toEqual([
      { field: "max calls per sec", before: null, after: "5" },
      { field: "valid until", before: null, after: "31 Jan 2030, 09:00:00 UTC" },
      { field: "allowed destinations", before: null, after: "AU, NZ" },
    ]);
  });

  it("takes what is no row for an empty one", () => {
    expect(auditChanges(undefined, ["x"])).toEqual([]);
  });
});
