// What of an error may leave the process.
import { expect, test } from "vitest";
import {
  Conflict,
  GateClosed,
  InvalidInput,
  Outage,
  Refused,
  StaleEdit,
  Throttled,
  toPublicError,
} from "./errors";

test("an unexpected error keeps its text to itself", () => {
  const shown = toPublicError(new Error("password is hunter2"), "ref-1");
  expect(shown.kind).toBe("unexpected");
  expect(shown.reference).toBe("ref-1");
  expect(JSON.stringify(shown)).not.toContain("hunter2");
  expect(toPublicError("a thrown text", "r").kind).toBe("unexpected");
});

test("an outage is not shown as a refusal, nor with what caused it", () => {
  const shown = toPublicError(new Outage("the database", new Error("ECONNREFUSED 10.0.0.5")), "r");
  expect(shown.kind).toBe("outage");
  expect(JSON.stringify(shown)).not.toContain("10.0.0.5");
});

test("a refusal does not tell which permission was asked for", () => {
  const shown = toPublicError(new Refused("acl.write", "staff 1"), "r");
  expect(shown.kind).toBe("refused");
  expect(shown.message).not.toContain("acl.write");
});

test("field errors, conflicts and conditions are shown as they are", () => {
  const field = { path: "block", message: "0.0.0.0/0 is wider than /24" };
  expect(toPublicError(new InvalidInput([field]), "r").fields).toEqual([field]);
  const conflict = toPublicError(new Conflict("overlaps 127.0.0.0/28 of Kererū", "block"), "r");
  expect(conflict.message).toBe("overlaps 127.0.0.0/28 of Kererū");
  expect(conflict.fields).toEqual([{ path: "block", message: "overlaps 127.0.0.0/28 of Kererū" }]);
  const conditions = [
    { code: "a", message: "no gateway" },
    { code: "b", message: "no number" },
  ];
  const gate = toPublicError(new GateClosed("trunk testing", conditions), "r");
  expect(gate.conditions).toEqual(conditions);
  expect(gate.message).toBe("Not yet: no gateway; no number.");
  expect(toPublicError(new Throttled("sign-in", 30), "r").retryAfterSec).toBe(30);
});

test("a stale edit carries the current row for the page, and does not show it by itself", () => {
  const error = new StaleEdit("carrier", "1", { name: "now" });
  expect(error.current).toEqual({ name: "now" });
  expect(JSON.stringify(toPublicError(error, "r"))).not.toContain("now");
});
