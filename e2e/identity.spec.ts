// Whose numbers may be shown, and that they arrive byte for byte: origination's rules and passthrough, both ways.
import { expect, test } from "@playwright/test";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";

const OWN = "+6498879333";
const ALSO_OWN = "+6498879334";
const OF_ANOTHER_CUSTOMER = "+6498879444";
const UNKNOWN = "+6498879555";
const OUTSIDE = "+6421555123";

let lab: Lab;
let core: SipPeer;
let switchboard: SipPeer;
let carrier: LabCarrier;

test.beforeAll(async () => {
  core = await SipPeer.open("127.0.2.2");
  switchboard = await SipPeer.open("127.0.3.2");
  lab = await Lab.open({ coreEndpoints: [core] });
  carrier = await lab.addCarrier({
    acl: [switchboard.address],
    gateways: [switchboard],
    numbers: [OWN, ALSO_OWN],
  });
  await lab.addCarrier({ acl: ["127.0.3.99"], numbers: [OF_ANOTHER_CUSTOMER] });
  await lab.agent.untilReadiness(200);
  await lab.live();
});

test.afterAll(async () => {
  await core?.close();
  await switchboard?.close();
  await lab?.close();
});

/** The core calls out over the trunk. */
function originate(from: string, headers: readonly string[] = []): PlacedCall {
  const requestUri = `sip:${OUTSIDE}@${carrier.trunkFqdn}`;
  return PlacedCall.place(lab.agent.udp, { peer: core, requestUri, from, headers });
}

/** The carrier calls in. */
function terminate(from: string, headers: readonly string[] = []): PlacedCall {
  const requestUri = `sip:${OWN}@${lab.fqdn}`;
  return PlacedCall.place(lab.agent.udp, { peer: switchboard, requestUri, from, headers });
}

test.describe("origination", () => {
  test("a BYOC A-number reaches the carrier's gateway in +E.164", async () => {
    const call = originate(`<sip:${OWN}@${core.hostPort}>`);
    const taken = await TakenCall.take(switchboard, lab.agent.udp, call.callId);
    const { invite } = taken;
    expect(invite.requestUri).toBe(`sip:${OUTSIDE}@${switchboard.hostPort};user=phone`);
    expect(userOf(invite.header("To"))).toBe(OUTSIDE);
    expect(userOf(invite.header("From"))).toBe(OWN);
    expect(invite.header("From")).toContain(`@${lab.fqdn}`);
    await taken.refuse(486, "Busy Here");
    expect((await call.refused()).status).toBe(486);
  });

  const refusals = [
    { title: "another customer's number", from: OF_ANOTHER_CUSTOMER, asserted: null },
    { title: "a number that nobody has here", from: UNKNOWN, asserted: null },
    { title: "a foreign From beside an allowed P-Asserted-Identity", from: UNKNOWN, asserted: OWN },
    { title: "a foreign P-Asserted-Identity beside an allowed From", from: OWN, asserted: UNKNOWN },
  ];
  for (const { title, from, asserted } of refusals) {
    test(`${title} is refused: 403 a-number-not-allowed`, async () => {
      const headers = asserted ? [`P-Asserted-Identity: <sip:${asserted}@core.example>`] : [];
      const call = originate(`<sip:${from}@core.example>`, headers);
      const refusal = await call.refused();
      expect(refusal.status).toBe(403);
      expect(refusal.header("X-Cradle-Reason")).toBe("a-number-not-allowed");
      const record = await lab.completeRecord(call.callId);
      expect(record).toMatchObject({ rule: "a-number-not-allowed", status: 403, attempts: [] });
      expect(sawCall(switchboard, call)).toBe(false);
    });
  }

  test("no core address leaves toward the carrier, in any header but Call-ID", async () => {
    const call = originate(`"Front desk (${core.address})" <sip:${OWN}@${core.hostPort}>`, [
      `P-Asserted-Identity: <sip:${OWN}@${core.hostPort}>`,
      `X-Internal-Host: ${core.address}`,
      `Accept: application/sdp;by="sip:${core.hostPort}"`,
      `Supported: timer, ${core.address}`,
      `Allow-Events: talk;at=node-${core.address}`,
      `User-to-User: 3132;encoding=hex;from=${core.address}`,
      `Identity: a.b.c;info=<https://${core.address}/c.pem>`,
    ]);
    const taken = await TakenCall.take(switchboard, lab.agent.udp, call.callId);
    const headers = taken.invite.entries().filter(({ name }) => !["Call-ID", "i"].includes(name));
    expect(JSON.stringify(headers)).not.toContain(core.address);
    await taken.refuse(486, "Busy Here");
    await call.refused();
  });
});

test.describe("passthrough: the user part arrives byte for byte", () => {
  const spellings = [OWN, "%2B6498879333", "+64%39887933%33"];
  for (const spelling of spellings) {
    test(`core to carrier: ${spelling}`, async () => {
      const identity = `<sip:${spelling}@${core.hostPort}>`;
      const call = originate(identity, [
        `P-Asserted-Identity: ${identity}`,
        `P-Asserted-Identity: <tel:${ALSO_OWN}>`,
      ]);
      const taken = await TakenCall.take(switchboard, lab.agent.udp, call.callId);
      const [first, second] = taken.invite.values("P-Asserted-Identity");
      expect(userOf(taken.invite.header("From"))).toBe(spelling);
      expect(userOf(first)).toBe(spelling);
      expect(second).toBe(`<tel:${ALSO_OWN}>`);
      await taken.refuse(486, "Busy Here");
      await call.refused();
    });
  }

  for (const spelling of [OUTSIDE, "%2B6421555123", "+6421%35%355123"]) {
    test(`carrier to core: ${spelling}`, async () => {
      const identity = `<sip:${spelling}@carrier.example>`;
      const call = terminate(identity, [`P-Asserted-Identity: ${identity}`]);
      const taken = await TakenCall.take(core, lab.agent.udp, call.callId);
      expect(userOf(taken.invite.header("From"))).toBe(spelling);
      expect(userOf(taken.invite.header("P-Asserted-Identity"))).toBe(spelling);
      expect(taken.invite.header("X-Cradle-Trunk")).toBe(carrier.trunk.id);
      expect(taken.invite.header("X-Cradle-Carrier")).toBe(carrier.carrier.id);
      expect(taken.invite.header("X-Cradle-Customer")).toBe(carrier.customerId);
      await taken.refuse(486, "Busy Here");
      await call.refused();
    });
  }

  test("what a carrier writes into X-Cradle headers never reaches the core", async () => {
    const call = terminate(`<sip:${OUTSIDE}@carrier.example>`, ["X-Cradle-Trunk: forged"]);
    const taken = await TakenCall.take(core, lab.agent.udp, call.callId);
    expect(taken.invite.lines("X-Cradle-Trunk")).toEqual([carrier.trunk.id]);
    await taken.refuse(486, "Busy Here");
    await call.refused();
  });
});

/** The user part as written, by looking for the at-sign alone: no parser of the product takes part. */
function userOf(value: string | null | undefined): string | undefined {
  return value?.match(/sips?:([^@>]*)@/)?.[1];
}

function sawCall(peer: SipPeer, call: PlacedCall): boolean {
  return peer.arrivals.some(({ message }) => message.callId === call.callId);
}
