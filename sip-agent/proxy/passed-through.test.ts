/** What is the two ends' own business, and only passed on: 491, 199, reliability, breadth; and what no proxy may send of its own. */
import { describe, expect, it } from "vitest";
import { BYOC, FAR_END } from "@/lib/policy/test-world";
import { answered, fromCallee, fromCaller, onwardOf } from "./test-dialog";
import { CORE, GATEWAY, request, response, type Sent, TRUNK_FQDN, Wire } from "./test-wire";

const statuses = (sent: readonly Sent[]) =>
  sent.filter(({ message }) => !message.isRequest).map(({ message }) => message.status);

describe.each(["in", "out"] as const)("in a call %sbound", (direction) => {
  it("overlapping re-INVITEs: each far side's 491 is passed, acknowledged by us, and the dialog goes on", () => {
    const ends = answered(new Wire(), direction);
    const one = onwardOf(ends, fromCaller(ends, "INVITE"), ends.callerAt);
    const other = onwardOf(ends, fromCallee(ends, "INVITE"), ends.calleeAt);
    const toCaller = ends.wire.send(ends.calleeAt, response(one.message, ends.calleeAt, 491));
    const toCallee = ends.wire.send(ends.callerAt, response(other.message, ends.callerAt, 491));
    for (const [sent, to, asked] of [
      [toCaller, ends.callerAt, one],
      [toCallee, ends.calleeAt, other],
    ] as const) {
      expect(sent.map(({ message }) => message.method || message.status)).toEqual(["ACK", 491]);
      expect(sent[0]?.message.branch).toBe(asked.message.branch);
      expect(sent[1]?.to).toBe(to);
    }
    const again = onwardOf(ends, fromCaller(ends, "INVITE", { cseq: 3 }), ends.callerAt);
    expect(
      statuses(ends.wire.send(ends.calleeAt, response(again.message, ends.calleeAt, 200))),
    ).toEqual([200]);
  });

  it("a target refresh that the far side refuses changes nothing", () => {
    const ends = answered(new Wire(), direction);
    const contact = `<sip:moved@${ends.callerAt}>`;
    const { message } = onwardOf(ends, fromCaller(ends, "INVITE", { contact }), ends.callerAt);
    ends.wire.send(ends.calleeAt, response(message, ends.calleeAt, 488));
    const back = onwardOf(ends, fromCallee(ends, "UPDATE"), ends.calleeAt);
    expect(back.message.requestUri).toBe(ends.callerContact);
    expect(ends.wire.eventsOf("dialog-changed")).toEqual([]);
  });

  it("the spool's dialog has the true Contacts, whatever either end is shown", () => {
    const ends = answered(new Wire(), direction);
    const { callerContact, calleeContact } = ends;
    const dialogs = ends.wire.eventsOf("answered").map(({ dialog }) => dialog);
    expect(dialogs).toMatchObject([
      { caller: { contact: callerContact }, callee: { contact: calleeContact } },
    ]);
    const moved = [`sip:moved@${ends.callerAt}`, `sip:moved@${ends.calleeAt}`] as const;
    const update = fromCaller(ends, "UPDATE", { contact: `<${moved[0]}>` });
    const { message } = onwardOf(ends, update, ends.callerAt);
    const contact = `<${moved[1]}>`;
    ends.wire.send(ends.calleeAt, response(message, ends.calleeAt, 200, { contact }));
    const changes = ends.wire.eventsOf("dialog-changed").map(({ change }) => change);
    expect(changes.map(({ side, contact }) => [side, contact])).toEqual([
      ["caller", moved[0]],
      ["callee", moved[1]],
    ]);
  });

  it("no 408 to any request but INVITE, however long the far side is silent (RFC 4320 §4.2)", () => {
    for (const method of ["UPDATE", "INFO", "PRACK", "BYE", "OPTIONS"]) {
      const ends = answered(new Wire(), direction);
      onwardOf(ends, fromCaller(ends, method), ends.callerAt);
      const sent = ends.wire.wait(40_000);
      expect([method, statuses(sent).filter((status) => status !== 100)]).toEqual([method, []]);
      // And no 100 before timer E has reached T2 (§4.1).
      const early = sent.filter(({ message, atMs }) => message.status === 100 && atMs < 4_500);
      expect([method, early]).toEqual([method, []]);
    }
  });

  it("no Contact of a redirection is passed, in either direction", () => {
    const ends = answered(new Wire(), direction);
    const headers = ["Contact: <sip:elsewhere@198.18.0.1>"];
    for (const [from, at, text] of [
      [ends.callerAt, ends.calleeAt, fromCaller(ends, "INVITE")],
      [ends.calleeAt, ends.callerAt, fromCallee(ends, "INVITE")],
    ] as const) {
      const { message } = onwardOf(ends, text, from);
      const sent = ends.wire.send(at, response(message, at, 302, { headers }));
      const refusal = sent.find(({ to }) => to === from);
      expect(refusal?.message.status).toBeGreaterThanOrEqual(300);
      expect(refusal?.message.has("Contact")).toBe(false);
    }
  });

  it("a request with no hop left is 483, and an ACK goes no further", () => {
    const ends = answered(new Wire(), direction);
    const last = { maxForwards: 0 };
    const sent = ends.wire.send(ends.callerAt, fromCaller(ends, "INFO", last));
    expect(statuses(sent)).toEqual([483]);
    expect(ends.wire.send(ends.callerAt, fromCaller(ends, "ACK", last))).toEqual([]);
    const { message } = onwardOf(
      ends,
      fromCaller(ends, "INFO", { maxForwards: 7, cseq: 4 }),
      ends.callerAt,
    );
    expect(message.maxForwards).toBe(6);
  });

  it("a 2xx that the far side repeats is passed on each time, with the same Contact", () => {
    const ends = answered(new Wire(), direction);
    const { message } = onwardOf(ends, fromCaller(ends, "INVITE"), ends.callerAt);
    const ok = response(message, ends.calleeAt, 200);
    const [first] = ends.wire.send(ends.calleeAt, ok);
    const [second] = ends.wire.send(ends.calleeAt, ok);
    expect(second?.message.bytes.equals(first?.message.bytes ?? Buffer.alloc(0))).toBe(true);
  });
});

describe("in call set-up", () => {
  const begun = (headers: readonly string[]) => {
    const wire = new Wire();
    const invite = request("INVITE", CORE, {
      uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
      from: `<sip:${BYOC}@${CORE}>;tag=caller`,
      headers,
    });
    const sent = wire.send(CORE, invite).find(({ message }) => message.method === "INVITE");
    if (sent === undefined) throw new Error("the INVITE was not routed");
    return { wire, message: sent.message };
  };

  it("Max-Breadth, RAck, RSeq, session timers and option tags go through as they came", () => {
    const headers = [
      "Max-Breadth: 40",
      "Supported: 100rel, timer, replaces, 199",
      "Session-Expires: 1800;refresher=uac",
      "Min-SE: 90",
    ];
    const { wire, message } = begun(headers);
    expect(headers.map((line) => message.header(line.split(":")[0] ?? ""))).toEqual(
      headers.map((line) => line.slice(line.indexOf(": ") + 2)),
    );
    const reliable = ["Require: 100rel", "RSeq: 988789"];
    const [ringing] = wire.send(GATEWAY, response(message, GATEWAY, 180, { headers: reliable }));
    expect(ringing?.message.header("RSeq")).toBe("988789");
  });

  it("199 is passed where the far side says it, and never made up (RFC 6228)", () => {
    const { wire, message } = begun(["Supported: 199"]);
    wire.send(GATEWAY, response(message, GATEWAY, 183));
    expect(statuses(wire.send(GATEWAY, response(message, GATEWAY, 199)))).toEqual([199]);
    const end = wire.send(GATEWAY, response(message, GATEWAY, 486, { tag: "other" }));
    expect(statuses(end)).toEqual([486]);
    expect(wire.sent.filter(({ message }) => message.status === 199)).toHaveLength(1);
  });
});
