// Rule 17 on live SIP: channels and calls per second of a trunk and of a carrier, over the death of the agent too.
import { expect, test } from "@playwright/test";
import { updateCarrier } from "@/lib/services/carriers/update-carrier";
import { updateTrunk } from "@/lib/services/trunks/update-trunk";
import type { SipMessage } from "@/lib/sip/message";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";

const NUMBER = "+6498879311";
const OUTSIDE = "+6421555123";

let lab: Lab;
let core: SipPeer;
let gateway: SipPeer;
let carrier: LabCarrier;

test.beforeAll(async () => {
  core = await SipPeer.open("127.0.2.17");
  gateway = await SipPeer.open("127.0.3.17");
  lab = await Lab.open({ agentAddress: "127.0.1.17", coreEndpoints: [core] });
  carrier = await lab.addCarrier({
    acl: [gateway.address],
    gateways: [gateway],
    numbers: [NUMBER],
    trunk: { maxChannels: 2 },
  });
  await lab.agent.untilReadiness(200);
  await lab.live();
});

test.afterAll(async () => {
  for (const peer of [core, gateway]) await peer?.close();
  await lab?.close();
});

function inbound(number = NUMBER): PlacedCall {
  return PlacedCall.place(lab.agent.udp, {
    peer: gateway,
    requestUri: `sip:${number}@${lab.fqdn}`,
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

/** Answers a call that was placed. */
async function answer(call: PlacedCall): Promise<PlacedCall> {
  const farSide = call.peer === core ? gateway : core;
  const taken = await TakenCall.take(farSide, lab.agent.udp, call.callId);
  await Promise.all([taken.answer(), call.answered()]);
  return call;
}

async function hangUp(call: PlacedCall): Promise<void> {
  const farSide = call.peer === core ? gateway : core;
  const bye = farSide
    .next("BYE", ({ method, callId }) => method === "BYE" && callId === call.callId)
    .then(({ message, reply }) => reply(okTo(message)));
  const [{ status }] = await Promise.all([call.request("BYE"), bye]);
  expect(status).toBe(200);
}

function okTo(request: SipMessage): string {
  const copied = ["Via", "From", "To", "Call-ID", "CSeq"].flatMap((name) =>
    request.lines(name).map((value) => `${name}: ${value}`),
  );
  return `SIP/2.0 200 OK\r\n${copied.join("\r\n")}\r\nContent-Length: 0\r\n\r\n`;
}

async function refusal(call: PlacedCall) {
  const message = await call.refused();
  return {
    status: message.status,
    rule: message.header("X-Cradle-Reason"),
    retryAfter: message.header("Retry-After"),
  };
}

const FULL = { status: 480, rule: "limit-channels", retryAfter: "5" };
const TOO_FAST = { status: 480, rule: "limit-cps", retryAfter: "1" };

test("limit-channels: two channels: a third call is refused, whichever way it goes, until one of the two has hung up", async () => {
  const first = await answer(inbound());
  const second = await answer(outbound());
  const third = inbound();
  expect(await refusal(third)).toEqual(FULL);
  expect(await refusal(outbound())).toEqual(FULL);
  expect(await lab.completeRecord(third.callId)).toMatchObject({
    rule: "limit-channels",
    action: "reject",
    status: 480,
  });
  await hangUp(first);
  const next = await answer(inbound());
  await hangUp(second);
  await hangUp(next);
});

test("limit-channels: a call that runs while the agent dies still holds its channel, and its BYE frees it", async () => {
  const running = await answer(inbound());
  await lab.agent.kill();
  lab.agent.startAgain();
  await lab.agent.untilReadiness(200);
  const second = await answer(outbound());
  expect(await refusal(inbound())).toEqual(FULL);
  const metrics = await lab.agent.ask("/metrics");
  expect(metrics?.text).toContain("\nsip_channels_in_use 2\n");
  expect(metrics?.text).toContain(
    `\nsip_carrier_channels_in_use{carrier="${carrier.carrier.id}"} 2\n`,
  );
  await hangUp(running);
  const next = await answer(inbound());
  await hangUp(second);
  await hangUp(next);
});

test("limit-channels: a limit that is lowered refuses the next call and leaves the running ones alone", async () => {
  const first = await answer(inbound());
  const second = await answer(outbound());
  carrier = { ...carrier, trunk: await updateTrunk(lab.ctx, change({ maxChannels: 1 })) };
  await lab.live();
  await hangUp(first);
  expect(await refusal(inbound())).toEqual(FULL);
  await hangUp(second);
  await hangUp(await answer(inbound()));
});

test("limit-cps: three calls per second: the fourth within the second is refused, and a later one passes", async () => {
  const number = "+6498879313";
  await lab.addTrunk(carrier.carrier.id, carrier.customerId, {
    numbers: [number],
    trunk: { maxCallsPerSec: 3 },
  });
  await lab.live();
  const calls = [inbound(number), inbound(number), inbound(number)];
  const fourth = inbound(number);
  expect(await refusal(fourth)).toEqual(TOO_FAST);
  for (const call of calls) await turnAway(call);
  await lab.until("room for one more", async () => {
    const call = inbound(number);
    const { message } = await gateway.next(
      "100 or a refusal",
      ({ callId, status }) => callId === call.callId && status >= 100,
    );
    if (message.status !== 100) return null;
    await turnAway(call);
    return true;
  });
});

test("limit-channels: a carrier's own limit holds over all its trunks", async () => {
  const other = "+6498879312";
  const limits = { maxChannels: 20 };
  carrier = { ...carrier, trunk: await updateTrunk(lab.ctx, change(limits)) };
  await lab.addTrunk(carrier.carrier.id, carrier.customerId, { numbers: [other] });
  const { id, version } = carrier.carrier;
  await updateCarrier(lab.ctx, { id, version, maxChannels: 2 });
  await lab.live();
  const first = await answer(inbound());
  const second = await answer(inbound(other));
  expect(await refusal(inbound())).toEqual(FULL);
  expect(await refusal(inbound(other))).toEqual(FULL);
  await hangUp(first);
  const next = await answer(inbound(other));
  await hangUp(second);
  await hangUp(next);
});

function change(changes: object): object {
  const { id, version } = carrier.trunk;
  return { id, version, ...changes };
}

/** The far side refuses a call that was routed to it. */
async function turnAway(call: PlacedCall): Promise<void> {
  const taken = await TakenCall.take(core, lab.agent.udp, call.callId);
  const [, refused] = await Promise.all([taken.refuse(486, "Busy Here"), call.refused()]);
  expect(refused.status).toBe(486);
}
