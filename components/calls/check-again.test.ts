// The way from a placed call to the check that asks the same again.
import { expect, test } from "vitest";
import { checkAgainPath, checkTrunkPath } from "./check-again";

const CALL = {
  direction: "termination",
  sourceAddress: "203.0.113.9",
  sourcePort: 5062,
  transport: "tcp",
  requestUri: "sip:+6498879333@sip.lab.example",
  aReceived: "+6421555123",
  bReceived: "+6498879333",
  assertedReceived: [],
  anonymous: false,
} as const;

test("everything that the record holds stands in the form", () => {
  const params = new URL(checkAgainPath(CALL), "https://x.example").searchParams;
  expect(Object.fromEntries(params)).toEqual({
    check: "1",
    direction: "termination",
    sourceAddress: "203.0.113.9",
    sourcePort: "5062",
    transport: "tcp",
    calledHost: "sip.lab.example",
    aNumber: "+6421555123",
    bNumber: "+6498879333",
  });
});

test("a withheld number stays withheld, and what is no number is asked as the URI it was", () => {
  const call = {
    ...CALL,
    requestUri: "tel:111",
    bReceived: null,
    aReceived: null,
    anonymous: true,
    assertedReceived: ["+6498879333", "+6498879334"],
  };
  const params = new URL(checkAgainPath(call), "https://x.example").searchParams;
  expect(params.get("bNumber")).toBe("tel:111");
  expect(params.get("privacy")).toBe("anonymous");
  expect(params.has("aNumber")).toBe(false);
  expect(params.has("calledHost")).toBe(false);
  expect(params.get("assertedIdentity")).toBe("+6498879333");
});

test("a trunk's number is called from outside, and calls from inside", () => {
  const path = (direction: "termination" | "origination") =>
    checkTrunkPath(direction, "main.sip.lab.example", "+6498879333");
  expect(path("termination")).toBe(
    "/call-check?direction=termination&calledHost=main.sip.lab.example&bNumber=%2B6498879333",
  );
  expect(path("origination")).toBe(
    "/call-check?direction=origination&calledHost=main.sip.lab.example&aNumber=%2B6498879333",
  );
});
