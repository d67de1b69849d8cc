/** Inside a dialog nothing new begins: what a kept token is still worth, for which tags, numbers and places. */
import { describe, expect, it } from "vitest";
import { BYOC, FAR_END } from "@/lib/policy/test-world";
import type { SipMessage } from "@/lib/sip/message";
import { answered, type Ends, fromCallee, fromCaller, onwardOf } from "./test-dialog";
import {
  CORE,
  CORE_ENDPOINT,
  FQDN,
  GATEWAY,
  request,
  response,
  SWITCH,
  TRUNK_FQDN,
  Wire,
} from "./test-wire";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Status of the answer to a request that must not be passed on. */
function refusal(ends: Ends, from: string, text: string): number | null {
  const sent = ends.wire.send(from, text);
  expect(sent.filter(({ message }) => message.isRequest)).toEqual([]);
  return sent[0]?.message.status ?? null;
}

/** The clock on the wall, without the timers in between. */
function later(ends: Ends, ms: number): void {
  ends.wire.wallMs += ms;
}

/** An origination that the carrier has, and has not answered. */
function ringing(): Ends & { readonly invite: SipMessage } {
  const wire = new Wire();
  const invite = request("INVITE", CORE, {
    uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
    from: `<sip:${BYOC}@${CORE}>;tag=caller`,
    contact: `<sip:caller@${CORE}>`,
  });
  const onward = wire.send(CORE, invite).find(({ message }) => message.method === "INVITE");
  if (onward === undefined) throw new Error("the INVITE was not routed");
  const { message } = onward;
  return {
    wire,
    callerAt: CORE,
    calleeAt: GATEWAY,
    callerRoutes: [],
    calleeRoutes: message.values("Record-Route"),
    callerFrom: "",
    callerTo: "",
    calleeFrom: `${message.header("To")};tag=callee`,
    calleeTo: message.header("From") ?? "",
    calleeContact: `sip:callee@${GATEWAY}`,
    callerContact: `sip:caller@${CORE}`,
    callerTarget: `sip:callee@${GATEWAY}`,
    calleeTarget: message.contacts?.[0]?.uri ?? "",
    invite: message,
  };
}

describe("a carrier that keeps the token of a call", () => {
  const foreign = "sip:+15550001111@10.0.0.77:8080;transport=tcp";

  it("begins no other call with it: not while the call rings, not when it is up, not afterwards", () => {
    const early = ringing();
    expect(refusal(early, GATEWAY, fromCallee(early, "INVITE", { uri: foreign }))).toBe(481);
    expect(refusal(early, GATEWAY, fromCallee(early, "INVITE"))).toBe(481);
    const up = answered(new Wire(), "out");
    expect(refusal(up, GATEWAY, fromCallee(up, "INVITE", { uri: foreign }))).toBe(481);
    later(up, 30 * DAY);
    expect(refusal(up, GATEWAY, fromCallee(up, "INVITE"))).toBe(481);
    up.wire.replace();
    expect(refusal(up, GATEWAY, fromCallee(up, "INVITE"))).toBe(481);
  });

  it("has nothing more of a call that was refused, at the latest after 15 minutes", () => {
    const ends = ringing();
    ends.wire.send(GATEWAY, response(ends.invite, GATEWAY, 486));
    expect(refusal(ends, GATEWAY, fromCallee(ends, "INVITE"))).toBe(481);
    later(ends, 14 * MINUTE);
    expect(onwardOf(ends, fromCallee(ends, "INFO"), GATEWAY).to).toBe(CORE);
    later(ends, 2 * MINUTE);
    expect(refusal(ends, GATEWAY, fromCallee(ends, "INFO", { cseq: 3 }))).toBe(481);
  });

  it("speaks under the tag that it answered with, and no other", () => {
    const ends = answered(new Wire(), "out");
    const from = ends.calleeFrom.replace("tag=callee", "tag=made-up");
    for (const method of ["INVITE", "BYE", "INFO"]) {
      expect(refusal(ends, GATEWAY, fromCallee(ends, method, { from }))).toBe(481);
    }
    expect(onwardOf(ends, fromCallee(ends, "INFO"), GATEWAY).to).toBe(CORE);
  });
});

describe.each(["in", "out"] as const)("inside a call %sbound", (direction) => {
  const begins = ["INVITE", "UPDATE"];

  it("a Request-URI for somebody else is refused, from either end and through any agent", () => {
    const ends = answered(new Wire(), direction);
    const check = () => {
      for (const method of begins) {
        const toCaller = ends.callerContact.replace("caller@", "+15550001111@");
        const toCallee = ends.calleeContact.replace("callee@", "+15550001111@");
        const back = fromCallee(ends, method, { uri: toCaller });
        expect(refusal(ends, ends.calleeAt, back)).toBe(481);
        const on = fromCaller(ends, method, { uri: toCallee });
        expect(refusal(ends, ends.callerAt, on)).toBe(481);
      }
    };
    check();
    ends.wire.replace();
    check();
    expect(onwardOf(ends, fromCallee(ends, "INVITE"), ends.calleeAt).to).toBe(ends.callerAt);
    expect(onwardOf(ends, fromCaller(ends, "INVITE"), ends.callerAt).to).toBe(ends.calleeAt);
  });

  it("a Contact that a re-INVITE changed is the one to ask for, also after the process died", () => {
    const ends = answered(new Wire(), direction);
    const moved = `sip:moved@${ends.callerAt}`;
    const again = fromCaller(ends, "INVITE", { contact: `<${moved}>` });
    const { message } = onwardOf(ends, again, ends.callerAt);
    const uri = message.contacts?.[0]?.uri ?? "";
    expect(refusal(ends, ends.calleeAt, fromCallee(ends, "UPDATE", { uri: moved }))).toBe(481);
    ends.wire.send(ends.calleeAt, response(message, ends.calleeAt, 200));
    const update = fromCallee(ends, "UPDATE", { uri, cseq: 2 });
    expect(onwardOf(ends, update, ends.calleeAt).message.requestUri).toBe(moved);
    ends.wire.restart();
    const reinvite = fromCallee(ends, "INVITE", { uri, cseq: 3 });
    expect(onwardOf(ends, reinvite, ends.calleeAt).message.requestUri).toBe(moved);
    ends.wire.replace();
    const elsewhere = fromCallee(ends, "INVITE", { uri, cseq: 4 });
    expect(onwardOf(ends, elsewhere, ends.calleeAt).message.requestUri).toBe(moved);
  });

  it("lasts as long as the trunk's longest call, and little longer", () => {
    const ends = answered(new Wire(), direction);
    later(ends, 59 * MINUTE);
    ends.wire.replace();
    expect(onwardOf(ends, fromCallee(ends, "INFO"), ends.calleeAt).to).toBe(ends.callerAt);
    expect(onwardOf(ends, fromCaller(ends, "INFO"), ends.callerAt).to).toBe(ends.calleeAt);
    later(ends, 10 * MINUTE);
    expect(refusal(ends, ends.calleeAt, fromCallee(ends, "BYE", { cseq: 3 }))).toBe(481);
    expect(refusal(ends, ends.callerAt, fromCaller(ends, "BYE", { cseq: 3 }))).toBe(481);
  });
});

describe("where a carrier's request goes in the core", () => {
  it("no address or port that only the message names", () => {
    const ends = answered(new Wire(), "out");
    for (const place of [
      "10.0.0.77:8080;transport=tcp",
      "10.0.0.77",
      "10.0.0.5:8080",
      "10.0.0.9:22",
    ]) {
      const info = fromCallee(ends, "INFO", { uri: `sip:caller@${place}` });
      expect(onwardOf(ends, info, GATEWAY).to).toBe(CORE);
    }
    ends.wire.replace();
    for (const uri of ["sip:caller@10.0.0.9:5060", `sip:caller@${FQDN}`, "tel:+6498879333"]) {
      expect(onwardOf(ends, fromCallee(ends, "INFO", { uri }), GATEWAY).to).toBe(CORE);
    }
  });

  it("and none stands in what the core's own proxies go by", () => {
    const behind = { callerRoutesBehindUs: "<sip:10.0.0.50;lr>" };
    const uri = "sip:admin@10.66.66.66:8080;transport=tcp";
    const ends = answered(new Wire(), "out", behind);
    ends.wire.replace();
    const { message } = onwardOf(ends, fromCallee(ends, "INFO", { uri }), GATEWAY);
    expect(message.requestUri).not.toContain("10.66.66.66");
    expect(message.values("Route")).toEqual(["<sip:10.0.0.50;lr>"]);
    const early = ringing();
    early.wire.send(GATEWAY, response(early.invite, GATEWAY, 183));
    const info = onwardOf(early, fromCallee(early, "INFO", { uri }), GATEWAY);
    expect(info.message.requestUri).toBe(`sip:admin@${CORE}`);
  });

  it("to the core's end all the same where that answered without a Contact", () => {
    const wire = new Wire();
    const uri = `sip:${BYOC}@${FQDN}`;
    const from = `<sip:${FAR_END}@${SWITCH}>;tag=caller`;
    const onward = wire
      .send(SWITCH, request("INVITE", SWITCH, { uri, from }))
      .find(({ message }) => message.method === "INVITE");
    if (onward === undefined) throw new Error("the INVITE was not routed");
    const ok = response(onward.message, CORE_ENDPOINT, 200).replace(/Contact: [^\r]*\r\n/, "");
    const [answer] = wire.send(CORE_ENDPOINT, ok);
    if (answer === undefined) throw new Error("the answer was not passed on");
    const headers = answer.message.values("Record-Route").map((value) => `Route: ${value}`);
    const to = answer.message.header("To") ?? "";
    for (const [method, cseq] of [
      ["ACK", 1],
      ["BYE", 2],
    ] as const) {
      const sent = wire.send(SWITCH, request(method, SWITCH, { uri, from, to, cseq, headers }));
      expect(sent.map((one) => [one.to, one.message.method, one.message.requestUri])).toEqual([
        [CORE_ENDPOINT, method, `sip:${BYOC}@${CORE_ENDPOINT}`],
      ]);
    }
  });

  it("the Contact of the core's end is followed, by the token alone and after a target refresh", () => {
    const ends = answered(new Wire(), "out", { callerContact: "sip:caller@10.0.0.77:5070" });
    expect(onwardOf(ends, fromCallee(ends, "INFO"), GATEWAY).to).toBe("10.0.0.77:5070");
    ends.wire.replace();
    expect(onwardOf(ends, fromCallee(ends, "INFO"), GATEWAY).to).toBe("10.0.0.77:5070");
    const other = answered(new Wire(), "out");
    const contact = "<sip:caller@10.0.0.78:5080>";
    const { message } = onwardOf(other, fromCaller(other, "INVITE", { contact }), CORE);
    other.wire.send(GATEWAY, response(message, GATEWAY, 200));
    const uri = message.contacts?.[0]?.uri ?? "";
    other.wire.replace();
    expect(onwardOf(other, fromCallee(other, "INFO", { uri }), GATEWAY).to).toBe("10.0.0.78:5080");
  });
});
