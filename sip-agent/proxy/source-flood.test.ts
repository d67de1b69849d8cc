/** Rule 2 over the wire in memory: who sends too much is told so, and loses no call by it. */
import { describe, expect, test } from "vitest";
import { BYOC } from "@/lib/policy/test-world";
import { SourceRates } from "./source-rates";
import { answered, fromCaller, onwardOf } from "./test-dialog";
import {
  CORE,
  CORE_ENDPOINT,
  FQDN,
  OTHER_CARRIER,
  request,
  response,
  SWITCH,
  TRUNK_FQDN,
  Wire,
} from "./test-wire";

const uri = `sip:${BYOC}@${FQDN}`;

function wireWith(burst: number, more = {}) {
  const rates = new SourceRates({ perSecond: burst, burst });
  return { rates, wire: new Wire({ options: { rates, ...more } }) };
}

const options = (from: string, callId: string) =>
  request("OPTIONS", from, { uri: `sip:${FQDN}`, callId });
const invite = (callId: string, branch?: string) =>
  request("INVITE", SWITCH, { uri, callId, ...(branch === undefined ? {} : { branch }) });
const statuses = (sent: ReturnType<Wire["send"]>) => sent.map(({ message }) => message.status);

describe("source-flood", () => {
  test("source-flood: a known source above its rate gets 503 with Retry-After, without state", () => {
    const { wire, rates } = wireWith(3);
    for (let n = 0; n < 3; n++) {
      expect(statuses(wire.send(SWITCH, options(SWITCH, `o${n}`)))).toEqual([200]);
    }
    const { server } = wire.stats;
    const [refused, ...rest] = wire.send(SWITCH, invite("too many"));
    expect(rest).toEqual([]);
    expect(refused?.message.status).toBe(503);
    expect(refused?.message.header("X-Cradle-Reason")).toBe("source-flood");
    expect(refused?.message.header("Retry-After")).toBe("5");
    expect(wire.stats.server).toBe(server);
    expect(rates.refused).toBe(1);
    // Others are not concerned, and it is taken again when it has slowed down.
    expect(statuses(wire.send(OTHER_CARRIER, options(OTHER_CARRIER, "other")))).toEqual([200]);
    wire.wait(1_000);
    expect(statuses(wire.send(SWITCH, options(SWITCH, "later")))).toEqual([200]);
  });

  test("source-flood: of a flood of INVITEs one a second leaves a record, with rule and trace", () => {
    const { wire } = wireWith(1);
    wire.send(SWITCH, options(SWITCH, "o"));
    for (let n = 0; n < 50; n++) wire.send(SWITCH, invite(`flood${n}`));
    const refused = wire.eventsOf("refused");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.decision).toMatchObject({ rule: "source-flood", code: 503 });
    expect(refused[0]?.decision.trace.map(({ rule }) => rule)).toEqual([1, 2]);
  });

  test("source-flood: comes before the form of the message", () => {
    const { wire } = wireWith(1);
    const malformed = invite("bad").replace("Max-Forwards: 70", "Max-Forwards: many");
    expect(statuses(wire.send(SWITCH, malformed))).toEqual([400]);
    expect(statuses(wire.send(SWITCH, malformed))).toEqual([503]);
  });

  test("source-flood: a call that was taken goes on: retransmission, ACK, CANCEL, dialog, responses", () => {
    const { wire } = wireWith(1);
    const ends = answered(wire, "in");
    onwardOf(ends, fromCaller(ends, "ACK"), SWITCH);
    expect(statuses(wire.send(SWITCH, options(SWITCH, "o")))).toEqual([503]);
    const bye = onwardOf(ends, fromCaller(ends, "BYE"), SWITCH);
    expect(bye.message.method).toBe("BYE");
    expect(statuses(wire.send(CORE_ENDPOINT, response(bye.message, CORE_ENDPOINT, 200)))).toEqual([
      200,
    ]);
  });

  test("source-flood: an INVITE that was taken is not refused when it comes again, and can be called off", () => {
    const { wire } = wireWith(1);
    const first = invite("call-1", "z9hG4bKfirst");
    const [, toCore] = wire.send(SWITCH, first);
    expect(toCore?.message.method).toBe("INVITE");
    expect(statuses(wire.send(SWITCH, options(SWITCH, "o")))).toEqual([503]);
    expect(statuses(wire.send(SWITCH, first))).toEqual([100]);
    const cancel = request("CANCEL", SWITCH, { uri, callId: "call-1", branch: "z9hG4bKfirst" });
    expect(statuses(wire.send(SWITCH, cancel))).toContain(200);
  });

  test("source-flood: the core has no limit", () => {
    const { wire } = wireWith(1);
    for (let n = 0; n < 20; n++) {
      const asked = request("OPTIONS", CORE, { uri: `sip:${TRUNK_FQDN}`, callId: `c${n}` });
      expect(statuses(wire.send(CORE, asked))).toEqual([200]);
    }
  });
});
