// The job that sees what traffic shows: each record once, however late; what contradicts closes the gate until someone looks.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  addUnknownSources,
  type CallRecordRow,
  openRecordPool,
  type RecordPool,
  writeCallBatch,
} from "@/lib/db/call-records";
import { RecordJson } from "@/lib/db/record-json";
import type { Carrier, RequirementCheckDetail } from "@/lib/schemas/carrier";
import { makeAclEntry, makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber } from "@/prisma/factories/number";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import { cleanUpUnknownSources } from "../calls/clean-up-unknown-sources";
import { getCarrier } from "../carriers/get-carrier";
import { getMailToDeliver } from "../mail/get-mail-to-deliver";
import { disableStaff } from "../staff/disable-staff";
import { inviteStaff } from "../staff/invite-staff";
import { type TestContexts, testContexts } from "../test-context";
import { loadTrunkFacts } from "../trunk-facts";
import { listRequirementChecks } from "./list-requirement-checks";
import { observeRequirements } from "./observe-requirements";
import { recordRequirement } from "./record-requirement";

let contexts: TestContexts;
let pool: RecordPool;
let direct: pg.Client;
let carrier: Carrier;

beforeAll(async () => {
  contexts = await testContexts();
  pool = openRecordPool(contexts.database.agentUrl, () => undefined);
  direct = new pg.Client({ connectionString: contexts.database.url });
  await direct.connect();
  await makePlatform(contexts.as("admin"));
});
afterAll(async () => {
  await pool?.end();
  await direct?.end();
  await contexts.close();
});
beforeEach(async () => {
  contexts.setNow(null);
  carrier = await makeCarrier(contexts.as("onboarding"));
});

/** A moment so many seconds ago, after everything that was recorded before. */
const ago = (sec: number) => new Date(Date.now() - sec * 1000).toISOString();

function record(changes: Partial<CallRecordRow> = {}): CallRecordRow {
  const at = ago(1);
  return {
    ...{ id: randomUUID(), agentId: randomUUID(), configVersion: "1", direction: "termination" },
    ...{ carrierId: carrier.id, customerId: null, trunkId: null, callId: randomUUID() },
    ...{ sourceAddress: "203.0.113.7", sourcePort: 5060, transport: "udp", userAgent: "" },
    ...{ requestUri: "sip:+6498879333@sip.example", aReceived: "+6421000000" },
    ...{ bReceived: "+6498879333", aSent: null, bSent: null, assertedReceived: [] },
    ...{ anonymous: false, rule: "route", action: "route", status: 200, reason: "" },
    ...{ trace: [], becauseTable: null, becauseId: null, attempts: [], startedAt: at },
    ...{ ringingAt: null, answeredAt: at, endedAt: at, postDialDelayMs: null },
    ...{ endedBy: "caller", complete: true, sampled: false },
    ...changes,
  } as CallRecordRow;
}

const bare = (changes: Partial<CallRecordRow> = {}) =>
  record({
    rule: "b-number-format",
    action: "reject",
    status: 404,
    requestUri: "sip:6498879333@sip.example",
    bReceived: "6498879333",
    ...changes,
  });

const leave = (...records: CallRecordRow[]) =>
  writeCallBatch(pool, { records: records.map(RecordJson.of), ends: [], messages: [] });
const look = () => observeRequirements(contexts.asSystem("jobs"));

async function checkOf(code: string): Promise<RequirementCheckDetail> {
  const checks = await listRequirementChecks(contexts.as("support"), { carrierId: carrier.id });
  const check = checks.find((candidate) => candidate.code === code);
  if (check === undefined) throw new Error(`no check of ${code}`);
  return check;
}
const seen = async (code: string, kind: string) =>
  (await checkOf(code)).observations.find((observation) => observation.kind === kind);

async function declare(code: string, state: "met" | "not_met"): Promise<void> {
  const { version } = await checkOf(code);
  await recordRequirement(contexts.as("onboarding"), {
    ...{ carrierId: carrier.id, code, state, version },
  });
}

test("a refused call moves the observed side by itself, and contradicts what was declared", async () => {
  await declare("E164_TERMINATION", "met");
  const call = bare({ startedAt: new Date().toISOString() });
  await leave(call);
  expect(await look()).toEqual({ changed: 1 });
  const check = await checkOf("E164_TERMINATION");
  expect(check.disagreement).toBe("contradicted");
  expect(check.state).toBe("met");
  expect(check.observations).toMatchObject([
    {
      kind: "b-without-plus",
      standing: "contradicts",
      detail: "sip:6498879333@sip.example",
      callRecordId: call.id,
      occurrences: 1n,
      sourceAddress: "203.0.113.7",
    },
  ]);
  const detail = await getCarrier(contexts.as("support"), { id: carrier.id });
  expect(detail.contradictedMusts).toEqual(["E164_TERMINATION"]);
  const events = await listAuditEvents(contexts.as("admin"), { carrierId: carrier.id });
  expect(events.items[0]).toMatchObject({ action: "requirement.contradict", actorId: "jobs" });
});

test("each record counts once: looked at again, replayed by the agent, opened before it was closed, and late", async () => {
  const first = bare({ startedAt: ago(100) });
  await leave(first);
  await look();
  await leave(first);
  expect(await look()).toEqual({ changed: 0 });
  const open = bare({ complete: false, endedAt: null, startedAt: ago(50) });
  await leave(open);
  expect(await look()).toEqual({ changed: 0 });
  await writeCallBatch(pool, {
    records: [],
    ends: [{ recordId: open.id, endedAt: ago(1), endedBy: "caller" }],
    messages: [],
  });
  await look();
  // A spool that was away for a day: it counts, and is not the latest.
  await leave(bare({ startedAt: ago(86_400) }));
  await look();
  const observation = await seen("E164_TERMINATION", "b-without-plus");
  expect(observation).toMatchObject({ occurrences: 3n, callRecordId: open.id });
  expect(observation?.firstSeenAt.getTime()).toBeLessThan(Date.now() - 80_000_000);
});

test("thousands of records are looked at in one turn", async () => {
  const records = Array.from({ length: 2_500 }, (_, at) => (at % 2 === 0 ? bare() : record()));
  await leave(...records);
  expect(await look()).toEqual({ changed: 2_500 });
  expect(await seen("E164_TERMINATION", "b-without-plus")).toMatchObject({ occurrences: 1250n });
  expect(await seen("E164_TERMINATION", "numbers-e164")).toMatchObject({ occurrences: 1250n });
  const { rows } = await direct.query("SELECT count(*)::int AS left FROM call_record_to_observe");
  expect(rows).toEqual([{ left: 0 }]);
});

test("a record of a carrier that does not exist is taken and forgotten; one of nobody never waits", async () => {
  await leave(bare({ carrierId: randomUUID() }), bare({ carrierId: null }));
  expect(await look()).toEqual({ changed: 1 });
  expect(await look()).toEqual({ changed: 0 });
});

test("a challenge waits for its answer, and counts against the carrier only without one", async () => {
  const challenge = (callId: string) =>
    record({ ...{ callId, rule: "digest-required", action: "challenge", status: 407 } });
  await leave(challenge("left-alone"), challenge("answered"));
  const trace = [{ rule: 9, outcome: "passed", because: { table: "sip_credential", id: "c" } }];
  await leave(record({ callId: "answered", trace, startedAt: new Date().toISOString() }));
  expect(await look()).toEqual({ changed: 1 });
  expect(await seen("DIGEST", "challenge-unanswered")).toBeUndefined();
  contexts.setNow(new Date(Date.now() + 70_000));
  expect(await look()).toEqual({ changed: 2 });
  expect(await seen("DIGEST", "challenge-unanswered")).toMatchObject({ occurrences: 1n });
  expect(await seen("DIGEST", "challenge-answered")).toMatchObject({ occurrences: 1n });
});

test("whoever looks and records it again ends a contradiction, until it is seen anew; the gate follows", async () => {
  const customer = await makeCustomer(contexts.as("admin"));
  const trunk = await makeTrunk(contexts.as("admin"), carrier.id, customer.id);
  const musts = async () => {
    const { read } = contexts.as("admin");
    return (await loadTrunkFacts(read, trunk.id, new Date())).contradictedMusts;
  };
  await declare("INVITE_TO_FQDN", "met");
  expect(await musts()).toEqual([]);
  const toAddress = () =>
    leave(record({ rule: "fqdn-required", startedAt: new Date().toISOString() }));
  await toAddress();
  await look();
  expect(await musts()).toEqual(["INVITE_TO_FQDN"]);
  await declare("INVITE_TO_FQDN", "met");
  expect(await musts()).toEqual([]);
  expect(await seen("INVITE_TO_FQDN", "to-address")).toMatchObject({ standing: "looked-at" });
  await toAddress();
  await look();
  expect(await musts()).toEqual(["INVITE_TO_FQDN"]);
  await declare("INVITE_TO_FQDN", "not_met");
  expect(await musts()).toEqual([]);
});

test("an unknown source that asks for a carrier's number is suspected, until an ACL entry holds it", async () => {
  const customer = await makeCustomer(contexts.as("admin"));
  const trunk = await makeTrunk(contexts.as("admin"), carrier.id, customer.id);
  const { e164 } = await makeByocNumber(contexts.as("admin"), trunk.id);
  const knock = (address: string, lastRequestUri: string, sec = 1) =>
    addUnknownSources(pool, [
      {
        ...{ address, lastRequestUri, datagrams: 3, lastTransport: "udp", lastMethod: "INVITE" },
        ...{ lastUserAgent: "", firstSeenAt: ago(900), lastSeenAt: ago(sec) },
      },
    ]);
  await knock("8.8.4.4", `sip:${e164}@sip.example`, 20);
  await knock("8.8.4.5", `sip:${e164.slice(1)}@203.0.113.1:5060`, 20);
  await knock("8.8.4.6", "sip:100@sip.example");
  expect(await look()).toEqual({ changed: 2 });
  expect(await look()).toEqual({ changed: 0 });
  const addresses = async () =>
    (await checkOf("FIXED_SOURCE_ADDRESSES")).observations.map(({ subject }) => subject).sort();
  expect(await addresses()).toEqual(["8.8.4.4", "8.8.4.5"]);
  await knock("8.8.4.4", `sip:${e164}@sip.example`);
  expect(await look()).toEqual({ changed: 1 });
  const check = await checkOf("FIXED_SOURCE_ADDRESSES");
  expect(check.observations[0]).toMatchObject({
    ...{ subject: "8.8.4.4", standing: "suspected", occurrences: 2n, callRecordId: null },
  });
  await declare("FIXED_SOURCE_ADDRESSES", "met");
  expect((await checkOf("FIXED_SOURCE_ADDRESSES")).disagreement).toBe(null);
  await makeAclEntry(contexts.as("admin"), carrier.id, { block: "8.8.4.4/32" });
  expect(await addresses()).toEqual(["8.8.4.5"]);
  contexts.setNow(new Date(Date.now() + 31 * 86_400_000));
  await cleanUpUnknownSources(contexts.asSystem("jobs"));
  expect(await addresses()).toEqual([]);
});

test("a forger of sources fills no table: the latest twenty are kept", async () => {
  const customer = await makeCustomer(contexts.as("admin"));
  const trunk = await makeTrunk(contexts.as("admin"), carrier.id, customer.id);
  const { e164 } = await makeByocNumber(contexts.as("admin"), trunk.id);
  for (const turn of [0, 1]) {
    await addUnknownSources(
      pool,
      Array.from({ length: 30 }, (_, at) => ({
        ...{ address: `9.9.${turn}.${at + 1}`, lastRequestUri: `sip:${e164}@x`, datagrams: 1 },
        ...{ lastTransport: "udp" as const, lastMethod: "INVITE", lastUserAgent: "" },
        ...{ firstSeenAt: ago(60), lastSeenAt: ago(60 - turn * 40 - at) },
      })),
    );
    await look();
  }
  expect((await checkOf("FIXED_SOURCE_ADDRESSES")).observations).toHaveLength(20);
});

test("onboarding is mailed of a contradiction once for each time that it was declared, with the call and nothing of what was sent", async () => {
  const admin = contexts.as("admin");
  const invite = (email: string, role: string) =>
    inviteStaff(admin, { email, name: email, role, makePassword: false });
  await invite("onboarding@cradle.example", "onboarding");
  await invite("sales@cradle.example", "sales");
  const gone = await invite("gone@cradle.example", "onboarding");
  await disableStaff(admin, { id: gone.id, version: gone.version });
  const { id } = await checkOf("E164_TERMINATION");
  const mails = () =>
    contexts.pool.prisma.mailOutbox.findMany({ where: { aboutId: id }, orderBy: { id: "asc" } });

  await leave(bare({ startedAt: ago(5) }));
  await look();
  expect(await mails()).toEqual([]);

  await declare("E164_TERMINATION", "met");
  const now = () => new Date().toISOString();
  const call = bare({ startedAt: now(), requestUri: "sip:6498879333:hunter2@sip.example" });
  await leave(call);
  await look();
  await leave(bare({ startedAt: now() }), bare({ startedAt: now(), rule: "fqdn-required" }));
  await look();
  const [first, ...more] = await mails();
  expect(more).toEqual([]);
  expect(first).toMatchObject({ toAddress: "onboarding@cradle.example", state: "waiting" });
  expect(first?.textBody).toContain(`/calls/${call.id}`);
  expect(first?.textBody).toContain(`/carriers/${carrier.id}/requirements#E164_TERMINATION`);
  expect(first?.textBody).not.toMatch(/hunter2|6498879333/);
  const jobs = contexts.asSystem("jobs");
  expect(await getMailToDeliver(jobs, { mailId: first?.id })).toMatchObject({ overtaken: null });

  // Someone has looked: what waits stays, and the next call against it is another contradiction.
  await declare("E164_TERMINATION", "met");
  expect(await getMailToDeliver(jobs, { mailId: first?.id })).toMatchObject({
    overtaken: "not sent: someone has looked at the requirement meanwhile",
  });
  await leave(bare({ startedAt: now() }));
  await look();
  expect(await mails()).toHaveLength(2);
});
