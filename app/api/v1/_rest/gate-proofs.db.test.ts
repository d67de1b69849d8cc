// Every condition of every gate with its proof, and broken alone: its remedy, the refusal, the override and the way back to live.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/auth/actor";
import { openRecordPool, type RecordPool } from "@/lib/db/call-records";
import type { CarrierGuard } from "@/lib/lifecycle/carrier";
import { REQUIREMENTS } from "@/lib/lifecycle/requirement";
import { isOverridable, TRUNK_MACHINE, type TrunkGuard } from "@/lib/lifecycle/trunk";
import type { ProvenCondition, TrunkGate } from "@/lib/schemas/trunk-gate";
import { updateAclEntry } from "@/lib/services/acl/update-acl-entry";
import { changeCarrierState } from "@/lib/services/carriers/change-carrier-state";
import type { Context } from "@/lib/services/context";
import { closeRuntime } from "@/lib/services/runtime";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { createToken } from "@/lib/services/tokens/create-token";
import { changeTrunkState } from "@/lib/services/trunks/change-trunk-state";
import { getTrunkGate } from "@/lib/services/trunks/get-trunk-gate";
import {
  GATE_CASES,
  type GateCrew,
  type GateWorld,
  makeMetCarrier,
  makeTrunkBefore,
  recordMust,
  trunkNow,
} from "@/prisma/factories/gate-cases";
import { makePlatform } from "@/prisma/factories/platform";
import { answer } from "./answer";

const CASES = Object.entries(GATE_CASES) as [TrunkGuard, (typeof GATE_CASES)[TrunkGuard]][];
const MUSTS = REQUIREMENTS.filter(({ must }) => must).map(({ code }) => code);
/** What each guard of a carrier can be closed by; one without its case does not compile. */
const CARRIER_CASES: Record<CarrierGuard, readonly (typeof MUSTS)[number][]> = {
  "requirements-open": MUSTS,
};
const CARRIER_TABLE = Object.entries(CARRIER_CASES).flatMap(([code, subjects]) =>
  subjects.map((subject) => [code, subject] as const),
);
const GATE_CLOSED = "urn:cradle-byoc:problem:gate-closed";

let contexts: TestContexts;
let agent: pg.Client;
let records: RecordPool;
let crew: GateCrew;
let ctx: Context;
const tokens = {} as Record<Role, string>;

beforeAll(async () => {
  contexts = await testContexts();
  agent = new pg.Client({ connectionString: contexts.database.agentUrl });
  await agent.connect();
  records = openRecordPool(contexts.database.agentUrl, () => undefined);
  ctx = contexts.as("onboarding");
  crew = {
    admin: contexts.as("admin"),
    onboarding: ctx,
    jobs: contexts.asSystem("jobs"),
    agent,
    records,
  };
  await makePlatform(crew.admin);
  process.env.DATABASE_URL = contexts.database.portalUrl;
  process.env.LOG_LEVEL = "silent";
  for (const role of ["admin", "onboarding"] as const) {
    tokens[role] = (await createToken(crew.admin, { name: role, role })).secret;
  }
});
afterAll(async () => {
  await closeRuntime();
  await records.end();
  await agent.end();
  await contexts.close();
});

async function rest(path: string, body?: object, role: Role = "onboarding") {
  const request = new Request(`http://127.0.0.1/api/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${tokens[role]}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const segments = new URL(request.url).pathname.split("/").slice(3);
  const response = await answer(request, segments.map(decodeURIComponent));
  return { status: response.status, body: await response.json() };
}

async function build(code: TrunkGuard): Promise<GateWorld> {
  const { from, without, breaks } = GATE_CASES[code];
  const world = await makeTrunkBefore(crew, from, without);
  await breaks?.(crew, world);
  return world;
}

/** The press, by the verb and by REST: both are refused for this alone, and nothing has moved. */
async function expectRefused(world: GateWorld, to: string, code: TrunkGuard) {
  const before = await trunkNow(crew, world);
  const { id, version } = before;
  const verb = changeTrunkState(ctx, { id, version, to });
  const only = [{ code, message: expect.any(String) }];
  await expect(verb).rejects.toMatchObject({ kind: "gate-closed", conditions: only });
  const refused = await rest(`/trunks/${id}/state`, { version, to });
  expect(refused).toMatchObject({
    status: 409,
    body: { type: GATE_CLOSED, title: "Gate closed", conditions: only },
  });
  expect(refused.body.conditions).toHaveLength(1);
  expect(refused.body.detail).toContain(refused.body.conditions[0].message);
  expect(await trunkNow(crew, world)).toEqual(before);
}

const ahead = (gate: TrunkGate) => gate.stages.find(({ position }) => position === "ahead");

/** What the gate's own page and operation say of it. */
async function conditionsAhead({ trunkId }: GateWorld): Promise<ProvenCondition[]> {
  const gate = await getTrunkGate(ctx, { id: trunkId });
  const answered = await rest(`/trunks/${trunkId}/gate`);
  expect(answered.status).toBe(200);
  expect(answered.body).toEqual(JSON.parse(JSON.stringify(gate)));
  const stage = ahead(gate);
  expect(gate.opens).toBe(stage?.conditions.every(({ holds }) => holds));
  return stage?.conditions ?? [];
}

test("the table has every gate that the state machine has", () => {
  for (const [code, { from, to }] of CASES) {
    const arrow = TRUNK_MACHINE.arrows.find((each) => each.from === from && each.to === to);
    expect(arrow?.guards).toContain(code);
  }
  const guarded = TRUNK_MACHINE.arrows.flatMap(({ guards }) => guards);
  expect(CASES.map(([code]) => code).toSorted()).toEqual([...new Set(guarded)].toSorted());
});

describe("a trunk that everything holds of", () => {
  test.each([
    ["enquiry", "quoting"],
    ["quoting", "configuring"],
    ["configuring", "testing"],
    ["testing", "live"],
  ] as const)("goes from %s to %s, each condition with the row that shows it", async (from, to) => {
    const world = await makeTrunkBefore(crew, from);
    for (const { holds, proofs, remedy, code } of await conditionsAhead(world)) {
      expect([code, holds, remedy]).toEqual([code, true, null]);
      expect([code, proofs.length > 0]).toEqual([code, true]);
    }
    const { id, version } = await trunkNow(crew, world);
    const passed = await rest(`/trunks/${id}/state`, { version, to });
    expect(passed).toMatchObject({ status: 200, body: { state: to } });
    const { stages } = await getTrunkGate(ctx, { id });
    const stage = stages.find((each) => each.from === from && each.to === to);
    expect(stage).toMatchObject({ position: "passed", passedBy: "onboarding", overrides: [] });
  });
});

describe("the condition that alone does not hold", () => {
  test.each(CASES)("%s refuses the press, by name", async (code, { to }) => {
    const world = await build(code);
    await expectRefused(world, to, code);
    const conditions = await conditionsAhead(world);
    const open = conditions.filter(({ holds }) => !holds);
    expect(open.map((each) => each.code)).toEqual([code]);
    expect(open[0]?.remedy).toBeTruthy();
    expect(open[0]?.remedyPath).toMatch(/^\/(trunks|carriers|quotes)\//);
    // An admin's reason passes it, save what the database itself holds; it stays in sight.
    const { id, version } = await trunkNow(crew, world);
    const reason = "agreed by telephone";
    const press = changeTrunkState(crew.admin, { id, version, to, overrideReason: reason });
    if (!isOverridable(code)) {
      await expect(press).rejects.toMatchObject({ kind: "gate-closed", conditions: [{ code }] });
      return;
    }
    await press;
    const { stages } = await getTrunkGate(ctx, { id });
    const passed = stages.find((each) => each.to === to && each.position === "passed");
    expect(passed?.overrides).toMatchObject([
      {
        reason,
        conditions: [code],
        messages: [open[0]?.message],
        staffName: crew.admin.actor.name,
      },
    ]);
  });

  const liveCases = CASES.filter(([, { to }]) => to === "live");
  test.each(liveCases)("%s refuses the way back to live after a suspension", async (code, one) => {
    const world = await makeTrunkBefore(crew, one.from, one.without);
    const overrideReason = "agreed by telephone";
    const press = async (as: Context, to: string, more: object = {}) =>
      changeTrunkState(as, { ...pick(await trunkNow(crew, world)), to, ...more });
    await press(crew.admin, "live", one.without === undefined ? {} : { overrideReason });
    await press(ctx, "suspended");
    await one.breaks?.(crew, world);
    await expectRefused(world, "resumed", code);
    const open = (await conditionsAhead(world)).filter(({ holds }) => !holds);
    expect(open.map((each) => each.code)).toEqual([code]);
  });

  test("resumes to live where all holds still, and to any other state without a gate", async () => {
    const world = await makeTrunkBefore(crew, "testing");
    for (const state of ["testing", "live"]) {
      const { id, version } = await trunkNow(crew, world);
      if (state === "live") await changeTrunkState(ctx, { id, version, to: "live" });
      const { version: now } = await trunkNow(crew, world);
      const { version: then } = await changeTrunkState(ctx, { id, version: now, to: "suspended" });
      const resumed = await rest(`/trunks/${id}/state`, { version: then, to: "resumed" });
      expect(resumed).toMatchObject({ status: 200, body: { state } });
    }
  });

  test("an ACL entry that is in force no more, or not yet, is none", async () => {
    const world = await makeTrunkBefore(crew, "configuring");
    const { id } = world.rows.aclEntry ?? { id: "" };
    const hour = 3_600_000;
    const spans = [
      { validFrom: new Date(Date.now() - 2 * hour), validUntil: new Date(Date.now() - hour) },
      { validFrom: new Date(Date.now() + hour), validUntil: null },
    ];
    for (const span of spans) {
      const version = (await ctx.read.acl.get(id))?.version;
      await updateAclEntry(ctx, { id, version, ...span });
      await expectRefused(world, "testing", "acl-entry-missing");
    }
  });
});

function pick({ id, version }: { id: string; version: number }) {
  return { id, version };
}

describe("a carrier's gate", () => {
  test("opens once every must is met, by REST", async () => {
    const { id, version } = await makeMetCarrier(ctx);
    const opened = await rest(`/carriers/${id}/state`, { version, to: "ready" });
    expect(opened).toMatchObject({ status: 200, body: { state: "ready" } });
  });

  test.each(CARRIER_TABLE)(
    "%s: %s alone, unknown or not met, refuses ready",
    async (code, must) => {
      const carrier = await makeMetCarrier(ctx, [must]);
      for (const state of ["unknown", "not_met"] as const) {
        if (state === "not_met") await recordMust(ctx, carrier.id, must, state);
        const press = changeCarrierState(ctx, { ...pick(carrier), to: "ready" });
        const open = [{ code, message: expect.stringContaining(must) }];
        await expect(press).rejects.toMatchObject({
          kind: "gate-closed",
          conditions: [{ ...open[0], subject: must }],
        });
        const refused = await rest(`/carriers/${carrier.id}/state`, {
          version: carrier.version,
          to: "ready",
        });
        expect(refused).toMatchObject({
          status: 409,
          body: { type: GATE_CLOSED, conditions: open },
        });
        expect(refused.body.conditions).toHaveLength(1);
      }
    },
  );
});
