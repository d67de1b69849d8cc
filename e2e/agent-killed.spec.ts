// kill -9 of the sip-agent during calls: what is up stays up, ends well, and leaves a complete record.
import { expect, test } from "@playwright/test";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";

const NUMBER = "+6498879333";
const OUTSIDE = "+6421555123";

let lab: Lab;
let core: SipPeer;
let gateway: SipPeer;
let carrier: LabCarrier;

test.beforeAll(async () => {
  core = await SipPeer.open("127.0.2.5");
  gateway = await SipPeer.open("127.0.3.5");
  lab = await Lab.open({ coreEndpoints: [core] });
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

test("the BYE of either side goes through after a restart, and each record is complete", async () => {
  const agent = lab.agent.udp;
  const inbound = PlacedCall.place(agent, {
    peer: gateway,
    requestUri: `sip:${NUMBER}@${lab.fqdn}`,
    from: `<sip:${OUTSIDE}@carrier.example>`,
  });
  const atCore = await TakenCall.take(core, agent, inbound.callId);
  await Promise.all([atCore.answer(), inbound.answered()]);
  const outbound = PlacedCall.place(agent, {
    peer: core,
    requestUri: `sip:${OUTSIDE}@${carrier.trunkFqdn}`,
    from: `<sip:${NUMBER}@core.example>`,
  });
  const atCarrier = await TakenCall.take(gateway, agent, outbound.callId);
  await Promise.all([atCarrier.answer(), outbound.answered()]);

  await lab.agent.kill();
  lab.agent.startAgain();
  await lab.agent.untilReadiness(200);

  // The caller ends one, the answerer the other.
  const [bye] = await Promise.all([inbound.request("BYE"), atCore.accept("BYE")]);
  expect(bye.status).toBe(200);
  const [byeOfAnswerer] = await Promise.all([atCarrier.hangUp(), outbound.accept("BYE")]);
  expect(byeOfAnswerer.status).toBe(200);

  expect(await lab.completeRecord(inbound.callId)).toMatchObject({
    direction: "termination",
    rule: "route",
    endedBy: "caller",
    aReceived: OUTSIDE,
    bReceived: NUMBER,
  });
  expect(await lab.completeRecord(outbound.callId)).toMatchObject({
    direction: "origination",
    rule: "route",
    endedBy: "callee",
  });
  for (const { callId } of [inbound, outbound]) expect(await lab.records(callId)).toHaveLength(1);
});
