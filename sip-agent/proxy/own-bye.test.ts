/** The BYE that the agent sends itself: to both sides, as each knows the other, and only to places of that side. */
import { describe, expect, it } from "vitest";
import { aclRow, testId } from "@/lib/policy/test-world";
import { answered, type Ends, fromCallee, fromCaller, onwardOf } from "./test-dialog";
import { CORE_ENDPOINT, response, type Sent, SWITCH, snapshotOf, Wire } from "./test-wire";

const LONGEST_MS = 3_600_000;
const SECOND_MS = 1_000;

/** What is sent when the trunk's longest call is reached. */
function atTheLongest(ends: Ends): Sent[] {
  const before = ends.wire.sent.length;
  ends.wire.later(LONGEST_MS - SECOND_MS);
  expect(ends.wire.sent.length).toBe(before);
  ends.wire.later(2 * SECOND_MS);
  return ends.wire.sent.slice(before).filter(({ message }) => message.method === "BYE");
}

describe.each(["in", "out"] as const)("a call %s at its longest", (direction) => {
  it("is ended by a BYE to each side, as that side knows the other", () => {
    const ends = answered(new Wire(), direction);
    const byes = atTheLongest(ends);
    expect(byes.map(({ to }) => to)).toEqual([ends.callerAt, ends.calleeAt]);
    const [toCaller, toCallee] = byes.map(({ message }) => message);
    expect(toCaller?.requestUri).toBe(ends.callerContact);
    expect(toCaller?.header("From")).toBe(ends.callerTo);
    expect(toCaller?.header("To")).toBe(ends.callerFrom);
    expect(toCallee?.requestUri).toBe(ends.calleeContact);
    expect(toCallee?.header("From")).toBe(ends.calleeTo);
    expect(toCallee?.header("To")).toBe(ends.calleeFrom);
    for (const bye of [toCaller, toCallee]) {
      expect(bye?.callId).toBe("call-1");
      expect(bye?.header("Reason")).toBe('SIP ;cause=408 ;text="Longest call reached"');
    }
    const [core, carrier] = direction === "in" ? [toCallee, toCaller] : [toCaller, toCallee];
    expect(core).toBeDefined();
    expect(carrier?.bytes.toString("latin1")).not.toMatch(/10\.0\.0\./);
  });

  it("is numbered above whatever either side has sent, and goes to where a side has moved", () => {
    const ends = answered(new Wire(), direction);
    const contact = `<sip:moved@${ends.callerAt}>`;
    const reinvite = onwardOf(
      ends,
      fromCaller(ends, "INVITE", { contact, cseq: 7 }),
      ends.callerAt,
    );
    ends.wire.send(ends.calleeAt, response(reinvite.message, ends.calleeAt, 200));
    const [toCaller, toCallee] = atTheLongest(ends);
    expect(toCaller?.message.requestUri).toBe(`sip:moved@${ends.callerAt}`);
    expect(toCallee?.message.cseq?.sequence).toBeGreaterThan(7);
  });

  it.each([200, 401, 407, 481, 503])("is over whatever it is answered: %i", (status) => {
    const ends = answered(new Wire(), direction);
    const [toCaller] = atTheLongest(ends);
    if (toCaller === undefined) throw new Error("no BYE to the caller");
    const before = ends.wire.sent.length;
    ends.wire.send(ends.callerAt, response(toCaller.message, ends.callerAt, status));
    ends.wire.later(10 * SECOND_MS);
    expect(ends.wire.sent.length).toBe(before);
  });

  it("is over for a BYE that a side sends meanwhile", () => {
    const ends = answered(new Wire(), direction);
    atTheLongest(ends);
    const back = ends.wire.send(ends.calleeAt, fromCallee(ends, "BYE", { cseq: 9 }));
    expect(back.map(({ message }) => message.status)).toEqual([481]);
    const before = ends.wire.sent.length;
    ends.wire.later(60 * SECOND_MS);
    expect(ends.wire.sent.length).toBe(before);
  });
});

it("follows the route set that each side gave", () => {
  const ends = answered(new Wire(), "in", {
    callerRoutesBehindUs: `<sip:p1@${SWITCH};lr>, <sip:p2@198.51.100.2;lr>`,
  });
  const [toCaller] = atTheLongest(ends);
  expect(toCaller?.message.values("Route")).toEqual([
    `<sip:p1@${SWITCH};lr>`,
    "<sip:p2@198.51.100.2;lr>",
  ]);
});

it("sends nothing to a place that is that side's no more", () => {
  const ends = answered(new Wire(), "in");
  ends.wire.snapshot = snapshotOf({
    aclEntries: [aclRow(testId(6, 99), { block: "198.51.100.200/32" })],
  });
  expect(atTheLongest(ends).map(({ to }) => to)).toEqual([CORE_ENDPOINT]);
});
