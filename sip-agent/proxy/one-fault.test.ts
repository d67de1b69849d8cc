/** An exception in one call's handling: it is reported, and costs no other call an action or a timer. */
import { describe, expect, it } from "vitest";
import { BYOC, FAR_END, gatewayRow, KERERU_GATEWAY, testId } from "@/lib/policy/test-world";
import type { CallEvent } from "./call-event";
import { CORE, request, TRUNK_FQDN, Wire } from "./test-wire";

/** A proxy with two calls begun in the same tick, whose observer throws at one kind of event of the first. */
function twoCalls(throwsAt: CallEvent["kind"], gateways = [gatewayRow(KERERU_GATEWAY)]) {
  const faults: string[] = [];
  let first: string | null = null;
  const wire: Wire = new Wire({
    rows: { gateways },
    onFault: (where) => faults.push(where),
    options: {
      observe: (event) => {
        wire.events.push(event);
        if (event.kind === "routed") first ??= event.decided.recordId;
        if (event.kind === throwsAt && "recordId" in event && event.recordId === first)
          throw new Error("no room");
      },
    },
  });
  for (const callId of ["call-1", "call-2"]) {
    wire.send(
      CORE,
      request("INVITE", CORE, {
        uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
        from: `<sip:${BYOC}@${CORE}>;tag=caller`,
        callId,
      }),
    );
  }
  return { wire, faults };
}

describe("an exception in one call", () => {
  it("leaves the other's timeout of the same tick", () => {
    const { wire, faults } = twoCalls("failed");
    const sent = wire.wait(33_000);
    const refused = sent.filter(({ message }) => message.status === 408);
    expect(refused.map(({ message }) => message.callId)).toContain("call-2");
    expect(faults).toContain("timeout");
  });

  it("leaves the other's failover of the same tick", () => {
    const second = gatewayRow(testId(5, 9), { host: "203.0.113.11", priority: 20 });
    const { wire, faults } = twoCalls("target-ended", [gatewayRow(KERERU_GATEWAY), second]);
    const sent = wire.wait(4_020);
    const onward = sent.filter(({ to }) => to === "203.0.113.11:5060");
    expect(onward.map(({ message }) => message.callId)).toEqual(["call-2"]);
    expect(faults).toEqual(["branch timer"]);
  });
});
