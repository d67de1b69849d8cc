// Test calls through their verbs: announced, found in the records or declared, given up, and what they open.
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Carrier } from "@/lib/schemas/carrier";
import type { Customer } from "@/lib/schemas/customer";
import type { TestCall } from "@/lib/schemas/test-call";
import type { Trunk } from "@/lib/schemas/trunk";
import { leaveCallRecord } from "@/prisma/factories/call-record";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber, makeCradleNumber, makeVerified } from "@/prisma/factories/number";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk, takeTrunkTo } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { listRequirementChecks } from "../requirements/list-requirement-checks";
import { type TestContexts, testContexts } from "../test-context";
import { changeTrunkState } from "../trunks/change-trunk-state";
import { getTrunk } from "../trunks/get-trunk";
import { announceTestCall } from "./announce-test-call";
import { cancelTestCall } from "./cancel-test-call";
import { declareTestCall } from "./declare-test-call";
import { finishTestCalls } from "./finish-test-calls";
import { listTestCalls } from "./list-test-calls";
import { matchTestCall } from "./match-test-call";

const NOW = new Date("2030-01-01T12:00:00Z");
const minute = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const CALLER = "+6421345678";
const OTHER_CALLER = "+6421345679";

let contexts: TestContexts;
let admin: Context;
let ctx: Context;
let agent: pg.Client;
let carrier: Carrier;
let customer: Customer;
let trunk: Trunk;
let b: string;

beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  ctx = contexts.as("support");
  agent = new pg.Client({ connectionString: contexts.database.agentUrl });
  await agent.connect();
  await makePlatform(admin);
  carrier = await makeReadyCarrier(admin);
  customer = await makeCustomer(admin);
});
afterAll(async () => {
  await agent.end();
  await contexts.close();
});
beforeEach(async () => {
  contexts.setNow(NOW);
  trunk = await takeTrunkTo(admin, await makeTrunk(admin, carrier.id, customer.id), "testing");
  b = (await makeByocNumber(admin, trunk.id)).e164;
});
afterEach(() => contexts.setNow(null));

const inbound = (raw: object = {}) =>
  announceTestCall(ctx, {
    trunkId: trunk.id,
    direction: "termination",
    announcedA: CALLER,
    announcedB: b,
    ...raw,
  });
const outbound = (raw: object = {}) =>
  announceTestCall(ctx, {
    trunkId: trunk.id,
    direction: "origination",
    announcedA: b,
    announcedB: CALLER,
    ...raw,
  });
const arrive = (row: object = {}) =>
  leaveCallRecord(agent, {
    trunk_id: trunk.id,
    carrier_id: carrier.id,
    direction: "termination",
    a_received: CALLER,
    b_received: b,
    started_at: minute(1),
    ...row,
  });
const dial = (row: object = {}) =>
  arrive({ direction: "origination", a_received: b, b_received: CALLER, ...row });
const look = ({ id }: TestCall) => matchTestCall(ctx, { id });
const openGates = async () => {
  const { nextSteps } = await getTrunk(ctx, { id: trunk.id });
  const codes = nextSteps.find(({ to }) => to === "live")?.conditions.map(({ code }) => code);
  return {
    termination: !codes?.includes("termination-test-missing"),
    origination: !codes?.includes("origination-test-missing"),
  };
};

describe("an announcement", () => {
  test("waits half an hour unless it says otherwise, and is audited under its trunk", async () => {
    const made = await inbound();
    expect(made).toMatchObject({ state: "announced", expiresAt: minute(30), announcedB: b });
    expect(await inbound({ windowMinutes: "1440" })).toMatchObject({ expiresAt: minute(1440) });
    await expect(inbound({ windowMinutes: 1441 })).rejects.toMatchObject({
      fields: [{ path: "windowMinutes" }],
    });
    const { items } = await listAuditEvents(ctx, { trunkId: trunk.id, entityTable: "test_call" });
    expect(items.map(({ action }) => action)).toEqual(["test-call.announce", "test-call.announce"]);
  });

  test("is refused at the number that cannot be the one, in words", async () => {
    const stranger = await makeByocNumber(
      admin,
      (await makeTrunk(admin, carrier.id, customer.id)).id,
    );
    await expect(inbound({ announcedB: stranger.e164 })).rejects.toMatchObject({
      fields: [{ path: "announcedB", message: expect.stringContaining("active BYOC number of") }],
    });
    await expect(outbound({ announcedA: stranger.e164 })).rejects.toMatchObject({
      fields: [{ path: "announcedA", message: expect.stringContaining("or a Cradle number") }],
    });
    await expect(outbound({ announcedB: "+61291234567" })).rejects.toMatchObject({
      fields: [{ path: "announcedB", message: expect.stringContaining("is in Australia") }],
    });
    await expect(inbound({ announcedA: b })).rejects.toMatchObject({
      fields: [{ path: "announcedB", message: "must be another number than A" }],
    });
    await expect(inbound({ announcedA: "021 345 678" })).rejects.toMatchObject({
      fields: [{ path: "announcedA" }],
    });
  });

  test("shows a Cradle number only while the carrier's verification holds, to the second", async () => {
    const number = await makeCradleNumber(admin, customer.id);
    const refusal = {
      fields: [{ path: "announcedA", message: expect.stringContaining("not ver") }],
    };
    await expect(outbound({ announcedA: number.e164 })).rejects.toMatchObject(refusal);
    await makeVerified(admin, carrier.id, number.id, { validUntil: minute(10) });
    expect(await outbound({ announcedA: number.e164 })).toMatchObject({ state: "announced" });
    contexts.setNow(minute(10));
    await expect(outbound({ announcedA: number.e164 })).rejects.toMatchObject(refusal);
  });

  test("needs a trunk that takes calls", async () => {
    await changeTrunkState(ctx, { id: trunk.id, version: trunk.version, to: "suspended" });
    await expect(inbound()).rejects.toMatchObject({
      publicMessage: "Test calls are made while a trunk is testing or live.",
    });
  });

  test("is cancelled by whoever runs it, once", async () => {
    const { id, version } = await inbound();
    const cancelled = await cancelTestCall(ctx, { id, version });
    expect(cancelled).toMatchObject({ state: "cancelled", finishedAt: NOW });
    await expect(cancelTestCall(ctx, { id, version: cancelled.version })).rejects.toMatchObject({
      publicMessage: "This test call has been cancelled.",
    });
    await arrive();
    expect(await look(cancelled)).toMatchObject({ state: "cancelled", callRecordId: null });
  });
});

test("what a test call showed stands beside what the carrier declared, once, with the call", async () => {
  const made = await makeReadyCarrier(admin);
  const own = await takeTrunkTo(admin, await makeTrunk(admin, made.id, customer.id), "testing");
  const number = (await makeByocNumber(admin, own.id)).e164;
  const to = { trunkId: own.id, announcedB: number };
  const at = { trunk_id: own.id, carrier_id: made.id, b_received: number };
  const changed = await inbound(to);
  await arrive({ ...at, a_received: OTHER_CALLER });
  await look(changed);
  const intact = await inbound(to);
  const record = await arrive({ ...at, a_received: CALLER, started_at: minute(1) });
  await look(intact);
  await look(intact);
  const checks = await listRequirementChecks(ctx, { carrierId: made.id });
  const check = checks.find(({ code }) => code === "A_NUMBER_TERMINATION");
  expect(check?.observations).toMatchObject([
    { kind: "a-number-arrived", callRecordId: record, occurrences: 1n },
    {
      ...{ kind: "a-number-rewritten", occurrences: 1n },
      detail: `${CALLER} arrived as ${OTHER_CALLER}`,
    },
  ]);
});

describe("an inbound test call", () => {
  test("succeeds where the announced number arrived and went on byte for byte", async () => {
    const made = await inbound();
    expect(await look(made)).toMatchObject({ state: "announced", version: made.version });
    const record = await arrive();
    expect(await look(made)).toMatchObject({
      state: "succeeded",
      proof: "call_record",
      callRecordId: record,
      arrivedA: CALLER,
      aNumberIntact: true,
    });
    expect(await openGates()).toEqual({ termination: true, origination: false });
  });

  test.each([
    ["without its +", { a_received: CALLER.slice(1) }, CALLER.slice(1), "arrived as 6421345678"],
    ["withheld", { a_received: "anonymous", anonymous: true }, "anonymous", "arrived as withheld"],
    ["sent on changed", { a_sent: OTHER_CALLER }, CALLER, `was sent on as ${OTHER_CALLER}`],
  ])("fails where the number is %s, with what arrived", async (_, row, arrivedA, note) => {
    const made = await inbound();
    await arrive(row);
    expect(await look(made)).toMatchObject({
      state: "failed",
      aNumberIntact: false,
      arrivedA,
      note: expect.stringContaining(note),
    });
    expect((await openGates()).termination).toBe(false);
  });

  test.each([
    ["before the announcement", { started_at: minute(-1) }],
    ["after the window", { started_at: minute(31) }],
    ["to another number", { b_received: "+6498870000" }],
    ["never answered", { answered_at: null }],
    ["of another trunk", { trunk_id: "018f0000-0000-7000-8000-0000000000aa" }],
    ["refused", { rule: "limit-channels" }],
  ])("is no call %s", async (_, row) => {
    const made = await inbound();
    await arrive(row);
    expect(await look(made)).toMatchObject({ state: "announced" });
  });

  test("takes its own call, also where another announcement's came first; no call proves two", async () => {
    const first = await inbound();
    const second = await inbound({ announcedA: OTHER_CALLER });
    const twin = await inbound();
    const others = await arrive({ a_received: OTHER_CALLER, started_at: minute(1) });
    expect(await look(first)).toMatchObject({ state: "announced" });
    const own = await arrive({ started_at: minute(2) });
    const results = await Promise.all([look(first), look(second), look(twin)]);
    const claimed = results.map(({ callRecordId }) => callRecordId).filter((id) => id !== null);
    expect(claimed.sort()).toEqual([own, others].sort());
    expect(results[1]).toMatchObject({ state: "succeeded", callRecordId: others });
    expect(results.filter(({ state }) => state === "announced")).toHaveLength(1);
  });

  test("is found and given up by the job worker, which says what came instead", async () => {
    const system = contexts.asSystem("jobs");
    // What the tests before left waiting is given up first.
    contexts.setNow(minute(3000));
    await finishTestCalls(system);
    contexts.setNow(NOW);
    const [found, lost, refused] = [
      await inbound(),
      await inbound({
        announcedA: OTHER_CALLER,
        announcedB: (await makeByocNumber(admin, trunk.id)).e164,
      }),
      await inbound({ announcedB: (await makeByocNumber(admin, trunk.id)).e164 }),
    ];
    await arrive();
    await arrive({
      b_received: refused.announcedB,
      trunk_id: null,
      rule: "a-number-format",
      status: 403,
      answered_at: null,
    });
    await finishTestCalls(system);
    const state = async ({ id }: TestCall) =>
      (await listTestCalls(ctx, { trunkId: trunk.id })).items.find((item) => item.id === id);
    expect(await state(found)).toMatchObject({ state: "succeeded" });
    expect(await state(lost)).toMatchObject({ state: "announced" });
    contexts.setNow(minute(33));
    expect(await finishTestCalls(system)).toEqual({ changed: 2 });
    expect(await state(lost)).toMatchObject({ state: "failed", note: "no call came" });
    expect(await state(refused)).toMatchObject({
      note: "no call was answered: 1 attempt, the last ended with 403 (a-number-format)",
    });
    expect(await finishTestCalls(system)).toEqual({ changed: 0 });
  });

  test("one that cannot be finished holds up no other, and is told at the end", async () => {
    const system = contexts.asSystem("jobs");
    contexts.setNow(NOW);
    const two = [await inbound(), await inbound({ announcedA: OTHER_CALLER })];
    contexts.setNow(minute(3000));
    let isFirst = true;
    const failing: typeof system = {
      ...system,
      transaction: (work) => {
        if (!isFirst) return system.transaction(work);
        isFirst = false;
        return Promise.reject(new Error("out of order"));
      },
    };
    await expect(finishTestCalls(failing)).rejects.toThrow("could not be finished");
    const { items } = await listTestCalls(ctx, { trunkId: trunk.id });
    const states = two.map(({ id }) => items.find((item) => item.id === id)?.state);
    expect(states.sort()).toEqual(["announced", "failed"]);
    await finishTestCalls(system);
    contexts.setNow(NOW);
  });
});

describe("an outbound test call", () => {
  const declare = ({ id, version }: TestCall, raw: object = {}) =>
    declareTestCall(ctx, { id, version, shownA: b, declaredByName: "Duty engineer", ...raw });

  test("cannot be declared before a call of it was recorded", async () => {
    const made = await outbound();
    const closed = { kind: "gate-closed", conditions: [{ code: "call-record-missing" }] };
    await expect(declare(made)).rejects.toMatchObject(closed);
    await dial({ a_received: "+6498870001" });
    await dial({ started_at: minute(-1) });
    await expect(declare(made)).rejects.toMatchObject(closed);
  });

  test("succeeds by the number that the phone showed, also in national form, with name and time", async () => {
    const made = await outbound();
    const record = await dial();
    contexts.setNow(minute(2));
    const national = `0${b.slice(3, 4)} ${b.slice(4, 7)} ${b.slice(7)}`;
    expect(await declare(made, { shownA: national })).toMatchObject({
      state: "succeeded",
      proof: "declared",
      callRecordId: record,
      arrivedA: national,
      declaredByName: "Duty engineer",
      declaredAt: minute(2),
    });
    expect(await openGates()).toEqual({ termination: false, origination: true });
    const { items } = await listAuditEvents(ctx, { entityId: made.id });
    expect(items[0]).toMatchObject({ action: "test-call.succeed", after: { proof: "declared" } });
  });

  test("fails where the phone showed another number; nobody declares twice, in the future, or inbound", async () => {
    const made = await outbound();
    await dial();
    const fault = { fields: [{ path: "declaredAt" }] };
    await expect(declare(made, { declaredAt: minute(5) })).rejects.toMatchObject(fault);
    await expect(declare(made, { declaredAt: minute(-5) })).rejects.toMatchObject(fault);
    await expect(declare(made, { declaredByName: " " })).rejects.toMatchObject({
      fields: [{ path: "declaredByName" }],
    });
    const failed = await declare(made, { shownA: OTHER_CALLER });
    expect(failed).toMatchObject({ state: "failed", arrivedA: OTHER_CALLER, aNumberIntact: false });
    await expect(declare(failed)).rejects.toMatchObject({ kind: "gate-closed" });
    await expect(declare(await inbound())).rejects.toMatchObject({ kind: "gate-closed" });
    expect((await openGates()).origination).toBe(false);
  });

  test("whose call was made waits a day for somebody's word", async () => {
    const system = contexts.asSystem("jobs");
    const [made, uncalled] = [await outbound(), await outbound({ announcedB: OTHER_CALLER })];
    await dial();
    contexts.setNow(minute(40));
    await finishTestCalls(system);
    expect(await look(uncalled)).toMatchObject({ state: "failed", note: "no call came" });
    expect(await look(made)).toMatchObject({ state: "announced" });
    contexts.setNow(minute(30 + 24 * 60));
    expect(await look(made)).toMatchObject({
      state: "failed",
      note: "nobody said which number the called phone showed",
    });
  });
});

test("a trunk that went back to configuring is tested anew", async () => {
  const done = await inbound();
  const waiting = await inbound({ announcedA: OTHER_CALLER });
  await arrive();
  await look(done);
  expect((await openGates()).termination).toBe(true);
  const { id, version } = trunk;
  trunk = await changeTrunkState(admin, { id, version, to: "configuring" });
  const { items } = await listTestCalls(ctx, { trunkId: id });
  expect(items.find((item) => item.id === done.id)).toMatchObject({
    state: "succeeded",
    voidedAt: NOW,
  });
  expect(items.find((item) => item.id === waiting.id)).toMatchObject({ state: "cancelled" });
  trunk = await takeTrunkTo(admin, trunk, "testing");
  expect((await openGates()).termination).toBe(false);
});

describe("the database", () => {
  const owner = async (sql: string, values: unknown[]) => {
    const client = new pg.Client({ connectionString: contexts.database.ownerUrl });
    await client.connect();
    try {
      await client.query(sql, values);
    } finally {
      await client.end();
    }
  };

  test("keeps what was announced and what came of it, and one call to one test", async () => {
    const made = await inbound();
    const change = (column: string, value: unknown, id = made.id) =>
      owner(`UPDATE test_call SET ${column} = $2 WHERE id = $1`, [id, value]);
    await expect(change("announced_a", OTHER_CALLER)).rejects.toThrow("test_call_kept");
    await expect(change("state", "succeeded")).rejects.toThrow(/test_call_(finished|proven)/);
    const record = await arrive();
    await look(made);
    await expect(change("arrived_a", OTHER_CALLER)).rejects.toThrow("test_call_kept");
    await expect(owner("DELETE FROM test_call WHERE id = $1", [made.id])).rejects.toThrow("kept");
    const twin = await inbound();
    await expect(change("call_record_id", record, twin.id)).rejects.toThrow("test_call_one_record");
  });
});
