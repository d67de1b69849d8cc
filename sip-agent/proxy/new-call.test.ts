/** New calls each way: what leaves, what comes back, and what is refused. */
import { describe, expect, it } from "vitest";
import { BYOC, FAR_END, KERERU, KERERU_TRUNK } from "@/lib/policy/test-world";
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
  TRUNK_FQDN,
  Wire,
} from "./test-wire";

const SDP = "v=0\r\no=- 1 1 IN IP4 10.0.0.5\r\n";
const inbound = (more = {}) =>
  request("INVITE", SWITCH, {
    uri: `sip:${BYOC}@${FQDN}`,
    from: `"Ana" <sip:%2B6421345678@${SWITCH};user=phone>;tag=caller`,
    body: SDP,
    ...more,
  });
const outbound = (more = {}) =>
  request("INVITE", CORE, {
    uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
    from: `"Desk" <sip:${BYOC}@${CORE}>;tag=caller`,
    headers: [
      `P-Asserted-Identity: <sip:${BYOC}@${CORE}>`,
      "X-Internal: 10.0.0.77",
      "X-Cradle-Trunk: forged",
      "Record-Route: <sip:10.0.0.50;lr>",
      "Route: <sip:evil.example;lr>",
    ],
    body: SDP,
    ...more,
  });

describe("termination", () => {
  it("says 100 at once and sends the INVITE to the core endpoint", () => {
    const wire = new Wire();
    const [trying, invite] = wire.send(SWITCH, inbound());
    expect(trying?.message.status).toBe(100);
    expect(trying?.to).toBe(SWITCH);
    expect(trying?.message.topVia).toMatchObject({ received: "198.51.100.1", rport: 5060 });
    expect(invite?.to).toBe(CORE_ENDPOINT);
    const message = invite?.message;
    expect(message?.requestUri).toBe(`sip:${BYOC}@10.0.0.9:5060;user=phone`);
    expect(message?.header("From")).toBe(
      `"Ana" <sip:%2B6421345678@${SWITCH};user=phone>;tag=caller`,
    );
    expect(message?.maxForwards).toBe(69);
    expect(message?.vias()).toHaveLength(1);
    expect(message?.topVia).toMatchObject({ transport: "UDP", rport: null });
    expect(message?.body.toString()).toBe(SDP);
    expect(message?.header("X-Cradle-Trunk")).toBe(KERERU_TRUNK);
    expect(message?.header("X-Cradle-Carrier")).toBe(KERERU);
    const [route] = message?.recordRoutes ?? [];
    expect(route?.uri).toMatch(/^sip:d[\w-]+@byoc\.example\.com:5060;lr$/);
    expect(route?.uri.length).toBeLessThanOrEqual(200);
  });

  it("passes ringing and answer back on the caller's own Via, From and To", () => {
    const wire = new Wire();
    const [, invite] = wire.send(SWITCH, inbound());
    if (!invite) throw new Error("no INVITE");
    const [ringing] = wire.send(CORE_ENDPOINT, response(invite.message, CORE_ENDPOINT, 180));
    expect(ringing?.to).toBe(SWITCH);
    const [answer] = wire.send(
      CORE_ENDPOINT,
      response(invite.message, CORE_ENDPOINT, 200, { body: SDP }),
    );
    const message = answer?.message;
    expect(message?.status).toBe(200);
    expect(message?.vias()).toHaveLength(1);
    expect(message?.topVia?.host).toBe("198.51.100.1");
    expect(message?.header("To")).toBe(`<sip:${BYOC}@${FQDN}>;tag=callee`);
    // The caller's own token, not the callee's.
    expect(message?.recordRoutes?.[0]?.uri).toMatch(/^sip:c[\w-]+@/);
    expect(wire.eventsOf("answered")).toHaveLength(1);
  });

  it("hides the core's proxies from the carrier, and shows the carrier's own again", () => {
    const wire = new Wire();
    const own = "<sip:198.51.100.2;lr>";
    const [, invite] = wire.send(SWITCH, inbound({ headers: [`Record-Route: ${own}`] }));
    if (!invite) throw new Error("no INVITE");
    expect(invite.message.values("Record-Route")).toHaveLength(2);
    const ok = response(invite.message, CORE_ENDPOINT, 200).replace(
      "Record-Route:",
      "Record-Route: <sip:10.0.0.60;lr>\r\nRecord-Route: <sip:10.0.0.61;lr>\r\nRecord-Route:",
    );
    const [answer] = wire.send(CORE_ENDPOINT, ok);
    const routes = answer?.message.values("Record-Route") ?? [];
    expect(routes).toHaveLength(2);
    expect(routes[0]).toMatch(/^<sip:c/);
    expect(routes[1]).toBe(own);
    expect(answer?.message.bytes.toString()).not.toMatch(/10\.0\.0\.6[01]/);
  });
});

describe("origination", () => {
  it("shows the carrier +E.164 at its gateway, our FQDN, and nobody of the core", () => {
    const wire = new Wire();
    const [, invite] = wire.send(CORE, outbound());
    expect(invite?.to).toBe(GATEWAY);
    expect(invite?.destination.listener.address).toBe("192.0.2.1");
    const message = invite?.message;
    expect(message?.requestUri).toBe(`sip:${FAR_END}@203.0.113.10:5060;user=phone`);
    expect(message?.header("To")).toBe(`<sip:${FAR_END}@203.0.113.10;user=phone>`);
    expect(message?.header("From")).toBe(`"Desk" <sip:${BYOC}@${FQDN}>;tag=caller`);
    expect(message?.header("P-Asserted-Identity")).toBe(`<sip:${BYOC}@${FQDN}>`);
    expect(message?.has("X-Internal")).toBe(false);
    expect(message?.has("X-Cradle-Trunk")).toBe(false);
    expect(message?.has("Route")).toBe(false);
    expect(message?.recordRoutes).toHaveLength(1);
    // Contact is hidden in later work; the body is never changed.
    const rest = (message?.bytes.toString() ?? "")
      .replace(/^Contact:.*$/m, "")
      .split("\r\n\r\n")[0];
    expect(rest).not.toContain("10.0.0.");
  });

  it("gives the core its own From, To and Record-Route back", () => {
    const wire = new Wire();
    const [, invite] = wire.send(CORE, outbound());
    if (!invite) throw new Error("no INVITE");
    const [answer] = wire.send(GATEWAY, response(invite.message, GATEWAY, 200));
    const message = answer?.message;
    expect(answer?.to).toBe(CORE);
    expect(message?.header("From")).toBe(`"Desk" <sip:${BYOC}@${CORE}>;tag=caller`);
    expect(message?.header("To")).toBe(`<sip:${FAR_END}@${TRUNK_FQDN}>;tag=callee`);
    const routes = message?.values("Record-Route") ?? [];
    expect(routes[0]).toMatch(/^<sip:c/);
    expect(routes.slice(1)).toEqual(["<sip:10.0.0.50;lr>"]);
  });

  it("keeps anonymous.invalid, and takes a withheld caller's asserted number through", () => {
    const wire = new Wire();
    const [, invite] = wire.send(
      CORE,
      outbound({
        from: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=caller',
        headers: [`P-Asserted-Identity: <tel:${BYOC}>`, "Privacy: id"],
      }),
    );
    expect(invite?.message.header("From")).toBe(
      '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=caller',
    );
    expect(invite?.message.header("P-Asserted-Identity")).toBe(`<tel:${BYOC}>`);
    expect(invite?.message.header("Privacy")).toBe("id");
  });

  it("sends from a listed egress address or not at all", () => {
    const wire = new Wire({ egress: ["2001:db8::1"] });
    const [, refusal] = wire.send(CORE, outbound());
    expect(refusal?.message.status).toBe(500);
    expect(wire.sent.some(({ to }) => to === GATEWAY)).toBe(false);
  });
});

describe("refusals", () => {
  it("carry status, code and reason, and leave one event", () => {
    const wire = new Wire();
    const [refusal, ...more] = wire.send(SWITCH, inbound({ uri: `sip:+6498879999@${FQDN}` }));
    expect(more).toEqual([]);
    expect(refusal?.message.status).toBe(404);
    expect(refusal?.message.header("X-Cradle-Reason")).toBe("b-number-unassigned");
    expect(refusal?.message.toTag).not.toBeNull();
    expect(wire.eventsOf("refused")).toHaveLength(1);
  });

  it("are repeated to a retransmission and decided once", () => {
    const wire = new Wire();
    const invite = inbound({ uri: "sip:+6498879333@203.0.113.99", branch: "z9hG4bKsame" });
    const [first] = wire.send(SWITCH, invite);
    const [again] = wire.send(SWITCH, invite);
    expect(first?.message.header("X-Cradle-Reason")).toBe("fqdn-required");
    expect(again?.message.bytes.equals(first?.message.bytes ?? Buffer.alloc(0))).toBe(true);
    expect(wire.eventsOf("refused")).toHaveLength(1);
    expect(
      wire.send(
        SWITCH,
        request("ACK", SWITCH, {
          uri: "sip:+6498879333@203.0.113.99",
          branch: "z9hG4bKsame",
          to: first?.message.header("To") ?? "",
        }),
      ),
    ).toEqual([]);
    // No retransmission after the ACK, and nothing is left after the RFC's time.
    expect(wire.wait(40_000)).toEqual([]);
    expect(wire.stats).toMatchObject({ server: 0, client: 0 });
  });

  it.each([
    ["REGISTER", 405, "unsupported"],
    ["SUBSCRIBE", 405, "unsupported"],
    ["PUBLISH", 405, "unsupported"],
    ["MESSAGE", 405, "unsupported"],
    ["REFER", 405, "unsupported"],
  ])("%s out of dialog is %i with Allow", (method, status, code) => {
    const wire = new Wire();
    const [refusal] = wire.send(SWITCH, request(method, SWITCH, { uri: `sip:${FQDN}` }));
    expect(refusal?.message.status).toBe(status);
    expect(refusal?.message.header("X-Cradle-Reason")).toBe(code);
    expect(refusal?.message.header("Allow")).toContain("INVITE");
    expect(wire.eventsOf("refused")).toEqual([]);
  });

  it("answers OPTIONS to us", () => {
    const wire = new Wire();
    for (const uri of [`sip:${FQDN}`, "sip:192.0.2.1:5060"]) {
      const [ok] = wire.send(SWITCH, request("OPTIONS", SWITCH, { uri }));
      expect(ok?.message.status).toBe(200);
      expect(
        ok?.message.has("Allow") && ok.message.has("Accept") && ok.message.has("Supported"),
      ).toBe(true);
    }
  });

  it("483 at the last hop, 482 for our own request come back", () => {
    const wire = new Wire();
    const [hops] = wire.send(SWITCH, inbound({ maxForwards: 0 }));
    expect(hops?.message.status).toBe(483);
    const [, invite] = wire.send(CORE, outbound());
    if (!invite) throw new Error("no INVITE");
    // The core sends our own request back to us, unchanged but for another Via on top.
    const back = outbound({ branch: "z9hG4bKloop" }).replace(
      "Max-Forwards",
      `Via: ${invite.message.header("Via")}\r\nMax-Forwards`,
    );
    const [loop] = wire.send(CORE, back);
    expect(loop?.message.status).toBe(482);
  });

  it("420 names what it does not know; 503 while draining", () => {
    const wire = new Wire();
    const [refusal] = wire.send(SWITCH, inbound({ headers: ["Proxy-Require: foo, bar"] }));
    expect(refusal?.message.status).toBe(420);
    expect(refusal?.message.header("Unsupported")).toBe("foo, bar");
    const draining = new Wire({ options: { isDraining: () => true } });
    const [busy] = draining.send(SWITCH, inbound());
    expect(busy?.message.status).toBe(503);
    expect(busy?.message.header("Retry-After")).not.toBeNull();
  });

  it("400 to what a known source garbles, with one record for an INVITE however often it comes", () => {
    const wire = new Wire();
    const garbled = inbound({ branch: "z9hG4bKbad" }).replace(/^CSeq:.*\r\n/m, "");
    expect(wire.send(SWITCH, garbled)[0]?.message.status).toBe(400);
    expect(wire.send(SWITCH, garbled)[0]?.message.status).toBe(400);
    expect(wire.eventsOf("refused")).toHaveLength(1);
    expect(wire.eventsOf("refused")[0]?.decision.rule).toBe("malformed");
    expect(wire.stats.server).toBe(0);
  });
});

describe("an INVITE whose From has no tag", () => {
  it("is refused with 400 from either side: nothing could ever end its call", () => {
    const wire = new Wire();
    const invites = [
      [SWITCH, inbound()],
      [CORE, outbound()],
    ] as const;
    for (const [from, text] of invites) {
      const sent = wire.send(from, text.replace(/^(From:.*);tag=[^\r]*/m, "$1"));
      expect(sent.map(({ message }) => message.status)).toEqual([400]);
    }
    expect(wire.eventsOf("refused").map(({ decision }) => decision.rule)).toEqual([
      "malformed",
      "malformed",
    ]);
  });
});

describe("who is not known hears nothing", () => {
  it.each(["INVITE", "OPTIONS", "REGISTER", "CANCEL", "ACK", "BYE"])("%s", (method) => {
    const wire = new Wire();
    const uri = `sip:${BYOC}@${FQDN}`;
    expect(wire.send(STRANGER, request(method, STRANGER, { uri }))).toEqual([]);
    // A gateway's address may answer and speak in its dialogs, and begin nothing.
    expect(wire.send(GATEWAY, request(method, GATEWAY, { uri }))).toEqual([]);
    expect(wire.unknown).toBe(2);
    expect(wire.wait(40_000)).toEqual([]);
    expect(wire.stats).toMatchObject({ server: 0, client: 0 });
  });

  it("a response from another carrier changes nothing", () => {
    const wire = new Wire();
    const [, invite] = wire.send(CORE, outbound());
    if (!invite) throw new Error("no INVITE");
    expect(wire.send(OTHER_CARRIER, response(invite.message, OTHER_CARRIER, 200))).toEqual([]);
    expect(wire.send(STRANGER, response(invite.message, STRANGER, 200))).toEqual([]);
    expect(wire.eventsOf("answered")).toEqual([]);
    expect(wire.send(GATEWAY, response(invite.message, GATEWAY, 200))).toHaveLength(1);
  });

  it("may be told 403 where an installation wants it", () => {
    const wire = new Wire({ options: { refusesUnknownSources: true } });
    const [refusal] = wire.send(
      GATEWAY,
      request("INVITE", GATEWAY, { uri: `sip:${BYOC}@${FQDN}` }),
    );
    // Known for its dialogs, so still silent: only a source that is nobody's is told.
    expect(refusal).toBeUndefined();
  });
});
