// A gateway by name: SRV records, failover, TTLs, and DNS that dies (RFC 3263).
import { expect, test } from "@playwright/test";
import { listGateways } from "@/lib/services/gateways/list-gateways";
import { listTargetHealth } from "@/lib/services/targets/list-target-health";
import { sendOptionsNow } from "@/lib/services/targets/send-options-now";
import { makeGateway } from "@/prisma/factories/carrier";
import { TestDnsServer } from "@/sip-agent/dns/test-dns-server";
import { Lab, type LabCarrier, type RecordRow } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";

const NUMBER = "+6498879444";
const OUTSIDE = "+6421555123";
const TTL_SEC = 1;

let lab: Lab;
let dns: TestDnsServer;
let core: SipPeer;
let first: SipPeer;
let second: SipPeer;
let moved: SipPeer;
let carrier: LabCarrier;

test.beforeAll(async () => {
  dns = await TestDnsServer.open("127.0.5.53");
  core = await SipPeer.open("127.0.2.21");
  first = await SipPeer.open("127.0.3.21");
  second = await SipPeer.open("127.0.3.22");
  moved = await SipPeer.open("127.0.3.23", first.port);
  dns.srv(
    "_sip._udp.gw.carrier.example",
    [`10 1 ${first.port} one.carrier.example`, `20 1 ${second.port} two.carrier.example`],
    TTL_SEC,
  );
  dns.a("one.carrier.example", [first.address], TTL_SEC);
  dns.a("two.carrier.example", [second.address], TTL_SEC);
  lab = await Lab.open({
    coreEndpoints: [core],
    agentEnv: {
      SIP_DNS_SERVERS: `${dns.address}:${dns.port}`,
      SIP_NO_ANSWER_MS: "500",
      SIP_OPTIONS_MS: "1000",
    },
  });
  // Of the gateway's addresses none is in the access list: its name alone lets its answers in.
  carrier = await lab.addCarrier({ acl: ["127.0.3.99"], numbers: [NUMBER] });
  const { id } = carrier.carrier;
  await makeGateway(lab.ctx, id, { host: "gw.carrier.example", port: null, optionsCheck: false });
  await makeGateway(lab.ctx, id, { host: "nowhere.carrier.example", port: null, priority: 90 });
  await lab.agent.untilReadiness(200);
  await lab.live();
  await askedAgain("A two.carrier.example");
});

test.afterAll(async () => {
  await lab?.close();
  for (const peer of [core, first, second, moved]) await peer?.close();
});

/** Waits until DNS was asked this twice more: what it says now was taken up by then. */
async function askedAgain(question: string): Promise<void> {
  const count = () => dns.asked.filter((one) => one === question).length;
  const before = count();
  await lab.until(`"${question}" to be asked`, async () => (count() >= before + 2 ? true : null));
}

function place(): PlacedCall {
  return PlacedCall.place(lab.agent.udp, {
    peer: core,
    requestUri: `sip:${OUTSIDE}@${carrier.trunkFqdn}`,
    from: `<sip:${NUMBER}@core.example>`,
  });
}

/** A call that this peer takes, and that the core hangs up. Gives its record. */
async function callTo(peer: SipPeer) {
  const call = place();
  const taken = await TakenCall.take(peer, lab.agent.udp, call.callId);
  await Promise.all([taken.answer(), call.answered()]);
  const [bye] = await Promise.all([call.request("BYE"), taken.accept("BYE")]);
  expect(bye.status).toBe(200);
  return lab.completeRecord(call.callId);
}

const destinations = (record: RecordRow) => record.attempts.map(({ destination }) => destination);
const at = ({ address, port }: SipPeer) => `udp:${address}:${port}`;

test("a call goes to the server that SRV puts first, and to the second where the first is silent", async () => {
  expect(destinations(await callTo(first))).toEqual([at(first)]);
  // It is asked, and says nothing.
  expect(destinations(await callTo(second))).toEqual([at(first), at(second)]);
  // What was silent is tried last for a while.
  expect(destinations(await callTo(second))).toEqual([at(second)]);
});

test("a gateway whose name does not resolve is down, and its health says why", async () => {
  const health = await lab.until("the health of the nameless gateway", async () => {
    const rows = await lab.pool.prisma.targetHealth.findMany();
    return rows.find(({ up }) => !up) ?? null;
  });
  expect(health.reason).toBe("name does not resolve: NXDOMAIN");
  const metrics = await lab.agent.ask("/metrics");
  expect(metrics?.text).toMatch(/^sip_dns_names_failing 1$/m);
  expect(metrics?.text).toMatch(/^sip_alerts_total\{code="name-unresolved"\} \d+$/m);
  expect(metrics?.text).toMatch(/^sip_dns_queries_total\{result="records"\} \d+$/m);
});

test("OPTIONS on request go to every address of the name, and each is told of", async () => {
  const { items } = await listGateways(lab.ctx, { carrierId: carrier.carrier.id });
  const targetId = items.find(({ host }) => host === "gw.carrier.example")?.id;
  await sendOptionsNow(lab.ctx, { targetId });
  const answer = await lab.until("the agent's answer", async () => {
    const views = await listTargetHealth(lab.ctx, { carrierId: carrier.carrier.id });
    return views.find((view) => view.targetId === targetId)?.commands[0]?.answer ?? null;
  });
  expect(answer).toMatchObject({ isUp: true, reason: "200 OK" });
  expect(answer.places.map(({ address, port }) => `udp:${address}:${port}`).sort()).toEqual(
    [at(first), at(second)].sort(),
  );
});

test("the next call goes to where the name has moved, once the TTL is over", async () => {
  dns.a("one.carrier.example", [moved.address], TTL_SEC);
  await askedAgain("A one.carrier.example");
  expect(destinations(await callTo(moved))).toEqual([at(moved)]);
});

test("calls go on while DNS is dead, and after a restart meanwhile", async () => {
  await dns.close();
  await lab.until("the agent to miss DNS", async () => {
    const metrics = await lab.agent.ask("/metrics");
    return /^sip_dns_names_failing 2$/m.test(metrics?.text ?? "") ? true : null;
  });
  expect(destinations(await callTo(moved))).toEqual([at(moved)]);
  await lab.agent.stop();
  lab.agent.startAgain();
  await lab.agent.untilReadiness(200);
  expect(destinations(await callTo(moved))).toEqual([at(moved)]);
});
