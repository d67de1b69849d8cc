// Call check and agent say the same of a thousand random requests: the one explains, the other is asked over the wire.
import { expect, test } from "@playwright/test";
import { AgreementRun, type Asked } from "./fixtures/agreement-run";
import { type AgreementWorld, agreementWorld } from "./fixtures/agreement-world";
import { DatagramPeer } from "./fixtures/datagram-peer";
import { type RandomRequest, randomRequest } from "./fixtures/random-invites";
import { SeededChance } from "./fixtures/seeded-chance";

const SEED = Number(process.env.AGREEMENT_SEED ?? 20_301);
const REQUESTS = 1_000;
const AGENT = "127.0.1.90";
const PROBER = "127.0.3.97";

/** Every code that a request of its own can bring about; the others hang on the agent's state, or on calls that are up. */
const RULES = [
  ...["source-unknown", "malformed", "unsupported", "options", "fqdn-required", "fqdn-unknown"],
  ...["trunk-ambiguous", "carrier-inactive", "trunk-inactive", "digest-required", "digest-failed"],
  ...["emergency", "b-number-format", "b-number-unassigned", "a-number-anonymous"],
  ...["a-number-format", "a-number-not-allowed", "destination-not-allowed"],
  ...["no-target", "route"],
];

let world: AgreementWorld;
let core: DatagramPeer;
let gateway: DatagramPeer;
let prober: DatagramPeer;
const peers = new Map<string, DatagramPeer>();
const routed = new Set<string>();

test.beforeAll(async () => {
  core = await DatagramPeer.open("127.0.2.91");
  gateway = await DatagramPeer.open("127.0.3.120");
  prober = await DatagramPeer.open(PROBER);
  for (const target of [core, gateway]) refuseCalls(target);
  world = await agreementWorld(AGENT, gateway, core);
  const addresses = [world.coreAddress, ...world.strangers, ...world.carrierIdOf.keys()];
  for (const address of addresses) peers.set(address, await DatagramPeer.open(address));
  await world.lab.agent.untilReadiness(200);
  await world.lab.live();
});

test.afterAll(async () => {
  for (const peer of [core, gateway, prober, ...peers.values()]) await peer?.close();
  await world?.lab.close();
});

test(`agent and call check agree on ${REQUESTS} random requests`, async () => {
  // Ten seconds where the machine has nothing else to do.
  test.setTimeout(180_000);
  const chance = new SeededChance(SEED);
  const requests = Array.from({ length: REQUESTS }, (_, at) => randomRequest(world, chance, at));
  const run = new AgreementRun(world, peers, routed, prober);
  const asked = (await Promise.all([...bySource(requests)].map(inOrder(run)))).flat();

  const differences = asked.flatMap(({ difference }) => difference ?? []);
  const said = `${differences.length} differ; AGREEMENT_SEED=${SEED} gives them again`;
  expect(differences.slice(0, 5), said).toEqual([]);
  for (const address of world.strangers) {
    expect(peers.get(address)?.received, `datagrams to the stranger ${address}`).toBe(0);
  }

  const counts = new Map<string, number>();
  for (const { rule } of asked) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const told = JSON.stringify(Object.fromEntries([...counts].sort()));
  expect([...counts.keys()].sort(), `seed ${SEED}: ${told}`).toEqual([...RULES].sort());
  // Neither all refused for the same, nor hardly anything refused.
  expect(counts.get("route"), told).toBeGreaterThan(REQUESTS / 10);
  for (const [rule, count] of counts) expect(count, rule).toBeLessThan(REQUESTS / 2);
});

/** One source's requests wait for one another, sources do not. */
function bySource(requests: readonly RandomRequest[]): Iterable<readonly RandomRequest[]> {
  const groups = new Map<string, RandomRequest[]>();
  for (const request of requests) {
    const group = groups.get(request.source);
    if (group) group.push(request);
    else groups.set(request.source, [request]);
  }
  return groups.values();
}

function inOrder(run: AgreementRun) {
  return async (requests: readonly RandomRequest[]): Promise<Asked[]> => {
    const asked: Asked[] = [];
    for (const request of requests) asked.push(await run.ask(request));
    return asked;
  };
}

/** Every call is refused at once, so that none stays. */
function refuseCalls(target: DatagramPeer): void {
  target.onRequest((request, from) => {
    if (request.method !== "INVITE") return;
    routed.add(request.callId ?? "");
    const copied = ["Via", "From", "Call-ID", "CSeq"].flatMap((name) =>
      request.lines(name).map((value) => `${name}: ${value}`),
    );
    const lines = ["SIP/2.0 486 Busy Here", ...copied, `To: ${request.header("To")};tag=busy`];
    target.send(`${lines.join("\r\n")}\r\nContent-Length: 0\r\n\r\n`, from);
  });
}
