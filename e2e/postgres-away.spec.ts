// Postgres is not in the call path: stopped, calls go on; started again, changes apply and records arrive.
import { expect, test } from "@playwright/test";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { type OwnPostgres, ownPostgres } from "./fixtures/own-postgres";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";

const NUMBER = "+6498879333";

let postgres: OwnPostgres;
let lab: Lab;
let core: SipPeer;
let known: SipPeer;
let newcomer: SipPeer;
let carrier: LabCarrier;

test.beforeAll(async () => {
  core = await SipPeer.open("127.0.2.6");
  known = await SipPeer.open("127.0.3.6");
  newcomer = await SipPeer.open("127.0.4.6");
  postgres = await ownPostgres();
  lab = await Lab.open({ coreEndpoints: [core], database: postgres });
  carrier = await lab.addCarrier({ acl: [known.address], numbers: [NUMBER] });
  await lab.agent.untilReadiness(200);
  await lab.live();
});

test.afterAll(async () => {
  for (const peer of [core, known, newcomer]) await peer?.close();
  await lab?.close();
});

async function placeAndAnswer(peer: SipPeer): Promise<{ call: PlacedCall; taken: TakenCall }> {
  const agent = lab.agent.udp;
  const requestUri = `sip:${NUMBER}@${lab.fqdn}`;
  const from = "<sip:+6421555123@carrier.example>";
  const call = PlacedCall.place(agent, { peer, requestUri, from });
  const taken = await TakenCall.take(core, agent, call.callId);
  await Promise.all([taken.answer(), call.answered()]);
  return { call, taken };
}

async function hangUp({ call, taken }: { call: PlacedCall; taken: TakenCall }): Promise<void> {
  const [bye] = await Promise.all([call.request("BYE"), taken.accept("BYE")]);
  expect(bye.status).toBe(200);
}

test("calls go on while Postgres is away; a change made afterwards is applied without a restart", async () => {
  const { pid } = lab.agent;
  const begunBefore = await placeAndAnswer(known);

  await postgres.stop();
  await hangUp(begunBefore);
  const whileAway = await placeAndAnswer(known);
  await hangUp(whileAway);
  const lastsLonger = await placeAndAnswer(known);

  await postgres.start();
  // The pool's first connections may still be broken ones: an outage is told, and the press repeated.
  await lab.until("an ACL entry saved after the return", () =>
    lab.addAclEntry(carrier.carrier.id, newcomer.address).catch(() => null),
  );
  await lab.live();
  await hangUp(await placeAndAnswer(newcomer));
  await hangUp(lastsLonger);

  for (const { call } of [begunBefore, whileAway, lastsLonger]) {
    expect(await lab.completeRecord(call.callId)).toMatchObject({
      rule: "route",
      endedBy: "caller",
    });
    expect(await lab.records(call.callId)).toHaveLength(1);
  }
  expect(lab.agent.pid).toBe(pid);
  expect((await lab.agent.ask("/livez"))?.status).toBe(200);
});

test("an agent started while Postgres is away takes calls from its copy on disk", async () => {
  await postgres.stop();
  await lab.agent.kill();
  lab.agent.startAgain();
  await lab.agent.untilReadiness(200);
  const running = await placeAndAnswer(known);
  await hangUp(running);
  await postgres.start();
  expect(await lab.completeRecord(running.call.callId)).toMatchObject({ rule: "route" });
});
