// Carriers allow Cradle by address: the agent is ready only if it sends from a listed one, and then sends from no other.
import { expect, test } from "@playwright/test";
import { addEgressAddress } from "@/lib/services/settings/add-egress-address";
import { freeSipPort } from "./fixtures/free-port";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { type Arrival, SipPeer } from "./fixtures/sip-peer";

const NUMBER = "+6498879333";
const OUTSIDE = "+6421555123";

test("not ready, with the reason, until the address it sends from is listed", async () => {
  const lab = await Lab.open({ agentAddress: "127.0.1.2", egressAddresses: ["127.0.1.99"] });
  try {
    await lab.live();
    const health = await lab.agent.ask("/readyz");
    expect(health?.status).toBe(503);
    expect(health?.text).toContain("127.0.1.2");
    await addEgressAddress(lab.ctx, { address: "127.0.1.2" });
    await lab.agent.untilReadiness(200);
  } finally {
    await lab.close();
  }
});

test.describe("listening on an unlisted address beside a listed one", () => {
  const UNLISTED = "127.0.1.3";
  const LISTED = "127.0.1.4";
  let lab: Lab;
  let core: SipPeer;
  let gateway: SipPeer;
  let carrier: LabCarrier;
  let listedPort: number;

  test.beforeAll(async () => {
    core = await SipPeer.open("127.0.2.7");
    gateway = await SipPeer.open("127.0.3.7");
    listedPort = await freeSipPort(LISTED);
    const unlistedPort = await freeSipPort(UNLISTED);
    const urls = [`${UNLISTED}:${unlistedPort}`, `${LISTED}:${listedPort}`];
    lab = await Lab.open({
      agentAddress: LISTED,
      coreEndpoints: [core],
      agentEnv: {
        SIP_OPTIONS_MS: "200",
        SIP_LISTEN: urls.flatMap((url) => [`udp://${url}`, `tcp://${url}`]).join(","),
      },
    });
    carrier = await lab.addCarrier({
      acl: [gateway.address],
      gateways: [gateway],
      numbers: [NUMBER],
    });
    await lab.agent.untilReadiness(200);
    await lab.live();
  });

  test.afterAll(async () => {
    for (const peer of [core, gateway]) await peer?.close();
    await lab?.close();
  });

  test("INVITE, ACK, re-INVITE, BYE, CANCEL and OPTIONS toward the carrier all leave from the listed one", async () => {
    const agent = { transport: "udp", address: LISTED, port: listedPort } as const;
    const place = () =>
      PlacedCall.place(agent, {
        peer: core,
        requestUri: `sip:${OUTSIDE}@${carrier.trunkFqdn}`,
        from: `<sip:${NUMBER}@core.example>`,
      });

    const answered = place();
    const taken = await TakenCall.take(gateway, agent, answered.callId);
    const [ack] = await Promise.all([taken.answer(), answered.answered()]);
    const [, reinvite] = await Promise.all([
      answered.request("INVITE", true),
      taken.accept("INVITE"),
    ]);
    const [, options] = await Promise.all([answered.request("OPTIONS"), taken.accept("OPTIONS")]);
    const [, bye] = await Promise.all([answered.request("BYE"), taken.accept("BYE")]);

    const givenUp = place();
    const ringing = await TakenCall.take(gateway, agent, givenUp.callId);
    ringing.ring();
    await givenUp.provisional(180);
    const [cancel] = await Promise.all([ringing.cancelled(), givenUp.cancel()]);

    const check = await lab.until("an OPTIONS check", async () => gateway.optionsChecks[0] ?? null);

    const seen = { invite: taken.arrival, ack, reinvite, bye, cancel, options, check };
    for (const [what, arrival] of Object.entries(seen)) {
      expect({ what, from: sourceOf(arrival) }).toEqual({ what, from: LISTED });
      const via = arrival.message.topVia;
      expect({ what, via: via?.host, port: via?.port }).toEqual({
        what,
        via: LISTED,
        port: listedPort,
      });
    }
    const sources = new Set(gateway.arrivals.map(sourceOf));
    expect([...sources]).toEqual([LISTED]);
  });
});

function sourceOf(arrival: Arrival): string {
  return arrival.from.address;
}
