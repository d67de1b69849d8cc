// Targets' health and "send OPTIONS now" through their verbs, with an agent that writes what it would.
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { claimOptionsCommands, finishCommand } from "@/lib/db/agent-commands";
import { openRecordPool, type RecordPool } from "@/lib/db/call-records";
import { writeTargetHealth } from "@/lib/db/target-health-writes";
import type { Gateway } from "@/lib/schemas/gateway";
import { makeCarrier, makeGateway } from "@/prisma/factories/carrier";
import { makePlatform } from "@/prisma/factories/platform";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { removeGateway } from "../gateways/remove-gateway";
import { type TestContexts, testContexts } from "../test-context";
import { cleanUpTargetHealth } from "./clean-up-target-health";
import { listTargetHealth } from "./list-target-health";
import { sendOptionsNow } from "./send-options-now";

let contexts: TestContexts;
let support: Context;
let owner: pg.Client;
let pool: RecordPool;
let carrierId: string;
let gateway: Gateway;

beforeAll(async () => {
  contexts = await testContexts();
  support = contexts.as("support");
  owner = new pg.Client({ connectionString: contexts.database.url });
  await owner.connect();
  pool = openRecordPool(contexts.database.agentUrl, () => undefined);
  await makePlatform(contexts.as("admin"));
  carrierId = (await makeCarrier(contexts.as("admin"))).id;
});
afterAll(async () => {
  await pool.end();
  await owner.end();
  await contexts.close();
});
beforeEach(async () => {
  gateway = await makeGateway(contexts.as("admin"), carrierId);
  await owner.query("DELETE FROM agent_instance");
});

async function agent(name: string): Promise<string> {
  const id = support.newId();
  await owner.query(
    `INSERT INTO agent_instance (id, name, state, software_version, started_at, last_seen_at)
     VALUES ($1, $2, 'ready', '1', now(), now())`,
    [id, name],
  );
  return id;
}

const report = (agentId: string, isUp: boolean, checkedAtMs = Date.now()) =>
  writeTargetHealth(
    pool,
    agentId,
    [
      {
        ...{ targetId: gateway.id, isUp, reason: isUp ? "200 OK" : "no answer", checkedAtMs },
        ...{ roundTripMs: isUp ? 7 : null, resolved: [], changedAtMs: checkedAtMs },
      },
    ],
    180_000,
  );

async function health() {
  const views = await listTargetHealth(support, { carrierId });
  const view = views.find(({ targetId }) => targetId === gateway.id);
  if (view === undefined) throw new Error("the gateway is not in the list");
  return view;
}

test("health is told agent by agent, and of nobody where none runs", async () => {
  expect((await health()).standing).toMatchObject({ state: "unchecked" });
  const [one, two] = [await agent("one"), await agent("two")];
  await report(one, true);
  await report(two, false);
  expect(await health()).toMatchObject({
    standing: { state: "partly" },
    agents: [
      { agentName: "one", isPresent: true, up: true, roundTripMs: 7, day: { medianMs: 7 } },
      { agentName: "two", isPresent: true, up: false, roundTripMs: null, day: { medianMs: null } },
    ],
  });
  await owner.query("UPDATE agent_instance SET last_seen_at = now() - interval '1 minute'");
  const gone = await health();
  expect(gone.standing.why).toBe("No agent checks it: none is running.");
  expect(gone.agents.map(({ isPresent }) => isPresent)).toEqual([false, false]);
});

test("each running agent is asked, and answers for itself", async () => {
  const [one, two] = [await agent("one"), await agent("two")];
  const commands = await sendOptionsNow(support, { targetId: gateway.id });
  expect(new Set(commands.map(({ agentId }) => agentId))).toEqual(new Set([one, two]));
  await expect(sendOptionsNow(support, { targetId: gateway.id })).rejects.toMatchObject({
    kind: "conflict",
  });
  const [claimed] = await claimOptionsCommands(pool, one);
  const result = { isUp: true, reason: "200 OK", roundTripMs: 3, places: [] };
  await finishCommand(pool, one, claimed?.id ?? "", { state: "done", result });
  const states = (await health()).commands.map(({ agentName, state, answer }) => [
    ...[agentName, state, answer?.reason],
  ]);
  expect(states.sort()).toEqual([
    ["one", "done", "200 OK"],
    ["two", "waiting", undefined],
  ]);
  const { items } = await listAuditEvents(support, { entityId: gateway.id });
  expect(items.map(({ action }) => action)).toContain("agent.send-options");
});

test("past its deadline a command says that no agent took it, and another press is taken", async () => {
  const now = new Date();
  await sendOptionsNow(support, { targetId: gateway.id });
  contexts.setNow(new Date(now.getTime() + 13_000));
  expect((await health()).commands).toMatchObject([{ state: "untaken", agentId: null }]);
  await sendOptionsNow(support, { targetId: gateway.id });
  expect((await health()).commands).toMatchObject([{ state: "waiting" }]);
  contexts.setNow(null);
});

test("what was removed, or never was, is not asked", async () => {
  await removeGateway(contexts.as("admin"), { id: gateway.id, version: gateway.version });
  for (const targetId of [gateway.id, support.newId()]) {
    await expect(sendOptionsNow(support, { targetId })).rejects.toMatchObject({
      kind: "not-found",
    });
  }
  await expect(sendOptionsNow(support, {})).rejects.toMatchObject({
    fields: [{ path: "targetId" }],
  });
});

test("cleaning up keeps the last day, and what the day began with", async () => {
  const id = await agent("old");
  const hours = (count: number) => Date.now() - count * 3_600_000;
  await report(id, true, hours(60));
  await report(id, false, hours(50));
  await report(id, true, hours(2));
  await sendOptionsNow(support, { targetId: gateway.id });
  await owner.query("UPDATE agent_command SET created_at = now() - interval '8 days'");
  const jobs = contexts.asSystem("jobs");
  expect((await cleanUpTargetHealth(jobs)).changed).toBeGreaterThan(0);
  const { rows } = await owner.query(
    "SELECT up FROM target_health_change WHERE target_id = $1 ORDER BY at",
    [gateway.id],
  );
  // Silent since 50 h ago: that is what the day began with.
  expect(rows).toEqual([{ up: null }, { up: true }]);
  expect((await health()).agents[0]?.day.spans.map(({ state }) => state)).toEqual([
    "unknown",
    "up",
    "unknown",
  ]);
  expect((await health()).commands).toEqual([]);
  expect(await cleanUpTargetHealth(jobs)).toEqual({ changed: 0 });
});
