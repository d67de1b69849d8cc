// Each rule of the contract's table on live SIP: its code, its status, and what it leaves. Those with a spec of their own
// (source-unknown, digest-*, limit-*, a-number-not-allowed) are in theirs.
import { expect, test } from "@playwright/test";
import { changeCarrierState } from "@/lib/services/carriers/change-carrier-state";
import type { SipMessage } from "@/lib/sip/message";
import { makeByocNumber } from "@/prisma/factories/number";
import { makeTrunk } from "@/prisma/factories/trunk";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";
import { inviteText, optionsText } from "./fixtures/sip-text";

const NUMBER = "+6498879701";
const OF_RESTING_TRUNK = "+6498879702";
const OF_RESTING_CARRIER = "+6498879703";
const OF_BARE_CARRIER = "+6498879704";
const OUTSIDE = "+6421555123";

let lab: Lab;
let core: SipPeer;
let gateway: SipPeer;
let resting: SipPeer;
let carrier: LabCarrier;
let bare: LabCarrier;

test.beforeAll(async () => {
  core = await SipPeer.open("127.0.2.41");
  gateway = await SipPeer.open("127.0.3.41");
  resting = await SipPeer.open("127.0.3.42");
  lab = await Lab.open({
    agentAddress: "127.0.1.41",
    coreEndpoints: [core],
    agentEnv: { DRAIN_SECONDS: "30" },
  });
  const { address } = gateway;
  carrier = await lab.addCarrier({
    acl: [address],
    gateways: [gateway],
    numbers: [NUMBER],
    trunk: { acceptAnonymous: false },
  });
  bare = await lab.addCarrier({ acl: ["127.0.3.43"], numbers: [OF_BARE_CARRIER] });
  const asleep = await lab.addCarrier({ acl: [resting.address], numbers: [OF_RESTING_CARRIER] });
  const { id, version } = asleep.carrier;
  const reason = "It asked for it";
  await changeCarrierState(lab.ctx, { id, version, to: "suspended", reason });
  const trunk = await makeTrunk(lab.ctx, carrier.carrier.id, carrier.customerId);
  await makeByocNumber(lab.ctx, trunk.id, { e164: OF_RESTING_TRUNK });
  await lab.agent.untilReadiness(200);
  await lab.live();
});

test.afterAll(async () => {
  for (const peer of [core, gateway, resting]) await peer?.close();
  await lab?.close();
});

interface Parts {
  readonly peer?: SipPeer;
  readonly user?: string;
  readonly host?: string;
  readonly from?: string;
  readonly headers?: readonly string[];
}

function inbound(parts: Parts = {}): PlacedCall {
  const { peer = gateway, user = NUMBER, host = lab.fqdn } = parts;
  const from = parts.from ?? `<sip:${OUTSIDE}@carrier.example>`;
  const requestUri = `sip:${user}@${host}`;
  return PlacedCall.place(lab.agent.udp, { peer, requestUri, from, headers: parts.headers ?? [] });
}

function outbound(parts: Parts = {}): PlacedCall {
  const { user = OUTSIDE, host = carrier.trunkFqdn } = parts;
  return inbound({ ...{ from: `<sip:${NUMBER}@core.example>` }, ...parts, peer: core, user, host });
}

const ANONYMOUS = '"Anonymous" <sip:anonymous@anonymous.invalid>';

const REFUSED: readonly (readonly [
  code: string,
  status: number,
  what: string,
  () => PlacedCall,
])[] = [
  ["unsupported", 420, "Proxy-Require", () => inbound({ headers: ["Proxy-Require: sauna"] })],
  ["fqdn-required", 404, "an address", () => inbound({ host: "127.0.1.41" })],
  ["fqdn-unknown", 404, "a foreign name", () => inbound({ host: "sip.example.com" })],
  ["trunk-ambiguous", 404, "origination to no trunk", () => outbound({ host: lab.fqdn })],
  [
    "carrier-inactive",
    403,
    "a suspended carrier",
    () => inbound({ peer: resting, user: OF_RESTING_CARRIER }),
  ],
  ["trunk-inactive", 403, "a trunk in enquiry", () => inbound({ user: OF_RESTING_TRUNK })],
  ["emergency", 403, "111", () => outbound({ user: "111" })],
  ["b-number-format", 404, "without a plus", () => inbound({ user: NUMBER.slice(1) })],
  ["b-number-unassigned", 404, "nobody's number", () => inbound({ user: "+6498879799" })],
  ["a-number-anonymous", 433, "withheld", () => inbound({ from: ANONYMOUS })],
  ["a-number-format", 403, "not E.164", () => inbound({ from: "<sip:021555123@carrier.example>" })],
  ["destination-not-allowed", 403, "a country", () => outbound({ user: "+442079460123" })],
  [
    "no-target",
    480,
    "no gateway",
    () => outbound({ host: bare.trunkFqdn, from: `<sip:${OF_BARE_CARRIER}@core.example>` }),
  ],
];

for (const [code, status, what, place] of REFUSED) {
  test(`${code}: ${what} is refused with ${status}, and the record says why`, async () => {
    const call = place();
    const refusal = await call.refused();
    expect([refusal.status, refusal.header("X-Cradle-Reason")]).toEqual([status, code]);
    const record = await lab.completeRecord(call.callId);
    expect(record).toMatchObject({ rule: code, action: "reject", status, attempts: [] });
  });
}

/** An INVITE as text, changed by hand into what the agent does not take. */
const UNSUPPORTED: readonly (readonly [
  status: number,
  what: string,
  change: (invite: string) => string,
])[] = [
  [505, "another version", (invite) => invite.replace(" SIP/2.0\r\n", " SIP/7.0\r\n")],
  [416, "tel: as Request-URI", (invite) => invite.replace(/^INVITE \S+/, `INVITE tel:${NUMBER}`)],
  [416, "an unknown scheme", (invite) => invite.replace(/^INVITE \S+/, "INVITE x-call:someone")],
  [405, "REGISTER", (invite) => invite.replace(/^INVITE|(?<=CSeq: \d+ )INVITE/gm, "REGISTER")],
  [405, "MESSAGE", (invite) => invite.replace(/^INVITE|(?<=CSeq: \d+ )INVITE/gm, "MESSAGE")],
  [483, "no hop left", (invite) => invite.replace(/^Max-Forwards: 70/m, "Max-Forwards: 0")],
];

for (const [status, what, change] of UNSUPPORTED) {
  test(`unsupported: ${what} is refused with ${status}`, async () => {
    const text = change(
      inviteText({
        peer: gateway,
        requestUri: `sip:${NUMBER}@${lab.fqdn}`,
        from: `<sip:${OUTSIDE}@carrier.example>`,
      }),
    );
    const callId = /^Call-ID: (\S+)/m.exec(text)?.[1];
    gateway.send(text, lab.agent.udp);
    const { message } = await gateway.next(`${status}`, (one) => one.callId === callId);
    expect([message.status, message.header("X-Cradle-Reason")]).toEqual([status, "unsupported"]);
    if (status === 405) expect(message.header("Allow")).toContain("INVITE");
  });
}

test("unsupported: our own request that comes back is refused with 482", async () => {
  const call = outbound();
  const taken = await TakenCall.take(gateway, lab.agent.udp, call.callId);
  // Unchanged, but with our Via below another one.
  const back = call.text.replace(/^Via: (.*?branch=)\S+?(?=[;\r])/m, "Via: $1z9hG4bKloop");
  const own = `Via: ${taken.invite.header("Via")}\r\nMax-Forwards`;
  core.send(back.replace("Max-Forwards", own), lab.agent.udp);
  const loop = await core.next("482", (one) => one.callId === call.callId && one.status === 482);
  expect(loop.message.header("X-Cradle-Reason")).toBe("unsupported");
  await Promise.all([taken.refuse(486, "Busy Here"), call.refused()]);
});

test("malformed: an INVITE without CSeq is refused with 400", async () => {
  const text = inviteText({
    peer: gateway,
    requestUri: `sip:${NUMBER}@${lab.fqdn}`,
    from: `<sip:${OUTSIDE}@carrier.example>`,
  });
  gateway.send(text.replace(/^CSeq:.*\r\n/m, ""), lab.agent.udp);
  const { message } = await gateway.next("400", (one) => one.status === 400);
  expect(message.header("X-Cradle-Reason")).toBe("malformed");
});

test("options: OPTIONS to the agent is answered with what it can", async () => {
  gateway.send(optionsText(gateway, `sip:${lab.fqdn}`), lab.agent.udp);
  const { message } = await gateway.nextResponse(200, "OPTIONS");
  expect(message.header("Allow")).toContain("INVITE");
});

test("route: what no rule refuses is passed on", async () => {
  const call = inbound();
  const taken = await TakenCall.take(core, lab.agent.udp, call.callId);
  await Promise.all([taken.refuse(486, "Busy Here"), call.refused()]);
  expect(await lab.completeRecord(call.callId)).toMatchObject({ rule: "route", status: 486 });
});

test("draining: after SIGTERM a new call is refused with 503, and the one that is up ends by its BYE", async () => {
  const running = inbound();
  const taken = await TakenCall.take(core, lab.agent.udp, running.callId);
  await Promise.all([taken.answer(), running.answered()]);
  const stopped = lab.agent.stop();
  await lab.agent.untilReadiness(503);
  const refusal = await inbound().refused();
  expect([refusal.status, refusal.header("X-Cradle-Reason")]).toEqual([503, "draining"]);
  expect(refusal.header("Retry-After")).not.toBeNull();
  const [bye] = await Promise.all([running.request("BYE"), taken.accept("BYE")]);
  expect(bye.status).toBe(200);
  await stopped;
});

test("overload: with more to do than it may, the agent answers 503 with Retry-After, and ends calls that are up", async () => {
  const agentEnv = { SIP_BUSY_PERCENT: "1" };
  const busy = await Lab.open({ agentAddress: "127.0.1.44", coreEndpoints: [core], agentEnv });
  try {
    const acl = [gateway.address];
    await busy.addCarrier({ acl, gateways: [gateway], numbers: [NUMBER] });
    await busy.agent.untilReadiness(200);
    await busy.live();
    const place = (user: string) =>
      PlacedCall.place(busy.agent.udp, {
        peer: gateway,
        requestUri: `sip:${user}@${busy.fqdn}`,
        from: `<sip:${OUTSIDE}@carrier.example>`,
      });
    // What an idle agent does for itself may already be more than a hundredth: some calls are always taken.
    const running = await busy.until("a call that is taken", async () => {
      const call = place(NUMBER);
      const first = ({ callId, status }: SipMessage) => callId === call.callId && status >= 100;
      const { message } = await gateway.next("100 or 503", first);
      return message.status === 100 ? call : null;
    });
    const taken = await TakenCall.take(core, busy.agent.udp, running.callId);
    await Promise.all([taken.answer(), running.answered()]);
    const refused = await busy.until("a refusal for overload", async () => {
      const calls = Array.from({ length: 60 }, () => place("+6498879799"));
      const answers = await Promise.all(calls.map((call) => call.refused()));
      return answers.find((answer) => answer.header("X-Cradle-Reason") === "overload") ?? null;
    });
    expect([refused.status, refused.header("Retry-After")]).toEqual([503, "5"]);
    const [bye] = await Promise.all([running.request("BYE"), taken.accept("BYE")]);
    expect(bye.status).toBe(200);
    const metrics = await busy.agent.ask("/metrics");
    expect(metrics?.text).toMatch(/^sip_overload_refused [1-9]/m);
  } finally {
    await busy.close();
  }
});

test("source-flood: a source above its rate gets 503 with Retry-After, and its call that is up goes on", async () => {
  const agentEnv = { SIP_SOURCE_RATE: "1", SIP_SOURCE_BURST: "3" };
  const flooded = await Lab.open({ agentAddress: "127.0.1.45", coreEndpoints: [core], agentEnv });
  try {
    await flooded.addCarrier({ acl: [gateway.address], gateways: [gateway], numbers: [NUMBER] });
    await flooded.agent.untilReadiness(200);
    await flooded.live();
    const place = (user: string) =>
      PlacedCall.place(flooded.agent.udp, {
        peer: gateway,
        requestUri: `sip:${user}@${flooded.fqdn}`,
        from: `<sip:${OUTSIDE}@carrier.example>`,
      });
    const running = place(NUMBER);
    const taken = await TakenCall.take(core, flooded.agent.udp, running.callId);
    await Promise.all([taken.answer(), running.answered()]);
    const calls = Array.from({ length: 12 }, () => place("+6498879799"));
    const answers = await Promise.all(calls.map((call) => call.refused()));
    const flood = answers.filter((answer) => answer.header("X-Cradle-Reason") === "source-flood");
    expect(flood.length).toBeGreaterThanOrEqual(6);
    for (const answer of flood) {
      expect(answer.status).toBe(503);
      expect(answer.header("Retry-After")).not.toBeNull();
    }
    const [again] = await Promise.all([running.request("INVITE", true), taken.accept("INVITE")]);
    expect(again.status).toBe(200);
    const [bye] = await Promise.all([running.request("BYE"), taken.accept("BYE")]);
    expect(bye.status).toBe(200);
  } finally {
    await flooded.close();
  }
});
