/** Calls over TLS on the wire in memory: `sips:` where every hop is TLS and nowhere else, and what our URIs say then. */
import { describe, expect, test } from "vitest";
import { BYOC, coreEndpointRow, FAR_END, gatewayRow, testId } from "@/lib/policy/test-world";
import type { TransportName } from "../transport/transport";
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

const endpoint = (n: number, transport: TransportName) =>
  coreEndpointRow(testId(5, n), { transport, host: n === 3 ? "10.0.0.9" : "10.0.0.10" });

function invite(scheme: "sip" | "sips", via = "TLS") {
  return request("INVITE", SWITCH, {
    uri: `${scheme}:${BYOC}@${FQDN}`,
    via: `SIP/2.0/${via} ${SWITCH}`,
    contact: `<${scheme}:${SWITCH}>`,
  });
}

describe("[P-4] unsupported: sips:", () => {
  const all = { rows: { coreEndpoints: [endpoint(3, "tls"), endpoint(4, "tls")] } };
  const one = { rows: { coreEndpoints: [endpoint(3, "tls"), endpoint(4, "udp")] } };
  const cases: readonly [string, object, TransportName, string][] = [
    ["that did not come by TLS is 416", all, "tcp", "416"],
    ["with one target that is not TLS is 416", one, "tls", "416"],
    ["with no target by TLS is 416", {}, "tls", "416"],
    ["is routed where every hop is TLS", all, "tls", "INVITE"],
  ];
  for (const [what, options, transport, expected] of cases) {
    test(`unsupported: ${what}`, () => {
      const wire = new Wire(options);
      const sent = wire.send(SWITCH, invite("sips", transport.toUpperCase()), transport);
      const { message } = sent[sent.length - 1] ?? {};
      expect(message?.isRequest ? message.method : String(message?.status)).toBe(expected);
      if (expected === "416") {
        expect(message?.header("X-Cradle-Reason")).toBe("unsupported");
        expect(sent).toHaveLength(1);
      }
    });
  }

  test("unsupported: another fault is told first by its own rule, whatever the hops are", () => {
    const wire = new Wire(one);
    const unassigned = invite("sips").replaceAll(BYOC, "+6449999999");
    const [refused] = wire.send(SWITCH, unassigned, "tls");
    expect(refused?.message.header("X-Cradle-Reason")).toBe("b-number-unassigned");
  });

  test("a routed call stays sips: toward the core, and our URIs are sips: at the TLS port", () => {
    const wire = new Wire(all);
    const onward = wire.send(SWITCH, invite("sips"), "tls").at(-1);
    expect(onward?.destination).toMatchObject({ transport: "tls" });
    if (onward === undefined) return;
    expect(onward.message.requestUri).toMatch(/^sips:\+/);
    expect(onward.message.header("Via")).toMatch(/^SIP\/2\.0\/TLS 192\.0\.2\.1:5061;/);
    const ours = new RegExp(`^<sips:[^@]+@${FQDN}:5061;lr>$`);
    expect(onward.message.header("Record-Route")).toMatch(ours);
    const answer = response(onward.message, CORE_ENDPOINT, 200, { contact: "<sips:10.0.0.9>" });
    const ok = wire.send(onward.to, answer, "tls").at(-1);
    expect(ok?.message.status).toBe(200);
    expect(ok?.message.header("Record-Route")).toMatch(ours);
    expect(ok?.message.header("Contact")).toMatch(new RegExp(`^<sips:[^@]+@${FQDN}:5061>`));
  });
});

test("a sip: call over TLS says transport=tls and the TLS port", () => {
  const gateways = [gatewayRow(testId(5, 1), { transport: "tls", port: 5061 })];
  const wire = new Wire({ rows: { gateways } });
  const call = request("INVITE", CORE, {
    uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
    from: `<sip:${BYOC}@${CORE}>;tag=caller`,
  });
  const onward = wire.send(CORE, call).at(-1);
  expect(onward?.to).toBe(GATEWAY.replace("5060", "5061"));
  expect(onward?.message.header("Via")).toMatch(/^SIP\/2\.0\/TLS 192\.0\.2\.1:5061;/);
  const ours = new RegExp(`^<sip:[^@]+@${FQDN}:5061;transport=tls;lr>$`);
  expect(onward?.message.header("Record-Route")).toMatch(ours);
});
