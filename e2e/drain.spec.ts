// SIGTERM: no new calls, all that is under way is ended well, and the process goes with 0 and all records written.
import { expect, test } from "@playwright/test";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";
import { optionsText } from "./fixtures/sip-text";

const NUMBER = "+6498879366";
const OUTSIDE = "+6421555123";

let lab: Lab;
let core: SipPeer;
let gateway: SipPeer;
let carrier: LabCarrier;

test.beforeAll(async () => {
  core = await SipPeer.open("127.0.2.66");
  gateway = await SipPeer.open("127.0.3.66");
  lab = await Lab.open({
    agentAddress: "127.0.1.66",
    coreEndpoints: [core],
    agentEnv: { DRAIN_SECONDS: "6" },
  });
  const acl = [gateway.address];
  carrier = await lab.addCarrier({ acl, gateways: [gateway], numbers: [NUMBER] });
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

/** A call that rings at both ends. */
async function ringing(call: PlacedCall): Promise<[PlacedCall, TakenCall]> {
  const farSide = call.peer === core ? gateway : core;
  const taken = await TakenCall.take(farSide, lab.agent.udp, call.callId);
  taken.ring();
  await call.provisional(180);
  return [call, taken];
}

test("new calls and OPTIONS get 503, running and ringing calls go on, and the last open transaction is waited for", async () => {
  const [running, answerer] = await ringing(inbound());
  await Promise.all([answerer.answer(), running.answered()]);
  const [rings, phone] = await ringing(inbound());

  const ended = lab.agent.stop();
  await lab.agent.untilReadiness(503);
  gateway.send(optionsText(gateway, `sip:${lab.fqdn}`), lab.agent.udp);
  const { message: options } = await gateway.nextResponse(503, "OPTIONS");
  expect(options.header("Retry-After")).toBe("5");
  for (const call of [inbound(), outbound()]) {
    const refusal = await call.refused();
    expect([
      refusal.status,
      refusal.header("X-Cradle-Reason"),
      refusal.header("Retry-After"),
    ]).toEqual([503, "draining", "5"]);
  }

  const [changed] = await Promise.all([running.request("INVITE", true), answerer.accept("INVITE")]);
  expect(changed.status).toBe(200);
  await Promise.all([phone.answer(), rings.answered()]);
  const [byeOfPhone] = await Promise.all([phone.hangUp(), rings.accept("BYE")]);
  expect(byeOfPhone.status).toBe(200);

  // Both ends hang up. The answer to one BYE ends the call; the other's caller is deaf until it was sent again.
  const byeOfAnswerer = answerer.hangUp();
  await gateway.nextRequest("BYE");
  const [bye] = await Promise.all([running.request("BYE"), answerer.accept("BYE")]);
  await running.accept("BYE");
  expect([bye.status, (await byeOfAnswerer).status]).toEqual([200, 200]);
  expect(await ended).toBe("0");
  expect(await lab.records(running.callId)).toMatchObject([{ complete: true, endedBy: "caller" }]);
  expect(await lab.records(rings.callId)).toMatchObject([{ complete: true, endedBy: "callee" }]);
});

test("at its end a call that rings is refused with 503 and called off, and one that is up goes on through the next process", async () => {
  lab.agent.startAgain();
  await lab.agent.untilReadiness(200);
  const [running, answerer] = await ringing(outbound());
  await Promise.all([answerer.answer(), running.answered()]);
  const [rings, phone] = await ringing(inbound());

  const ended = lab.agent.stop();
  const [refusal] = await Promise.all([rings.refused(), phone.cancelled()]);
  expect([
    refusal.status,
    refusal.header("X-Cradle-Reason"),
    refusal.header("Retry-After"),
  ]).toEqual([503, "draining", "5"]);
  expect(await ended).toBe("0");
  expect(await lab.records(rings.callId)).toMatchObject([{ complete: true, status: 503 }]);
  expect(await lab.records(running.callId)).toMatchObject([{ complete: false, endedAt: null }]);

  lab.agent.startAgain();
  await lab.agent.untilReadiness(200);
  const [bye] = await Promise.all([answerer.hangUp(), running.accept("BYE")]);
  expect(bye.status).toBe(200);
  expect(await lab.completeRecord(running.callId)).toMatchObject({ endedBy: "callee" });
});
