/** An INVITE over 1,300 bytes: TCP only where the target allows it, and UDP where no TCP gets through. */
import { describe, expect, it } from "vitest";
import { BYOC, FAR_END, gatewayRow, KERERU_GATEWAY, testId } from "@/lib/policy/test-world";
import {
  CORE,
  CORE_ENDPOINT,
  GATEWAY,
  request,
  SECOND_GATEWAY,
  type Sent,
  SWITCH,
  TRUNK_FQDN,
  Wire,
} from "./test-wire";

const LARGE = "x".repeat(2_000);
const withTcp = (allowTcp: boolean) =>
  new Wire({
    rows: {
      gateways: [
        gatewayRow(KERERU_GATEWAY, { allowTcp }),
        gatewayRow(testId(5, 9), { host: "203.0.113.11", priority: 20 }),
      ],
    },
  });
const outward = (body: string, headers: readonly string[] = []) =>
  request("INVITE", CORE, {
    uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
    ...{ from: `<sip:${BYOC}@${CORE}>;tag=caller`, body, headers },
  });
const ways = (sent: readonly Sent[]) =>
  sent
    .filter(({ message }) => message.method === "INVITE")
    .map(({ to, destination, message }) => [
      destination.transport,
      to,
      message.lines("Via")[0]?.split(" ")[0],
    ]);

describe("an INVITE over 1,300 bytes", () => {
  it("goes to a core that is set to UDP by UDP, and nothing else is tried", () => {
    const wire = new Wire();
    const large = request("INVITE", SWITCH, { uri: `sip:${BYOC}@${TRUNK_FQDN}`, body: LARGE });
    const sent = wire.send(SWITCH, large);
    expect(ways(sent)).toEqual([["udp", CORE_ENDPOINT, "SIP/2.0/UDP"]]);
    expect(sent.at(-1)?.message.bytes.length).toBeGreaterThan(1_300);
  });

  it("goes by TCP to a gateway that allows it, and by UDP to one that does not", () => {
    expect(ways(withTcp(true).send(CORE, outward(LARGE)))).toEqual([
      ["tcp", GATEWAY, "SIP/2.0/TCP"],
    ]);
    expect(ways(withTcp(false).send(CORE, outward(LARGE)))).toEqual([
      ["udp", GATEWAY, "SIP/2.0/UDP"],
    ]);
    const wire = withTcp(true);
    expect(ways(wire.send(CORE, outward("")))).toEqual([["udp", GATEWAY, "SIP/2.0/UDP"]]);
    expect(wire.eventsOf("target-tried").map(({ isLarge }) => isLarge)).toEqual([false]);
  });

  it("goes by UDP to the same gateway where no TCP gets through, before any other is tried", async () => {
    const wire = withTcp(true);
    wire.unreachableByTcp.add(GATEWAY);
    wire.send(CORE, outward(LARGE));
    await Promise.resolve();
    expect(ways(wire.sent)).toEqual([["udp", GATEWAY, "SIP/2.0/UDP"]]);
    const tried = wire.eventsOf("target-tried");
    // What is told of it is counted by transport.
    expect(
      tried.map(({ index, destination, isLarge }) => [index, destination?.transport, isLarge]),
    ).toEqual([
      [0, "tcp", true],
      [1, "udp", true],
    ]);
  });

  it("goes to the next gateway where neither gets through, once each", async () => {
    const wire = withTcp(true);
    wire.unreachable.add(GATEWAY);
    wire.send(CORE, outward(LARGE));
    for (let turn = 0; turn < 4; turn++) await Promise.resolve();
    expect(ways(wire.sent)).toEqual([["udp", SECOND_GATEWAY, "SIP/2.0/UDP"]]);
    expect(wire.eventsOf("target-tried").map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it("is not made large by credentials that stay here", () => {
    const credentials = `Proxy-Authorization: Digest username="a", realm="r", nonce="${"n".repeat(400)}", uri="sip:x", response="0123456789abcdef0123456789abcdef"`;
    const body = "x".repeat(200);
    const text = outward(body, [credentials]);
    expect(text.length + 500).toBeGreaterThan(1_300);
    expect(outward(body).length + 500).toBeLessThan(1_300);
    expect(ways(withTcp(true).send(CORE, text))).toEqual([["udp", GATEWAY, "SIP/2.0/UDP"]]);
  });
});
