/** Requests inside a dialog: routed by the token alone, in each direction, also by a process that knows nothing else. */
import { describe, expect, it } from "vitest";
import {
  aclRow,
  BYOC,
  FAR_END,
  gatewayRow,
  KERERU_ACL,
  KERERU_GATEWAY,
  KERERU_TRUNK,
  NOW,
  trunkRow,
} from "@/lib/policy/test-world";
import { answered, fromCallee, fromCaller, onwardOf, type Parts } from "./test-dialog";
import {
  CORE,
  CORE_ENDPOINT,
  FQDN,
  GATEWAY,
  OTHER_CARRIER,
  request,
  response,
  STRANGER,
  SWITCH,
  snapshotOf,
  TRUNK_FQDN,
  Wire,
} from "./test-wire";

describe.each(["in", "out"] as const)("a call %sbound", (direction) => {
  it("ACK, re-INVITE, UPDATE, INFO, PRACK and BYE of the caller reach the callee", () => {
    const ends = answered(new Wire(), direction);
    for (const [cseq, method] of ["ACK", "INVITE", "UPDATE", "INFO", "PRACK", "BYE"].entries()) {
      const text = fromCaller(ends, method, { cseq: cseq + 1 });
      const { to, message } = onwardOf(ends, text, ends.callerAt);
      expect(to).toBe(ends.calleeAt);
      expect(message.method).toBe(method);
      expect(message.requestUri).toBe(ends.calleeContact);
      expect(message.has("Route")).toBe(false);
      expect(message.vias()).toHaveLength(1);
      // As the callee's leg has them.
      expect(message.fromTag).toBe("caller");
      expect(message.toTag).toBe("callee");
      if (method === "ACK") continue;
      const back = ends.wire.send(ends.calleeAt, response(message, ends.calleeAt, 200));
      expect(back.at(-1)?.to).toBe(ends.callerAt);
      expect(back.at(-1)?.message.header("To")).toBe(ends.callerTo);
      expect(back.at(-1)?.message.header("From")).toBe(ends.callerFrom);
    }
    expect(ends.wire.eventsOf("ended")).toMatchObject([{ by: "caller" }]);
  });

  it("the callee's too, also through another agent, by the token alone", () => {
    const ends = answered(new Wire(), direction);
    ends.wire.replace();
    const { to, message } = onwardOf(ends, fromCallee(ends, "BYE"), ends.calleeAt);
    expect(to).toBe(ends.callerAt);
    expect(message.requestUri).toBe(ends.callerContact);
    const [ok] = ends.wire.send(ends.callerAt, response(message, ends.callerAt, 200));
    expect(ok?.to).toBe(ends.calleeAt);
    expect(ends.wire.eventsOf("ended")).toMatchObject([
      { by: "callee", recordId: "01900000-0000-7000-8000-000000000001" },
    ]);
  });

  it("the caller's after a restart", () => {
    const ends = answered(new Wire(), direction);
    ends.wire.restart();
    expect(onwardOf(ends, fromCaller(ends, "BYE"), ends.callerAt).to).toBe(ends.calleeAt);
  });

  it("a token of ours in the Request-URI, where a strict router put it, is taken", () => {
    const ends = answered(new Wire(), direction);
    const [ours = ""] = ends.callerRoutes;
    const strict = fromCaller(ends, "BYE", {
      uri: ours.slice(1, -1),
      headers: [`Route: <${ends.calleeContact}>`],
    });
    const { to, message } = onwardOf(ends, strict, ends.callerAt);
    expect(to).toBe(ends.calleeAt);
    expect(message.requestUri).toBe(ends.calleeContact);
    const both = fromCaller(ends, "BYE", {
      uri: ours.slice(1, -1),
      headers: [`Route: ${ours}, <${ends.calleeContact}>`],
    });
    expect(onwardOf(ends, both, ends.callerAt).message.requestUri).toBe(ends.calleeContact);
  });

  it("without the token, with an altered one, or under other tags: 481, and an ACK is dropped", () => {
    const ends = answered(new Wire(), direction);
    const [ours = ""] = ends.callerRoutes;
    const altered = ours.replace(/.(?=.{20}@)/, (char) => (char === "x" ? "y" : "x"));
    expect(altered).not.toBe(ours);
    const uri = ends.calleeContact;
    const wrong: Partial<Parts>[] = [
      { uri, headers: [] },
      { uri, headers: [`Route: ${altered}`] },
      { callId: "another-call" },
      { from: ends.callerFrom.replace("tag=caller", "tag=other") },
      { to: ends.callerTo.replace("tag=callee", "tag=other") },
      { uri, headers: ends.calleeRoutes.map((value) => `Route: ${value}`) },
    ];
    for (const parts of wrong) {
      const sent = ends.wire.send(ends.callerAt, fromCaller(ends, "BYE", parts));
      expect(sent.map(({ message }) => message.status)).toEqual([481]);
      expect(ends.wire.send(ends.callerAt, fromCaller(ends, "ACK", parts))).toEqual([]);
    }
    expect(ends.wire.eventsOf("ended")).toEqual([]);
  });

  it("replayed by another peer it opens nothing", () => {
    const ends = answered(new Wire(), direction);
    const bye = fromCaller(ends, "BYE");
    expect(ends.wire.send(STRANGER, bye)).toEqual([]);
    const others = [OTHER_CARRIER, direction === "in" ? CORE : SWITCH];
    for (const other of others) {
      const sent = ends.wire.send(other, bye);
      expect(sent.map(({ message }) => message.status)).toEqual([481]);
    }
  });

  it("made by another installation it opens nothing", () => {
    const ends = answered(new Wire(), direction);
    const elsewhere = new Wire({ keys: [{ id: "k1", bytes: new Uint8Array(32).fill(8) }] });
    const sent = elsewhere.send(ends.callerAt, fromCaller(ends, "BYE"));
    expect(sent.map(({ message }) => message.status)).toEqual([481]);
  });

  it("a Contact or Route elsewhere chooses no destination: it goes to where the far side is known to be", () => {
    const far = "sip:victim@198.18.0.1:5060";
    const contact = direction === "in" ? { callerContact: far } : { calleeContact: far };
    for (const where of [far, "sip:victim@evil.example"]) {
      const parts = {
        ...contact,
        ...(direction === "in" ? { callerContact: where } : { calleeContact: where }),
      };
      const ends = answered(new Wire(), direction, parts);
      const toCarrier =
        direction === "in"
          ? onwardOf(ends, fromCallee(ends, "BYE"), ends.calleeAt)
          : onwardOf(ends, fromCaller(ends, "BYE"), ends.callerAt);
      expect(toCarrier.to).toBe(direction === "in" ? SWITCH : GATEWAY);
      expect(toCarrier.message.requestUri).toBe(where);
    }
    const ends = answered(new Wire(), direction);
    const routed = fromCaller(ends, "BYE", {
      headers: [`Route: ${ends.callerRoutes[0]}`, "Route: <sip:evil.example;lr>"],
    });
    expect(onwardOf(ends, routed, ends.callerAt).to).toBe(ends.calleeAt);
  });

  it("a far side that does not answer ends the call for who hung up", () => {
    const ends = answered(new Wire(), direction);
    ends.wire.send(ends.callerAt, fromCaller(ends, "BYE"));
    ends.wire.wait(33_000);
    expect(ends.wire.eventsOf("ended")).toMatchObject([{ by: "caller" }]);
  });

  it("a re-INVITE can be cancelled", () => {
    const ends = answered(new Wire(), direction);
    const branch = "z9hG4bKagain";
    const { message } = onwardOf(ends, fromCaller(ends, "INVITE", { branch }), ends.callerAt);
    ends.wire.send(ends.calleeAt, response(message, ends.calleeAt, 100));
    const cancel = onwardOf(ends, fromCaller(ends, "CANCEL", { branch }), ends.callerAt);
    expect(cancel.message.branch).toBe(message.branch);
    const [ack, end] = ends.wire.send(ends.calleeAt, response(message, ends.calleeAt, 487));
    expect(ack?.message.method).toBe("ACK");
    expect(end?.message.status).toBe(487);
  });
});

describe("hosts of the carrier's leg", () => {
  it("are ours in a request of the core, and the core's own again in one of the carrier", () => {
    const ends = answered(new Wire(), "out");
    const bye = onwardOf(ends, fromCaller(ends, "INFO"), CORE).message;
    expect(bye.header("From")).toBe(`<sip:${BYOC}@${FQDN}>;tag=caller`);
    expect(bye.to?.parsedUri).toMatchObject({ user: FAR_END, host: "203.0.113.10" });
    const back = onwardOf(ends, fromCallee(ends, "INFO"), GATEWAY).message;
    expect(back.to?.parsedUri).toMatchObject({ user: BYOC, host: "10.0.0.5", port: 5060 });
    expect(back.from?.parsedUri).toMatchObject({ user: FAR_END, host: TRUNK_FQDN });
  });

  it("show nothing of the core in a request inside an inbound call", () => {
    const ends = answered(new Wire(), "in");
    const info = fromCallee(ends, "INFO", {
      headers: [
        ...ends.calleeRoutes.map((value) => `Route: ${value}`),
        `P-Asserted-Identity: <sip:${BYOC}@10.0.0.9>`,
        "X-Internal: 10.0.0.77",
      ],
    });
    const { message } = onwardOf(ends, info, CORE_ENDPOINT);
    expect(message.header("From")).toBe(`<sip:${BYOC}@${FQDN}>;tag=callee`);
    expect(message.header("P-Asserted-Identity")).toBe(`<sip:${BYOC}@${FQDN}>`);
    expect(message.has("X-Internal")).toBe(false);
  });
});

describe("the core's own proxies", () => {
  it("stand in Route again when the carrier speaks, though it never saw them", () => {
    const proxy = "<sip:10.0.0.50;lr>";
    const ends = answered(new Wire(), "out", { callerRoutesBehindUs: proxy });
    expect(ends.calleeRoutes).toHaveLength(1);
    const { to, message } = onwardOf(ends, fromCallee(ends, "BYE"), GATEWAY);
    expect(to).toBe("10.0.0.50:5060");
    expect(message.values("Route")).toEqual([proxy]);
  });

  it("a strict one gets itself in the Request-URI", () => {
    const ends = answered(new Wire(), "out", { callerRoutesBehindUs: "<sip:10.0.0.50>" });
    const { to, message } = onwardOf(ends, fromCallee(ends, "BYE"), GATEWAY);
    expect(to).toBe("10.0.0.50:5060");
    expect(message.requestUri).toBe("sip:10.0.0.50");
    expect(message.values("Route")).toEqual([`<${ends.callerContact}>`]);
  });

  it("a strict one in the core's own Route gets itself in the Request-URI, angle brackets or not", () => {
    const ends = answered(new Wire(), "out");
    for (const route of ["<sip:203.0.113.10:5060>", "sip:203.0.113.10:5060"]) {
      const headers = [...ends.callerRoutes, route].map((value) => `Route: ${value}`);
      const { message } = onwardOf(ends, fromCaller(ends, "INFO", { headers }), CORE);
      expect(message.requestUri).toBe("sip:203.0.113.10:5060");
      expect(message.values("Route")).toEqual([`<${ends.calleeContact}>`]);
    }
  });

  it("too many of them to be hidden: the call is refused, not shown", () => {
    const wire = new Wire();
    const routes = Array.from({ length: 12 }, (_, i) => `<sip:proxy-${i}.inside.example;lr>`);
    const invite = request("INVITE", CORE, {
      uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
      from: `<sip:${BYOC}@${CORE}>;tag=caller`,
      headers: [`Record-Route: ${routes.join(", ")}`],
    });
    const sent = wire.send(CORE, invite);
    expect(sent.map(({ message }) => message.status)).toEqual([100, 500]);
    expect(wire.eventsOf("alert").map(({ code }) => code)).toEqual(["route-set-too-long"]);
  });
});

describe("what changes while a call is up", () => {
  it("suspending the trunk stops new calls, not this one", () => {
    const ends = answered(new Wire(), "out");
    ends.wire.snapshot = snapshotOf({ trunks: [trunkRow(KERERU_TRUNK, { state: "suspended" })] });
    expect(onwardOf(ends, fromCaller(ends, "BYE"), CORE).to).toBe(GATEWAY);
    const [, refusal] = [
      0,
      ...ends.wire.send(
        CORE,
        request("INVITE", CORE, {
          uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
          from: `<sip:${BYOC}@${CORE}>;tag=new`,
          callId: "new",
        }),
      ),
    ];
    expect(refusal).toMatchObject({ message: { status: 403 } });
  });

  it("a removed ACL entry stays known to it; a blocked one does not", () => {
    const removed = { active: false, removedAtMs: NOW, blockedNow: false };
    const ends = answered(new Wire(), "in");
    ends.wire.snapshot = snapshotOf({ aclEntries: [aclRow(KERERU_ACL, removed)] });
    expect(onwardOf(ends, fromCaller(ends, "INFO"), SWITCH).to).toBe(CORE_ENDPOINT);
    expect(
      ends.wire.send(
        SWITCH,
        request("INVITE", SWITCH, { uri: `sip:${BYOC}@${FQDN}`, callId: "new" }),
      ),
    ).toEqual([]);
    ends.wire.snapshot = snapshotOf({
      aclEntries: [aclRow(KERERU_ACL, { ...removed, blockedNow: true })],
    });
    expect(ends.wire.send(SWITCH, fromCaller(ends, "BYE"))).toEqual([]);
    // Nothing is sent to a blocked place either.
    const [refusal] = ends.wire.send(CORE_ENDPOINT, fromCallee(ends, "BYE"));
    expect(refusal?.message.status).toBe(404);
  });

  it("a gateway that was switched off still ends its calls", () => {
    const ends = answered(new Wire(), "out", { calleeContact: "sip:callee@198.18.0.1" });
    ends.wire.snapshot = snapshotOf({ gateways: [gatewayRow(KERERU_GATEWAY, { enabled: false })] });
    expect(onwardOf(ends, fromCaller(ends, "BYE"), CORE).to).toBe(GATEWAY);
  });
});

describe("a new call is decided whatever it carries", () => {
  it("an INVITE without a To tag ignores tokens in Route and Request-URI", () => {
    const ends = answered(new Wire(), "in");
    const [ours = ""] = ends.callerRoutes;
    const fresh = request("INVITE", SWITCH, {
      uri: `sip:+6498879999@${FQDN}`,
      headers: [`Route: ${ours}`],
      callId: "call-1",
      from: ends.callerFrom,
    });
    const [refusal] = ends.wire.send(SWITCH, fresh);
    expect(refusal?.message.header("X-Cradle-Reason")).toBe("b-number-unassigned");
    const inUri = request("INVITE", SWITCH, { uri: ours.slice(1, -1), callId: "call-2" });
    const [other] = ends.wire.send(SWITCH, inUri);
    expect(other?.message.header("X-Cradle-Reason")).toBe("b-number-format");
  });

  it("REFER is refused both ways", () => {
    const ends = answered(new Wire(), "in");
    const refer = {
      headers: [...ends.callerRoutes.map((value) => `Route: ${value}`), "Refer-To: <sip:x@y>"],
    };
    expect(ends.wire.send(SWITCH, fromCaller(ends, "REFER", refer))[0]?.message.status).toBe(403);
  });
});
