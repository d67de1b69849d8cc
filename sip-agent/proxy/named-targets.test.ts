/** A gateway by name: the places that DNS gives, tried in their order before the next gateway (RFC 3263 §4.3). */
import { describe, expect, it } from "vitest";
import { BYOC, FAR_END, gatewayRow, KERERU_GATEWAY, testId } from "@/lib/policy/test-world";
import { literalResolver, type NameResolver, type Place } from "../dns/name-resolver";
import {
  CORE,
  OTHER_CARRIER,
  request,
  response,
  SECOND_GATEWAY,
  type Sent,
  TRUNK_FQDN,
  Wire,
} from "./test-wire";

const FIRST = "203.0.113.50:5060";
const SECOND = "203.0.113.51:5080";

/** As if DNS had said so. */
function named(addresses: readonly string[], noted: string[] = []): NameResolver {
  return {
    ...literalResolver,
    hasNames: true,
    placesOf(target, transport, seed) {
      if (target.host !== "gw.kereru.example") {
        return literalResolver.placesOf(target, transport, seed);
      }
      return addresses.map((one): Place => {
        const [address = "", port] = one.split(":");
        return { transport, address, port: Number(port) };
      });
    },
    targetsAt: (address) =>
      addresses.some((one) => one.startsWith(`${address}:`)) ? [KERERU_GATEWAY] : [],
    problemOf: () => (addresses.length === 0 ? "name does not resolve: NXDOMAIN" : null),
    note: ({ address }, lives) => noted.push(`${address} ${lives ? "lives" : "fails"}`),
  };
}

function wireTo(addresses: readonly string[], noted: string[] = [], parts: object = {}): Wire {
  return new Wire({
    rows: {
      gateways: [
        gatewayRow(KERERU_GATEWAY, { host: "gw.kereru.example", port: null, ...parts }),
        gatewayRow(testId(5, 9), { host: "203.0.113.11", priority: 20 }),
      ],
    },
    options: { resolver: named(addresses, noted) },
  });
}

const call = (wire: Wire) =>
  wire.send(
    CORE,
    request("INVITE", CORE, {
      uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
      from: `<sip:${BYOC}@${CORE}>;tag=caller`,
    }),
  );
const invites = (sent: readonly Sent[]) =>
  sent.filter(({ message }) => message.method === "INVITE");
const places = (sent: readonly Sent[]) => invites(sent).map(({ to }) => to);

describe("a gateway by name", () => {
  it("is tried at each of its places after silence, then the next gateway is", () => {
    const noted: string[] = [];
    const wire = wireTo([FIRST, SECOND], noted);
    call(wire);
    expect(places(wire.sent)).toEqual([FIRST]);
    wire.wait(4_100);
    expect([...new Set(places(wire.sent))]).toEqual([FIRST, SECOND]);
    wire.wait(4_100);
    expect([...new Set(places(wire.sent))]).toEqual([FIRST, SECOND, SECOND_GATEWAY]);
    expect(noted).toEqual(["203.0.113.50 fails", "203.0.113.51 fails"]);
    expect(wire.eventsOf("target-tried").map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it("is tried at its next place where nothing can be sent, and after 503", async () => {
    const wire = wireTo([FIRST, SECOND]);
    wire.unreachable.add(FIRST);
    call(wire);
    await Promise.resolve();
    expect(places(wire.sent)).toEqual([SECOND]);

    const other = wireTo([FIRST, SECOND]);
    const [invite] = invites(call(other));
    if (invite === undefined) throw new Error("no INVITE");
    expect(places(other.send(FIRST, response(invite.message, FIRST, 503)))).toEqual([SECOND]);
  });

  it("is left for the next gateway by any other failure of its own, and not at all by a refusal", () => {
    for (const [status, next] of [
      [500, [SECOND_GATEWAY]],
      [486, []],
    ] as const) {
      const wire = wireTo([FIRST, SECOND]);
      const [invite] = invites(call(wire));
      if (invite === undefined) throw new Error("no INVITE");
      expect(places(wire.send(FIRST, response(invite.message, FIRST, status)))).toEqual(next);
    }
  });

  it("may answer from the address that its name leads to, and is known to live then", () => {
    const noted: string[] = [];
    const wire = wireTo([FIRST], noted);
    const [invite] = invites(call(wire));
    if (invite === undefined) throw new Error("no INVITE");
    const ringing = wire.send(FIRST, response(invite.message, FIRST, 180));
    expect(ringing.map(({ to, message }) => [to, message.status])).toEqual([[CORE, 180]]);
    expect(noted).toEqual(["203.0.113.50 lives"]);
    expect(wire.send("203.0.113.77:5060", response(invite.message, FIRST, 200))).toEqual([]);
  });

  it("that does not resolve is passed over, and says why", () => {
    const wire = wireTo([]);
    expect(places(call(wire))).toEqual([SECOND_GATEWAY]);
    const [ended] = wire.eventsOf("target-ended");
    expect(ended).toMatchObject({ index: 0, reason: "name does not resolve: NXDOMAIN" });
  });

  it("whose name points into the core, or back at us, is not sent to there", () => {
    const wire = wireTo(["10.0.0.9:5060", "192.0.2.1:5060", SECOND]);
    expect(places(call(wire))).toEqual([SECOND]);
  });

  it("whose name points at an address by which another carrier calls is not sent to there", () => {
    const wire = wireTo([OTHER_CARRIER, SECOND]);
    expect(places(call(wire))).toEqual([SECOND]);
  });

  it("whose name points into the core leads nowhere by its Contact either", () => {
    for (const inside of ["10.0.0.9", "10.0.0.5", OTHER_CARRIER.slice(0, -5)]) {
      const wire = wireTo([FIRST, `${inside}:5060`]);
      const [invite] = invites(call(wire));
      if (invite === undefined) throw new Error("no INVITE");
      const uri = `sip:callee@${inside}:22;transport=tcp`;
      const [ok] = wire.send(FIRST, response(invite.message, FIRST, 200, { contact: `<${uri}>` }));
      if (ok === undefined) throw new Error("no answer");
      const bye = request("BYE", CORE, {
        uri,
        from: ok.message.header("From") ?? "",
        to: ok.message.header("To") ?? "",
        cseq: 2,
        headers: ok.message.values("Record-Route").map((value) => `Route: ${value}`),
      });
      const sent = wire.send(CORE, bye).find(({ message }) => message.method === "BYE");
      expect(sent?.destination).toMatchObject({ address: "203.0.113.50", transport: "udp" });
    }
  });

  it("has its certificate asked for the name that staff saved", () => {
    const wire = wireTo([FIRST], [], { transport: "tcp" });
    expect(invites(call(wire))[0]?.destination).toMatchObject({
      ...{ address: "203.0.113.50", serverName: "gw.kereru.example" },
    });
  });

  it("is asked for that name inside the dialog too, where its Contact shows an address", () => {
    const wire = wireTo(["203.0.113.50:5061"], [], { transport: "tls" });
    const at = "203.0.113.50:5061";
    const [invite] = invites(call(wire));
    if (invite === undefined) throw new Error("no INVITE");
    const contact = `<sip:callee@${at};transport=tls>`;
    const [ok] = wire.send(at, response(invite.message, at, 200, { contact }), "tls");
    if (ok === undefined) throw new Error("no answer");
    const bye = request("BYE", CORE, {
      uri: `sip:callee@${at};transport=tls`,
      from: ok.message.header("From") ?? "",
      to: ok.message.header("To") ?? "",
      cseq: 2,
      headers: ok.message.values("Record-Route").map((value) => `Route: ${value}`),
    });
    const sent = wire.send(CORE, bye).find(({ message }) => message.method === "BYE");
    expect(sent?.destination).toMatchObject({
      ...{ address: "203.0.113.50", port: 5061, transport: "tls" },
      serverName: "gw.kereru.example",
    });
  });
});
