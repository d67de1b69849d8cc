/** What an agent that ends waits for, over whole calls. */
import { expect, it } from "vitest";
import { BYOC } from "@/lib/policy/test-world";
import { CORE_ENDPOINT, FQDN, request, response, SWITCH, Wire } from "./test-wire";

/** A call to the core that rings. */
function ringing() {
  const wire = new Wire();
  const text = request("INVITE", SWITCH, { uri: `sip:${BYOC}@${FQDN}`, branch: "z9hG4bKcall" });
  const invite = wire.send(SWITCH, text).find((one) => one.message.method === "INVITE")!.message;
  wire.send(CORE_ENDPOINT, response(invite, CORE_ENDPOINT, 180));
  return { wire, text, invite };
}

it("nothing is under way before the first call", () => {
  expect(new Wire().isUnderWay).toBe(false);
});

it("a call that rings is, until it is answered", () => {
  const { wire, invite } = ringing();
  expect(wire.isUnderWay).toBe(true);
  wire.send(CORE_ENDPOINT, response(invite, CORE_ENDPOINT, 200));
  expect(wire.isUnderWay).toBe(false);
});

it("a call that is refused at the end is, until its caller and its target have said so", () => {
  for (const isTargetFirst of [true, false]) {
    const { wire, text, invite } = ringing();
    wire.refuseSetUps();
    const steps = [
      () => wire.send(CORE_ENDPOINT, response(invite, CORE_ENDPOINT, 487)),
      () => wire.send(SWITCH, text.replace("INVITE", "ACK").replace("1 INVITE", "1 ACK")),
    ];
    for (const step of isTargetFirst ? steps : steps.reverse()) {
      expect(wire.isUnderWay).toBe(true);
      step();
    }
    expect(wire.isUnderWay).toBe(false);
  }
});
