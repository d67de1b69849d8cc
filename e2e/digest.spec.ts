// A carrier that proves itself with a password on top of its access list: challenged, answered, rotated, revoked.
import { expect, test } from "@playwright/test";
import { updateCarrier } from "@/lib/services/carriers/update-carrier";
import { issueCredential } from "@/lib/services/credentials/issue-credential";
import { listCredentials } from "@/lib/services/credentials/list-credentials";
import { retireCredential } from "@/lib/services/credentials/retire-credential";
import { revokeCredential } from "@/lib/services/credentials/revoke-credential";
import { updateSettings } from "@/lib/services/settings/update-settings";
import { makeAcceptedQuote } from "@/prisma/factories/quote";
import { startBaresip } from "./fixtures/baresip";
import { startDnsServer } from "./fixtures/dns-server";
import { freeSipPort } from "./fixtures/free-port";
import { Lab, type LabCarrier, type RecordRow } from "./fixtures/lab";
import { type PlacedCall, TakenCall } from "./fixtures/peer-call";
import { type Proof, placeAgain, placeProven } from "./fixtures/proven-call";
import { requirePrograms } from "./fixtures/require-programs";
import { SipPeer } from "./fixtures/sip-peer";
import { startSipp } from "./fixtures/sipp";

const CALLER = "+6421555123";
const CORE = "127.0.2.60";

let lab: Lab;
let core: SipPeer;
/** Of one test: its own carrier at its own address. */
let carrier: LabCarrier;
let peer: SipPeer;
let number: string;
let tests = 0;

test.beforeAll(async () => {
  core = await SipPeer.open(CORE);
  // Challenges too are to leave their messages, to be looked through.
  lab = await Lab.open({ coreEndpoints: [core], agentEnv: { SIP_SAMPLE_PERCENT: "100" } });
  // baresip follows Record-Route by its name and port.
  await updateSettings(lab.ctx, { version: 1, sipPort: lab.agent.port });
});

test.afterAll(async () => {
  await lab?.close();
  await core?.close();
});

test.beforeEach(async () => {
  tests += 1;
  peer = await SipPeer.open(`127.0.3.${60 + tests}`);
  number = `+64988793${30 + tests}`;
  carrier = await lab.addCarrier({ acl: [peer.address], numbers: [number] });
  await makeAcceptedQuote(lab.ctx, carrier.trunk.id);
  await changeCarrier({ authMode: "acl_and_digest" });
});

test.afterEach(() => peer?.close());

test("digest-required: a call is challenged, and answered with SHA-256 and with MD5; its use is noted, its secrets are not", async () => {
  const proof = await issue();
  await live();
  const kept: string[] = [];
  const before = await outcomes();
  for (const algorithm of ["SHA-256", "MD5"] as const) {
    const call = await placeProven(lab.agent.udp, parts(), { ...proof, algorithm });
    kept.push(call.callId);
    const taken = await answeredBy(call);
    expect(taken.invite.bytes.toString("latin1")).not.toMatch(/authorization/i);
  }
  for (const callId of kept) {
    const [challenged, routed] = await recordsOf(callId);
    expect(challenged).toMatchObject({ rule: "digest-required", status: 407 });
    expect(routed).toMatchObject({ rule: "route", carrierId: carrier.carrier.id });
    const because = { table: "sip_credential", id: proof.id };
    expect(routed?.trace.find(({ rule }) => rule === 9)).toMatchObject({ because });
  }
  await noted(proof.id);
  await noSecretKept(kept);
  const after = await outcomes();
  expect(after.accepted - before.accepted).toBe(2);
  expect(after.challenged - before.challenged).toBe(2);
});

test("digest-failed: a wrong password and an unknown user are told the same; no credential means nobody", async () => {
  const proof = await issue();
  await live();
  for (const wrong of [{ password: "guess" }, { username: "nobody" }]) {
    const call = await placeProven(lab.agent.udp, parts(), { ...proof, ...wrong });
    const refusal = await call.refused();
    expect(refusal.status).toBe(407);
    expect(refusal.reason).toBe("The credentials are wrong");
    expect(refusal.header("X-Cradle-Reason")).toBe("digest-failed");
    // A right answer to that challenge passes.
    await answeredBy(placeAgain(call, parts(), proof, refusal));
  }
  await revoke(proof.id);
  await live();
  const call = await placeProven(lab.agent.udp, parts(), proof);
  expect((await call.refused()).header("X-Cradle-Reason")).toBe("digest-failed");
});

test("rotation: both credentials pass while they overlap, then the new one alone, then a revoked one not", async () => {
  const older = await issue();
  const newer = await issue();
  await live();
  for (const proof of [older, newer]) await answeredBy(await prove(proof));

  await retire(older.id, 3_600_000);
  await answeredBy(await prove(older));
  const retiresAt = await retire(older.id, 500);
  // No job runs here: the agent itself looks at the clock.
  await lab.until("the older credential's end", async () => Date.now() >= retiresAt || null);
  expect((await (await prove(older)).refused()).status).toBe(407);
  await answeredBy(await prove(newer));

  await revoke(newer.id);
  await live();
  expect((await (await prove(newer)).refused()).status).toBe(407);
});

test("an agent that is killed knows the nonces it made, and takes none of them twice", async () => {
  const proof = await issue();
  await live();
  const call = await prove(proof);
  await answeredBy(call);
  await lab.agent.kill();
  lab.agent.startAgain();
  await lab.agent.untilReadiness(200);
  // The same answer in a new transaction.
  peer.send(call.text.replace(/branch=z9hG4bK/, "branch=z9hG4bKagain"), lab.agent.udp);
  const { message: replayed } = await peer.nextResponse(407, "INVITE");
  expect(replayed.header("Proxy-Authenticate")).toContain("stale=true");
});

test("digest-required: sipp, which knows MD5 alone, answers where that is all that is offered, with 407 and with 401", async () => {
  requirePrograms("sipp");
  const { username, password } = await issue();
  for (const digestStatus of [407, 401]) {
    await changeCarrier({ digestStatus, digestMd5Only: true });
    await live();
    const caller = await startSipp({
      ...{ scenario: "call-with-digest", transport: "udp", address: peer.address },
      remote: lab.agent,
      keys: { a_number: CALLER, b_number: number, domain: lab.fqdn },
      digest: { username, password, uri: `${number}@${lab.fqdn}` },
    });
    await Promise.all([caller.finished(), answeredAtCore(caller.callId)]);
    const [challenged, routed] = await recordsOf(caller.callId);
    expect([challenged?.status, challenged?.rule]).toEqual([digestStatus, "digest-required"]);
    expect(routed?.rule).toBe("route");
  }
});

test("rotation: sipp calls with the old password, then with the new one, and the old one ends", async () => {
  requirePrograms("sipp");
  await changeCarrier({ digestStatus: 407, digestMd5Only: true });
  const older = await issue();
  await live();
  const callWith = ({ username, password }: Proof) =>
    startSipp({
      ...{ scenario: "call-with-digest", transport: "udp", address: peer.address },
      remote: lab.agent,
      keys: { a_number: CALLER, b_number: number, domain: lab.fqdn },
      digest: { username, password, uri: `${number}@${lab.fqdn}` },
    });
  const first = await callWith(older);
  await Promise.all([first.finished(), answeredAtCore(first.callId)]);

  const newer = await issue();
  await live();
  for (const proof of [older, newer]) {
    const caller = await callWith(proof);
    await Promise.all([caller.finished(), answeredAtCore(caller.callId)]);
  }
  // What tells staff that the carrier has set the new one up, and what a revocation would refuse.
  await lab.until("the counts of both", async () => {
    const { items } = await listCredentials(lab.ctx, { carrierId: carrier.carrier.id });
    const calls = items.map(({ callsLastDay }) => callsLastDay);
    return (calls[0] === 1 && calls[1] === 2) || null;
  });

  await revoke(older.id);
  await live();
  const refused = await callWith(older);
  await expect(refused.finished()).rejects.toThrow();
  const caller = await callWith(newer);
  await Promise.all([caller.finished(), answeredAtCore(caller.callId)]);
});

test("baresip proves itself with MD5, with 407 and with 401", async () => {
  requirePrograms("baresip");
  const digest = await issue();
  const { address } = peer;
  const dns = await startDnsServer(address, lab.agent.address);
  const dnsServer = { address, port: dns.port };
  const place = { address, port: await freeSipPort(address) };
  const phone = await startBaresip({
    ...{ ...place, number: CALLER, agent: lab.agent, dnsServer, digest },
  });
  try {
    for (const digestStatus of [407, 401]) {
      await changeCarrier({ digestStatus, digestMd5Only: true });
      await live();
      phone.dial(`sip:${number}@${lab.fqdn}`);
      const taken = await TakenCall.take(core, lab.agent.udp);
      await taken.answer();
      await phone.next("CALL_ESTABLISHED");
      phone.hangUp();
      await taken.accept("BYE");
    }
  } finally {
    await phone.stop();
    await dns.close();
  }
});

interface Issued extends Proof {
  readonly id: string;
}

async function issue(): Promise<Issued> {
  const { credential, password } = await issueCredential(lab.ctx, {
    carrierId: carrier.carrier.id,
  });
  return { id: credential.id, username: credential.username, password };
}

async function rowOf(id: string) {
  const { items } = await listCredentials(lab.ctx, { carrierId: carrier.carrier.id });
  const row = items.find((item) => item.id === id);
  if (row === undefined) throw new Error(`${id} is not listed`);
  return row;
}

async function revoke(id: string): Promise<void> {
  const { version } = await rowOf(id);
  await revokeCredential(lab.ctx, { id, version });
}

/** Resolves with the instant of its end, once the agent knows. */
async function retire(id: string, inMs: number): Promise<number> {
  const { version } = await rowOf(id);
  const retiresAt = new Date(Date.now() + inMs);
  await retireCredential(lab.ctx, { id, version, retiresAt });
  await live();
  return retiresAt.getTime();
}

async function changeCarrier(settings: object): Promise<void> {
  const { id, version } = carrier.carrier;
  const changed = await updateCarrier(lab.ctx, { id, version, ...settings });
  carrier = { ...carrier, carrier: changed };
}

async function live(): Promise<void> {
  await lab.agent.untilReadiness(200);
  await lab.live();
}

const parts = () => ({
  peer,
  requestUri: `sip:${number}@${lab.fqdn}`,
  from: `<sip:${CALLER}@carrier.example>`,
});

const prove = (proof: Proof) => placeProven(lab.agent.udp, parts(), proof);

/** The call goes through, whole. */
async function answeredBy(call: PlacedCall): Promise<TakenCall> {
  const taken = await TakenCall.take(core, lab.agent.udp, call.callId);
  await Promise.all([taken.answer(), call.answered()]);
  const [bye] = await Promise.all([call.request("BYE"), taken.accept("BYE")]);
  expect(bye.status).toBe(200);
  return taken;
}

/** The challenged attempt and the call, both complete, in that order. */
async function recordsOf(callId: string): Promise<(RecordRow & Traced)[]> {
  const rows = await lab.until(`two records of ${callId}`, async () => {
    const found = (await lab.records(callId)) as (RecordRow & Traced)[];
    return found.length === 2 && found.every(({ complete }) => complete) ? found : null;
  });
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface Traced {
  readonly trace: readonly { readonly rule: number; readonly because: object | null }[];
}

/** What the agent has counted so far. */
async function outcomes(): Promise<{ accepted: number; challenged: number }> {
  const { text } = (await lab.agent.ask("/metrics")) ?? { text: "" };
  const count = (outcome: string) =>
    Number(new RegExp(`sip_digest_total{outcome="${outcome}"} (\\d+)`).exec(text)?.[1] ?? 0);
  return { accepted: count("accepted"), challenged: count("challenged") };
}

/** Rings, answers, and is hung up on. */
async function answeredAtCore(callId: string): Promise<void> {
  const taken = await TakenCall.take(core, lab.agent.udp, callId);
  taken.ring();
  await taken.answer();
  await taken.accept("BYE");
}

/** The credential's page says when it was last used, and no configuration changed because of it. */
async function noted(id: string): Promise<void> {
  const before = await lab.agent.ask("/version");
  await fetch(`http://127.0.0.1:${lab.agent.adminPort}/flush`, { method: "POST" });
  const { lastUsedAt } = await rowOf(id);
  expect(Date.now() - (lastUsedAt?.getTime() ?? 0)).toBeLessThan(60_000);
  expect((await lab.agent.ask("/version"))?.text).toBe(before?.text);
}

async function noSecretKept(callIds: readonly string[]): Promise<void> {
  const records = (await Promise.all(callIds.map((callId) => lab.records(callId)))).flat();
  const ids = records.map(({ id }) => id);
  const messages = await lab.until("the messages of the challenged calls", async () => {
    const rows = await lab.pool.prisma.sipMessage.findMany({
      where: { callRecordId: { in: ids } },
    });
    return rows.length === 0 ? null : rows;
  });
  const text = messages.map(({ bytes }) => Buffer.from(bytes).toString("latin1")).join("\n");
  expect(text).toContain("[masked]");
  expect(text).not.toMatch(/nonce=|response=/);
}
