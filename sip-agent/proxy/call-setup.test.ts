/** Failover, CANCEL in every race, late answers, retransmissions: how a call finds its target, or its end. */
import { describe, expect, it } from "vitest";
import { BYOC, FAR_END, gatewayRow, KERERU_GATEWAY, testId } from "@/lib/policy/test-world";
import type { SipMessage } from "@/lib/sip/message";
import {
  CORE,
  GATEWAY,
  request,
  response,
  SECOND_GATEWAY,
  type Sent,
  SWITCH,
  TRUNK_FQDN,
  Wire,
} from "./test-wire";

const SECOND = testId(5, 9);
const gateways = [
  gatewayRow(KERERU_GATEWAY),
  gatewayRow(SECOND, { host: "203.0.113.11", priority: 20 }),
];
const twoGateways = () => new Wire({ rows: { gateways } });
const BRANCH = "z9hG4bKcall";
const invite = () =>
  request("INVITE", CORE, {
    uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
    from: `<sip:${BYOC}@${CORE}>;tag=caller`,
    branch: BRANCH,
  });
const cancel = () =>
  request("CANCEL", CORE, {
    uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
    from: `<sip:${BYOC}@${CORE}>;tag=caller`,
    branch: BRANCH,
  });

const ofMethod = (sent: readonly Sent[], method: string) =>
  sent.filter(({ message }) => message.isRequest && message.method === method);
const ofStatus = (sent: readonly Sent[], status: number, method = "INVITE") =>
  sent.filter(({ message }) => message.status === status && message.cseq?.method === method);

function begun(wire: Wire): SipMessage {
  const [sent] = ofMethod(wire.send(CORE, invite()), "INVITE");
  if (sent?.to !== GATEWAY) throw new Error("the INVITE did not go to the first gateway");
  return sent.message;
}

describe("failover", () => {
  it.each([408, 500, 502, 503, 504])("goes to the next gateway after %i", (status) => {
    const wire = twoGateways();
    const first = begun(wire);
    const sent = wire.send(GATEWAY, response(first, GATEWAY, status));
    expect(ofMethod(sent, "ACK")[0]?.to).toBe(GATEWAY);
    const [second] = ofMethod(sent, "INVITE");
    expect(second?.to).toBe(SECOND_GATEWAY);
    expect(second?.message.branch).not.toBe(first.branch);
    expect(second?.message.header("To")).toBe(`<sip:${FAR_END}@203.0.113.11;user=phone>`);
    const [busy] = ofStatus(
      wire.send(SECOND_GATEWAY, response(second!.message, SECOND_GATEWAY, 486)),
      486,
    );
    expect(busy?.to).toBe(CORE);
    expect(wire.eventsOf("target-ended").map(({ status }) => status)).toEqual([status, 486]);
    expect(wire.eventsOf("failed")).toHaveLength(1);
  });

  it.each([400, 403, 404, 480, 486, 501, 600, 603])("takes %i for an answer", (status) => {
    const wire = twoGateways();
    const first = begun(wire);
    const sent = wire.send(GATEWAY, response(first, GATEWAY, status));
    expect(ofMethod(sent, "INVITE")).toEqual([]);
    expect(ofStatus(sent, status)).toHaveLength(1);
  });

  it("after 4 s of silence; who was silent may still answer, and the other is called off", () => {
    const wire = twoGateways();
    const first = begun(wire);
    const [second] = ofMethod(wire.wait(4_020), "INVITE").filter(({ to }) => to === SECOND_GATEWAY);
    expect(second).toBeDefined();
    expect((second?.atMs ?? 0) - 1_000).toBeLessThanOrEqual(4_016);
    wire.send(SECOND_GATEWAY, response(second!.message, SECOND_GATEWAY, 180));
    const late = wire.send(GATEWAY, response(first, GATEWAY, 200, { tag: "late" }));
    expect(ofStatus(late, 200)[0]?.to).toBe(CORE);
    expect(ofMethod(late, "CANCEL")[0]?.to).toBe(SECOND_GATEWAY);
    expect(wire.eventsOf("answered")).toHaveLength(1);
  });

  it("cancels who was silent as soon as it rings", () => {
    const wire = twoGateways();
    const first = begun(wire);
    wire.wait(4_020);
    const sent = wire.send(GATEWAY, response(first, GATEWAY, 180));
    expect(ofMethod(sent, "CANCEL").map(({ to }) => to)).toEqual([GATEWAY]);
    expect(ofStatus(sent, 180)).toEqual([]);
  });

  it("waits for the last gateway as long as the transaction lasts", () => {
    const wire = new Wire();
    begun(wire);
    expect(ofStatus(wire.wait(20_000), 408)).toEqual([]);
    const [timeout] = ofStatus(wire.wait(13_000), 408);
    expect(timeout?.to).toBe(CORE);
  });

  it("not once there was early media", () => {
    const wire = twoGateways();
    const first = begun(wire);
    wire.send(GATEWAY, response(first, GATEWAY, 183, { body: "v=0\r\n" }));
    const sent = wire.send(GATEWAY, response(first, GATEWAY, 503));
    expect(ofMethod(sent, "INVITE")).toEqual([]);
    // Upstream a 503 would say that all of us is down.
    expect(ofStatus(sent, 500)).toHaveLength(1);
  });

  it("where nothing can be sent at all", async () => {
    const wire = twoGateways();
    wire.unreachable.add(GATEWAY);
    wire.send(CORE, invite());
    await Promise.resolve();
    expect(ofMethod(wire.sent, "INVITE").map(({ to }) => to)).toEqual([SECOND_GATEWAY]);
    expect(wire.eventsOf("target-ended")[0]).toMatchObject({ status: null });
  });

  it("ends with 500 after the last 503, 480 never", () => {
    const wire = twoGateways();
    const first = begun(wire);
    const [second] = ofMethod(wire.send(GATEWAY, response(first, GATEWAY, 503)), "INVITE");
    const end = wire.send(SECOND_GATEWAY, response(second!.message, SECOND_GATEWAY, 503));
    expect(ofStatus(end, 500)).toHaveLength(1);
  });

  it("a carrier's challenge is not answered, and somebody is told", () => {
    const wire = twoGateways();
    const sent = wire.send(
      GATEWAY,
      response(begun(wire), GATEWAY, 407, {
        headers: ['Proxy-Authenticate: Digest realm="x", nonce="y"'],
      }),
    );
    const [refusal] = ofStatus(sent, 500);
    expect(refusal?.message.has("Proxy-Authenticate")).toBe(false);
    expect(wire.eventsOf("alert").map(({ code }) => code)).toEqual(["next-hop-challenge"]);
  });
});

describe("CANCEL", () => {
  it("before any provisional response: held back until one comes", () => {
    const wire = twoGateways();
    const first = begun(wire);
    const now = wire.send(CORE, cancel());
    expect(ofStatus(now, 200, "CANCEL")).toHaveLength(1);
    expect(ofMethod(now, "CANCEL")).toEqual([]);
    // No further target either, whatever the first one does.
    expect(ofMethod(wire.wait(5_000), "INVITE").every(({ to }) => to === GATEWAY)).toBe(true);
    const [cancelled] = ofMethod(wire.send(GATEWAY, response(first, GATEWAY, 180)), "CANCEL");
    expect(cancelled?.message.branch).toBe(first.branch);
    expect(cancelled?.message.header("To")).toBe(first.header("To"));
    const end = wire.send(GATEWAY, response(first, GATEWAY, 487));
    expect(ofStatus(end, 487)[0]?.to).toBe(CORE);
    expect(wire.eventsOf("failed")[0]).toMatchObject({ status: 487, isCancelled: true });
  });

  it("while ringing", () => {
    const wire = twoGateways();
    const first = begun(wire);
    wire.send(GATEWAY, response(first, GATEWAY, 180));
    const sent = wire.send(CORE, cancel());
    expect(ofMethod(sent, "CANCEL")[0]?.to).toBe(GATEWAY);
    expect(ofStatus(wire.send(GATEWAY, response(first, GATEWAY, 487)), 487)).toHaveLength(1);
  });

  it("wins during failover: no next target after a 503", () => {
    const wire = twoGateways();
    const first = begun(wire);
    wire.send(GATEWAY, response(first, GATEWAY, 100));
    wire.send(CORE, cancel());
    const sent = wire.send(GATEWAY, response(first, GATEWAY, 503));
    expect(ofMethod(sent, "INVITE")).toEqual([]);
    expect(ofStatus(sent, 487)[0]?.to).toBe(CORE);
  });

  it("loses against an answer that crosses it", () => {
    const wire = twoGateways();
    const first = begun(wire);
    wire.send(GATEWAY, response(first, GATEWAY, 180));
    wire.send(CORE, cancel());
    const sent = wire.send(GATEWAY, response(first, GATEWAY, 200));
    expect(ofStatus(sent, 200)).toHaveLength(1);
    expect(wire.eventsOf("answered")).toHaveLength(1);
    expect(wire.eventsOf("failed")).toEqual([]);
  });

  it("of nothing is 481; of another peer's call too", () => {
    const wire = twoGateways();
    expect(ofStatus(wire.send(CORE, cancel()), 481, "CANCEL")).toHaveLength(1);
    begun(wire);
    const foreign = request("CANCEL", SWITCH, {
      uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
      from: `<sip:${BYOC}@${CORE}>;tag=caller`,
      via: `SIP/2.0/UDP ${CORE}`,
      branch: BRANCH,
    });
    expect(ofStatus(wire.send(SWITCH, foreign), 481, "CANCEL")).toHaveLength(1);
    expect(ofMethod(wire.sent, "CANCEL")).toEqual([]);
  });
});

describe("an early dialog", () => {
  it("takes PRACK and UPDATE by the token of its own provisional response, and no further target after it", () => {
    const wire = twoGateways();
    const first = begun(wire);
    const reliable = response(first, GATEWAY, 183, { headers: ["Require: 100rel", "RSeq: 1"] });
    const [progress] = ofStatus(wire.send(GATEWAY, reliable), 183);
    const routes = progress?.message.values("Record-Route").map((value) => `Route: ${value}`) ?? [];
    for (const method of ["PRACK", "UPDATE"]) {
      const early = request(method, CORE, {
        uri: `sip:${GATEWAY}`,
        from: progress?.message.header("From") ?? "",
        to: progress?.message.header("To") ?? "",
        headers: [...routes, "RAck: 1 1 INVITE"],
        cseq: 2,
      });
      const [onward] = ofMethod(wire.send(CORE, early), method);
      expect(onward?.to).toBe(GATEWAY);
      expect(onward?.message.header("RAck")).toBe("1 1 INVITE");
      expect(
        ofStatus(wire.send(GATEWAY, response(onward!.message, GATEWAY, 200)), 200, method),
      ).toHaveLength(1);
    }
    expect(ofMethod(wire.send(GATEWAY, response(first, GATEWAY, 503)), "INVITE")).toEqual([]);
  });
});

describe("late and repeated", () => {
  it("an answer after the caller was refused is acknowledged and hung up, each once more when repeated", () => {
    const wire = twoGateways();
    const first = begun(wire);
    const [second] = ofMethod(wire.wait(4_020), "INVITE").filter(({ to }) => to === SECOND_GATEWAY);
    wire.send(SECOND_GATEWAY, response(second!.message, SECOND_GATEWAY, 486));
    const late = response(first, GATEWAY, 200);
    const sent = wire.send(GATEWAY, late);
    expect(ofStatus(sent, 200)).toEqual([]);
    expect(ofMethod(sent, "ACK")[0]).toMatchObject({ to: GATEWAY });
    const [bye] = ofMethod(sent, "BYE");
    expect(bye?.message.toTag).toBe("callee");
    expect(bye?.message.cseq?.sequence).toBe(2);
    const again = wire.send(GATEWAY, late);
    expect(ofMethod(again, "ACK")).toHaveLength(1);
    expect(ofMethod(again, "BYE")).toEqual([]);
    expect(wire.eventsOf("answered")).toEqual([]);
  });

  it("a retransmitted INVITE is answered with what was said last, and sent on once", () => {
    const wire = twoGateways();
    const first = begun(wire);
    wire.send(GATEWAY, response(first, GATEWAY, 180));
    const again = wire.send(CORE, invite());
    expect(again.map(({ message }) => message.status)).toEqual([180]);
    expect(wire.eventsOf("routed")).toHaveLength(1);
  });

  it("each 2xx is passed on, with the same token, until the caller acknowledges", () => {
    const wire = twoGateways();
    const first = begun(wire);
    const ok = response(first, GATEWAY, 200);
    const [once] = ofStatus(wire.send(GATEWAY, ok), 200);
    const [twice] = ofStatus(wire.send(GATEWAY, ok), 200);
    expect(twice?.message.bytes.equals(once!.message.bytes)).toBe(true);
    expect(wire.eventsOf("answered")).toHaveLength(1);
  });

  it("that rings for ever is called off after ten minutes, with 408", () => {
    const wire = twoGateways();
    const first = begun(wire);
    const sent: Sent[] = [];
    for (let minute = 0; minute < 11; minute++) {
      wire.send(GATEWAY, response(first, GATEWAY, 180));
      sent.push(...wire.wait(60_000));
    }
    expect(ofMethod(sent, "CANCEL").map(({ to }) => to)).toContain(GATEWAY);
    expect(ofStatus(sent, 408)[0]?.to).toBe(CORE);
    expect(wire.eventsOf("failed")).toMatchObject([{ status: 408, isCancelled: false }]);
  });

  it("that rings without another word until timer C ends with 408, not with the target's 487", () => {
    const wire = twoGateways();
    const first = begun(wire);
    wire.send(GATEWAY, response(first, GATEWAY, 180));
    expect(ofMethod(wire.wait(186_000), "CANCEL").map(({ to }) => to)).toContain(GATEWAY);
    const sent = wire.send(GATEWAY, response(first, GATEWAY, 487));
    expect(ofStatus(sent, 408)[0]?.to).toBe(CORE);
    expect(ofStatus(sent, 487)).toEqual([]);
  });

  it("rings with sixteen To tags, and no more", () => {
    const wire = twoGateways();
    const first = begun(wire);
    const rings = Array.from({ length: 20 }, (_, n) =>
      wire.send(GATEWAY, response(first, GATEWAY, 180, { tag: `tag${n}` })),
    );
    expect(rings.map((sent) => sent.length)).toEqual([
      ...Array<number>(16).fill(1),
      ...Array<number>(4).fill(0),
    ]);
    const answer = wire.send(GATEWAY, response(first, GATEWAY, 200, { tag: "tag19" }));
    expect(ofStatus(answer, 200)).toHaveLength(1);
    const again = wire.send(GATEWAY, response(first, GATEWAY, 200, { tag: "tag19" }));
    expect(ofStatus(again, 200)).toHaveLength(1);
  });

  it("hangs up sixteen late answers, and no more", () => {
    const wire = twoGateways();
    const first = begun(wire);
    const second = ofMethod(wire.wait(4_020), "INVITE").find(({ to }) => to === SECOND_GATEWAY);
    wire.send(SECOND_GATEWAY, response(second!.message, SECOND_GATEWAY, 486));
    const sent = Array.from({ length: 20 }, (_, n) =>
      wire.send(GATEWAY, response(first, GATEWAY, 200, { tag: `tag${n}` })),
    ).flat();
    expect(ofMethod(sent, "BYE")).toHaveLength(16);
  });

  it("still ringing when the process ends is refused and called off, an answered one is not", () => {
    const wire = twoGateways();
    const first = begun(wire);
    wire.send(GATEWAY, response(first, GATEWAY, 180));
    const sent = wire.refuseSetUps();
    expect(ofMethod(sent, "CANCEL").map(({ to }) => to)).toEqual([GATEWAY]);
    const refusal = ofStatus(sent, 503)[0]!;
    expect(refusal.to).toBe(CORE);
    expect(refusal.message.header("X-Cradle-Reason")).toBe("draining");
    expect(refusal.message.header("Retry-After")).toBe("5");
    expect(wire.eventsOf("failed")).toMatchObject([{ status: 503, isCancelled: false }]);

    const answered = twoGateways();
    answered.send(GATEWAY, response(begun(answered), GATEWAY, 200));
    expect(answered.refuseSetUps()).toEqual([]);
  });

  it("nothing is left when all is over", () => {
    const wire = twoGateways();
    const first = begun(wire);
    wire.send(GATEWAY, response(first, GATEWAY, 486));
    wire.wait(70_000);
    expect(wire.stats).toMatchObject({ server: 0, client: 0, timers: 0 });
  });
});
