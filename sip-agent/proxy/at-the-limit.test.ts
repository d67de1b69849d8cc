/** Messages that come in just within the parser's limits, and would leave beyond them. */
import { describe, expect, it } from "vitest";
import { BYOC, FAR_END } from "@/lib/policy/test-world";
import { LIMITS } from "@/lib/sip/limits";
import { CORE, CORE_ENDPOINT, FQDN, request, SWITCH, TRUNK_FQDN, Wire } from "./test-wire";

const inbound = (headers: readonly string[]) =>
  request("INVITE", SWITCH, {
    uri: `sip:${BYOC}@${FQDN}`,
    from: `<sip:${FAR_END}@${SWITCH}>;tag=caller`,
    headers,
  });

describe("an INVITE at a limit", () => {
  it("of headers is sent on with ours on top", () => {
    const wire = new Wire();
    const bare = inbound([]).split("\r\n").length - 3;
    const many = Array.from({ length: LIMITS.headers - bare }, () => "Allow: INFO");
    const sent = wire.send(SWITCH, inbound(many)).find(({ to }) => to === CORE_ENDPOINT);
    expect(sent?.message.scan.count).toBeGreaterThan(4 * LIMITS.headers);
  });

  it("that no writer can hold is refused with 513, with a record", () => {
    const wire = new Wire();
    // Hosts of one letter, which toward a carrier become the signalling FQDN.
    const identities = Array.from({ length: 350 }, () => `<sip:${BYOC}@b>`).join(",");
    const sent = wire.send(
      CORE,
      request("INVITE", CORE, {
        uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
        from: `<sip:${BYOC}@${CORE}>;tag=caller`,
        headers: [`P-Asserted-Identity: ${identities}`],
      }),
    );
    expect(sent.map(({ message }) => message.status)).toEqual([100, 513]);
    expect(wire.eventsOf("failed")).toMatchObject([{ status: 513, isCancelled: false }]);
  });
});

it("an exception in the middle of a set-up refuses the call with 500", () => {
  const faults: string[] = [];
  const wire: Wire = new Wire({
    onFault: (where) => faults.push(where),
    options: {
      observe: (event) => {
        wire.events.push(event);
        if (event.kind === "target-tried") throw new Error("no room");
      },
    },
  });
  const sent = wire.send(SWITCH, inbound([]));
  expect(sent.map(({ message }) => message.status)).toEqual([100, 500]);
  expect(wire.eventsOf("failed")).toHaveLength(1);
  expect(faults).toEqual(["request"]);
});
