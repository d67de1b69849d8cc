// kill -9 of the sip-agent during calls: what is up stays up, ends well, and leaves a complete record.
import { expect, test } from "@playwright/test";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";

const NUMBER = "+6498879333";
const OUTSIDE = "+6421555123";
const CALLS = 1_000;
/** Calls that are begun, or ended, at once: as many as fit into a socket's buffer with all their messages. */
const AT_ONCE = 20;

let lab: Lab;
let core: SipPeer;
let gateway: SipPeer;
let carrier: LabCarrier;

test.beforeAll(async () => {
  core = await SipPeer.open("127.0.2.5");
  gateway = await SipPeer.open("127.0.3.5");
  lab = await Lab.open({
    coreEndpoints: [core],
    // A thousand calls from two addresses, as fast as two cores take them: rules 2 and 6 are not what is looked at.
    agentEnv: { SIP_SOURCE_RATE: "0", SIP_BUSY_PERCENT: "100" },
  });
  carrier = await lab.addCarrier({
    acl: [gateway.address],
    gateways: [gateway],
    numbers: [NUMBER],
    trunk: { maxChannels: 2 * CALLS, maxCallsPerSec: 10_000 },
  });
  await lab.agent.untilReadiness(200);
  await lab.live();
});

test.afterAll(async () => {
  for (const peer of [core, gateway]) await peer?.close();
  await lab?.close();
});

interface Pair {
  readonly caller: PlacedCall;
  readonly answerer: TakenCall;
}

async function inbound(): Promise<Pair> {
  return answered(
    PlacedCall.place(lab.agent.udp, {
      peer: gateway,
      requestUri: `sip:${NUMBER}@${lab.fqdn}`,
      from: `<sip:${OUTSIDE}@carrier.example>`,
    }),
    core,
  );
}

async function outbound(): Promise<Pair> {
  return answered(
    PlacedCall.place(lab.agent.udp, {
      peer: core,
      requestUri: `sip:${OUTSIDE}@${carrier.trunkFqdn}`,
      from: `<sip:${NUMBER}@core.example>`,
    }),
    gateway,
  );
}

async function answered(caller: PlacedCall, peer: SipPeer): Promise<Pair> {
  const answerer = await TakenCall.take(peer, lab.agent.udp, caller.callId);
  await Promise.all([answerer.answer(), caller.answered()]);
  return { caller, answerer };
}

async function endedByCaller({ caller, answerer }: Pair): Promise<number> {
  const [bye] = await Promise.all([caller.request("BYE"), answerer.accept("BYE")]);
  return bye.status;
}

async function endedByAnswerer({ caller, answerer }: Pair): Promise<number> {
  const [bye] = await Promise.all([answerer.hangUp(), caller.accept("BYE")]);
  return bye.status;
}

async function killed(): Promise<void> {
  await lab.agent.kill();
  lab.agent.startAgain();
  await lab.agent.untilReadiness(200);
}

/** What `work` makes of 0 to `count` - 1, in their order. */
async function inBatches<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  while (results.length < count) {
    const from = results.length;
    const batch = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, n) => work(from + n));
    results.push(...(await Promise.all(batch)));
  }
  return results;
}

async function openCalls(): Promise<number> {
  const metrics = await lab.agent.ask("/metrics");
  return Number(/^sip_open_calls (\d+)$/m.exec(metrics?.text ?? "")?.[1]);
}

test("the BYE of either side goes through after a restart, and each record is complete", async () => {
  const first = await inbound();
  const second = await outbound();
  await killed();
  expect(await endedByCaller(first)).toBe(200);
  expect(await endedByAnswerer(second)).toBe(200);

  expect(await lab.completeRecord(first.caller.callId)).toMatchObject({
    direction: "termination",
    rule: "route",
    endedBy: "caller",
    aReceived: OUTSIDE,
    bReceived: NUMBER,
  });
  expect(await lab.completeRecord(second.caller.callId)).toMatchObject({
    direction: "origination",
    rule: "route",
    endedBy: "callee",
  });
  for (const { caller } of [first, second]) {
    expect(await lab.records(caller.callId)).toHaveLength(1);
  }
});

test(`${CALLS} calls outlive it: ${CALLS} BYEs succeed, and leave ${CALLS} complete records`, async () => {
  const calls = await inBatches(CALLS, (n) => (n % 2 === 0 ? inbound() : outbound()));
  await killed();
  expect(await openCalls()).toBe(CALLS);

  const answers = await inBatches(CALLS, (n) => {
    const call = calls[n] as Pair;
    return n % 4 < 2 ? endedByCaller(call) : endedByAnswerer(call);
  });
  expect(answers.filter((status) => status !== 200)).toEqual([]);
  expect(await openCalls()).toBe(0);

  const ids = calls.map(({ caller }) => caller.callId);
  const records = await lab.until("all records, complete", async () => {
    const found = await lab.pool.prisma.callRecord.findMany({ where: { callId: { in: ids } } });
    return found.filter(({ complete }) => complete).length >= CALLS ? found : null;
  });
  expect(records).toHaveLength(CALLS);
  expect(new Set(records.map(({ callId }) => callId)).size).toBe(CALLS);
  for (const direction of ["termination", "origination"]) {
    for (const by of ["caller", "callee"]) {
      const fits = records.filter((one) => one.direction === direction && one.endedBy === by);
      expect(fits, `${direction}, ended by the ${by}`).toHaveLength(CALLS / 4);
    }
  }
  expect(records.filter(({ answeredAt, endedAt }) => !answeredAt || !endedAt)).toEqual([]);
});
