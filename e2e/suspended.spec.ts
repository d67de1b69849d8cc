// Suspending a trunk, and a carrier: no new call from the moment the agents report it, and running calls go on until they end.
import { expect, test } from "@playwright/test";
import { countOpenCalls } from "@/lib/services/calls/count-open-calls";
import { changeCarrierState } from "@/lib/services/carriers/change-carrier-state";
import { getCarrier } from "@/lib/services/carriers/get-carrier";
import { changeTrunkState } from "@/lib/services/trunks/change-trunk-state";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";

const NUMBER = "+6498879321";
const OUTSIDE = "+6421555123";

let lab: Lab;
let core: SipPeer;
let gateway: SipPeer;
let carrier: LabCarrier;

test.beforeAll(async () => {
  core = await SipPeer.open("127.0.2.18");
  gateway = await SipPeer.open("127.0.3.18");
  lab = await Lab.open({ agentAddress: "127.0.1.18", coreEndpoints: [core] });
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

function inbound(): PlacedCall {
  return PlacedCall.place(lab.agent.udp, {
    peer: gateway,
    requestUri: `sip:${NUMBER}@${lab.fqdn}`,
    from: `<sip:${OUTSIDE}@carrier.example>`,
  });
}

function outbound(): PlacedCall {
  return PlacedCall.place(lab.agent.udp, {
    peer: core,
    requestUri: `sip:${OUTSIDE}@${carrier.trunkFqdn}`,
    from: `<sip:${NUMBER}@core.example>`,
  });
}

test("once the agents report the version new calls are 403 both ways, and the running one ends by its BYE", async () => {
  const running = inbound();
  const taken = await TakenCall.take(core, lab.agent.udp, running.callId);
  await Promise.all([taken.answer(), running.answered()]);

  const { id, version } = carrier.trunk;
  const suspended = await changeTrunkState(lab.ctx, {
    id,
    version,
    to: "suspended",
    reason: "The carrier asked for it",
  });
  await lab.live();
  for (const call of [inbound(), outbound()]) {
    const refusal = await call.refused();
    expect(refusal.status).toBe(403);
    expect(refusal.header("X-Cradle-Reason")).toBe("trunk-inactive");
  }
  const [bye] = await Promise.all([running.request("BYE"), taken.accept("BYE")]);
  expect(bye.status).toBe(200);

  await changeTrunkState(lab.ctx, { id, version: suspended.version, to: "resumed" });
  await lab.live();
  const again = inbound();
  const takenAgain = await TakenCall.take(core, lab.agent.udp, again.callId);
  await Promise.all([takenAgain.refuse(486, "Busy Here"), again.refused()]);
});

test("a suspended carrier's next INVITE is refused once the agents report it; the call that is counted as up goes on", async () => {
  const running = inbound();
  const taken = await TakenCall.take(core, lab.agent.udp, running.callId);
  await Promise.all([taken.answer(), running.answered()]);
  const side = { carrierId: carrier.carrier.id };
  await expect.poll(async () => (await countOpenCalls(lab.ctx, side)).calls).toBe(1);

  const { carrier: ready } = await getCarrier(lab.ctx, { id: carrier.carrier.id });
  const suspended = await changeCarrierState(lab.ctx, {
    id: ready.id,
    version: ready.version,
    to: "suspended",
    reason: "Fraud was seen",
  });
  await lab.live();
  for (const call of [inbound(), outbound()]) {
    expect((await call.refused()).status).toBe(403);
  }
  const [bye] = await Promise.all([running.request("BYE"), taken.accept("BYE")]);
  expect(bye.status).toBe(200);
  await expect.poll(async () => (await countOpenCalls(lab.ctx, side)).calls).toBe(0);

  await changeCarrierState(lab.ctx, { id: ready.id, version: suspended.version, to: "ready" });
  await lab.live();
  const again = inbound();
  const takenAgain = await TakenCall.take(core, lab.agent.udp, again.callId);
  await Promise.all([takenAgain.refuse(486, "Busy Here"), again.refused()]);
});
