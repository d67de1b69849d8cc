/** Rule 17 on whole calls: who holds a channel, from when, and each way to its end. */
import { describe, expect, it } from "vitest";
import {
  BYOC,
  carrierRow,
  FAR_END,
  gatewayRow,
  KERERU,
  KERERU_GATEWAY,
  KERERU_TRUNK,
  testId,
  trunkRow,
} from "@/lib/policy/test-world";
import { answered, type Ends, fromCallee, fromCaller, onwardOf } from "./test-dialog";
import {
  CORE,
  CORE_ENDPOINT,
  FQDN,
  GATEWAY,
  request,
  response,
  SECOND_GATEWAY,
  type Sent,
  SWITCH,
  snapshotOf,
  TRUNK_FQDN,
  Wire,
} from "./test-wire";

const MINUTE = 60_000;
const LONGEST_CALL_MS = 3_600_000;

/** One channel, so that whether a second call passes says whether the first has given its own back. */
const rowsWith = (maxChannels: number, maxCallsPerSec = 1_000) => ({
  trunks: [trunkRow(KERERU_TRUNK, { maxChannels, maxCallsPerSec })],
  gateways: [
    gatewayRow(KERERU_GATEWAY),
    gatewayRow(testId(5, 9), { host: "203.0.113.11", priority: 20 }),
  ],
});
const wireWith = (maxChannels: number, maxCallsPerSec?: number) =>
  new Wire({ rows: rowsWith(maxChannels, maxCallsPerSec) });

let calls = 0;

function inbound(wire: Wire): Sent[] {
  calls += 1;
  const from = `<sip:${FAR_END}@${SWITCH}>;tag=caller`;
  const parts = { uri: `sip:${BYOC}@${FQDN}`, from, callId: `limited-${calls}` };
  return wire.send(SWITCH, request("INVITE", SWITCH, parts));
}

function outbound(wire: Wire): Sent[] {
  calls += 1;
  const from = `<sip:${BYOC}@${CORE}>;tag=caller`;
  const parts = { uri: `sip:${FAR_END}@${TRUNK_FQDN}`, from, callId: `limited-${calls}` };
  return wire.send(CORE, request("INVITE", CORE, parts));
}

/** The INVITE or BYE as it went on. */
function routed(sent: readonly Sent[]) {
  const invite = sent.find(
    ({ message: { method } }) => method === "INVITE" || method === "BYE",
  )?.message;
  if (invite === undefined) throw new Error("nothing went on");
  return invite;
}

/** The code of the rule that refused it; null: it was routed. */
function ruleOf(sent: readonly Sent[]): string | null {
  const refusal = sent.find(({ message }) => message.status >= 300)?.message;
  return refusal?.header("X-Cradle-Reason") ?? null;
}

/** Looks without leaving anything behind: what it begins it takes back. */
function isFree(wire: Wire): boolean {
  const sent = inbound(wire);
  if (ruleOf(sent) !== null) return false;
  wire.send(CORE_ENDPOINT, response(routed(sent), CORE_ENDPOINT, 486));
  return true;
}

describe("a full trunk", () => {
  it("refuses with 480, a word on why and when to try again, and takes nothing for it", () => {
    const wire = wireWith(2);
    inbound(wire);
    outbound(wire);
    for (const one of [inbound, outbound, inbound]) {
      const [{ message } = { message: null }] = one(wire);
      expect(message?.status).toBe(480);
      expect(message?.header("X-Cradle-Reason")).toBe("limit-channels");
      expect(message?.header("Retry-After")).toBe("5");
    }
    expect(wire.eventsOf("refused")).toHaveLength(3);
  });

  it("has room again as soon as one call has gone", () => {
    const wire = wireWith(2);
    inbound(wire);
    const second = routed(outbound(wire));
    expect(ruleOf(inbound(wire))).toBe("limit-channels");
    wire.send(GATEWAY, response(second, GATEWAY, 486));
    expect(ruleOf(inbound(wire))).toBe(null);
    expect(ruleOf(inbound(wire))).toBe("limit-channels");
  });
});

describe("a call that is being set up gives its channel back", () => {
  it("when its target refuses", () => {
    const wire = wireWith(1);
    const invite = routed(inbound(wire));
    expect(isFree(wire)).toBe(false);
    wire.send(CORE_ENDPOINT, response(invite, CORE_ENDPOINT, 486));
    expect(isFree(wire)).toBe(true);
  });

  it("when the last of its targets fails, and not before: several targets are one call", () => {
    const wire = wireWith(1);
    const first = routed(outbound(wire));
    const second = routed(wire.send(GATEWAY, response(first, GATEWAY, 503)));
    expect(isFree(wire)).toBe(false);
    wire.send(SECOND_GATEWAY, response(second, SECOND_GATEWAY, 503));
    expect(isFree(wire)).toBe(true);
  });

  it("when its caller gives up", () => {
    const wire = wireWith(1);
    const text = request("INVITE", CORE, {
      uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
      from: `<sip:${BYOC}@${CORE}>;tag=caller`,
      branch: "z9hG4bKgivenup",
    });
    const invite = routed(wire.send(CORE, text));
    wire.send(GATEWAY, response(invite, GATEWAY, 180));
    wire.send(CORE, text.replace("INVITE", "CANCEL").replace("1 INVITE", "1 CANCEL"));
    expect(isFree(wire)).toBe(false);
    wire.send(GATEWAY, response(invite, GATEWAY, 487));
    expect(isFree(wire)).toBe(true);
  });

  it("when nobody answers", () => {
    const wire = wireWith(1);
    inbound(wire);
    wire.wait(31_000);
    expect(isFree(wire)).toBe(false);
    wire.wait(2_000);
    expect(isFree(wire)).toBe(true);
  });

  it("when nothing can be sent", async () => {
    const wire = wireWith(1);
    wire.unreachable.add(CORE_ENDPOINT);
    inbound(wire);
    await Promise.resolve();
    wire.unreachable.clear();
    expect(isFree(wire)).toBe(true);
  });

  it("when the process is told to end", () => {
    const wire = wireWith(1);
    inbound(wire);
    wire.refuseSetUps();
    expect(isFree(wire)).toBe(true);
  });

  it("but not when the answer overtakes the CANCEL: then its BYE does", () => {
    const wire = wireWith(1);
    const text = request("INVITE", CORE, {
      uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
      from: `<sip:${BYOC}@${CORE}>;tag=caller`,
      branch: "z9hG4bKovertaken",
    });
    const invite = routed(wire.send(CORE, text));
    wire.send(GATEWAY, response(invite, GATEWAY, 180));
    wire.send(CORE, text.replace("INVITE", "CANCEL").replace("1 INVITE", "1 CANCEL"));
    const [ok] = wire.send(GATEWAY, response(invite, GATEWAY, 200));
    expect(ok?.message.status).toBe(200);
    expect(isFree(wire)).toBe(false);
    const bye = request("BYE", CORE, {
      uri: `sip:${GATEWAY}`,
      from: ok?.message.header("From") ?? "",
      to: ok?.message.header("To") ?? "",
      cseq: 2,
      headers: (ok?.message.values("Record-Route") ?? [])
        .toReversed()
        .map((one) => `Route: ${one}`),
    });
    wire.send(GATEWAY, response(routed(wire.send(CORE, bye)), GATEWAY, 200));
    expect(isFree(wire)).toBe(true);
  });
});

/** Sends a BYE through and answers it. */
function hangUp(ends: Ends, by: "caller" | "callee"): void {
  const [text, from, to] =
    by === "caller"
      ? ([fromCaller(ends, "BYE"), ends.callerAt, ends.calleeAt] as const)
      : ([fromCallee(ends, "BYE"), ends.calleeAt, ends.callerAt] as const);
  const { message } = onwardOf(ends, text, from);
  ends.wire.send(to, response(message, to, 200));
}

describe.each(["in", "out"] as const)("an answered call %s", (direction) => {
  it.each(["caller", "callee"] as const)("holds its channel until the %s's BYE", (by) => {
    const wire = wireWith(1);
    const ends = answered(wire, direction);
    wire.wait(MINUTE);
    expect(isFree(wire)).toBe(false);
    hangUp(ends, by);
    expect(isFree(wire)).toBe(true);
  });

  it("gives one channel back where both hang up at once, and none that others hold", () => {
    const wire = wireWith(2);
    inbound(wire);
    const ends = answered(wire, direction);
    hangUp(ends, "caller");
    hangUp(ends, "callee");
    expect(ruleOf(inbound(wire))).toBe(null);
    expect(isFree(wire)).toBe(false);
  });

  it("holds its channel over the death of the process", () => {
    const wire = wireWith(1);
    const ends = answered(wire, direction);
    wire.restart();
    expect(isFree(wire)).toBe(false);
    hangUp(ends, "caller");
    expect(isFree(wire)).toBe(true);
  });

  it("gives it back at the longest call, when nobody has hung up", () => {
    const wire = wireWith(1);
    answered(wire, direction);
    wire.later(LONGEST_CALL_MS - 1_000);
    expect(isFree(wire)).toBe(false);
    wire.later(2_000);
    expect(isFree(wire)).toBe(true);
  });
});

it("a second answer of the same call takes no channel, and its BYE gives none back", () => {
  const wire = wireWith(1);
  const invite = routed(outbound(wire));
  wire.send(GATEWAY, response(invite, GATEWAY, 200));
  const [other] = wire.send(GATEWAY, response(invite, GATEWAY, 200, { tag: "other" }));
  expect(other?.message.toTag).toBe("other");
  const bye = request("BYE", CORE, {
    uri: `sip:${GATEWAY}`,
    callId: invite.callId ?? "",
    from: other?.message.header("From") ?? "",
    to: other?.message.header("To") ?? "",
    cseq: 2,
    headers: (other?.message.values("Record-Route") ?? [])
      .toReversed()
      .map((one) => `Route: ${one}`),
  });
  wire.send(GATEWAY, response(routed(wire.send(CORE, bye)), GATEWAY, 200));
  expect(wire.eventsOf("ended")).toEqual([]);
  expect(isFree(wire)).toBe(false);
});

describe("calls per second", () => {
  it("are those that were routed: the next is refused, and what is refused counts for nothing", () => {
    const wire = wireWith(100, 3);
    for (let count = 0; count < 3; count++) {
      expect(ruleOf(count === 1 ? outbound(wire) : inbound(wire))).toBe(null);
      wire.wait(200);
    }
    const [refusal] = inbound(wire);
    expect(refusal?.message.status).toBe(480);
    expect(refusal?.message.header("Retry-After")).toBe("1");
    expect(ruleOf(outbound(wire))).toBe("limit-cps");
    wire.wait(399);
    expect(ruleOf(inbound(wire))).toBe("limit-cps");
    wire.wait(1);
    expect(ruleOf(inbound(wire))).toBe(null);
    expect(ruleOf(inbound(wire))).toBe("limit-cps");
  });

  it("count a call once, however often its INVITE comes", () => {
    const wire = wireWith(100, 2);
    const text = request("INVITE", SWITCH, { uri: `sip:${BYOC}@${FQDN}` });
    for (let count = 0; count < 5; count++) wire.send(SWITCH, text);
    expect(ruleOf(outbound(wire))).toBe(null);
    expect(ruleOf(outbound(wire))).toBe("limit-cps");
  });
});

describe("a changed limit", () => {
  it("holds for the next call, and ends none", () => {
    const wire = wireWith(3);
    const [first, second] = [routed(inbound(wire)), routed(inbound(wire))];
    wire.snapshot = snapshotOf(rowsWith(1));
    expect(ruleOf(inbound(wire))).toBe("limit-channels");
    wire.send(CORE_ENDPOINT, response(first, CORE_ENDPOINT, 200));
    wire.send(CORE_ENDPOINT, response(second, CORE_ENDPOINT, 486));
    expect(isFree(wire)).toBe(false);
    wire.snapshot = snapshotOf(rowsWith(2));
    expect(isFree(wire)).toBe(true);
  });

  it("of the carrier counts the calls that were there before it", () => {
    const wire = wireWith(10);
    inbound(wire);
    outbound(wire);
    const carriers = [carrierRow(KERERU, { maxChannels: 2 })];
    wire.snapshot = snapshotOf({ ...rowsWith(10), carriers });
    expect(ruleOf(inbound(wire))).toBe("limit-channels");
  });
});
