// What the agents write of their targets: one row of now, one a change, one an hour; and commands that each claims once.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimOptionsCommands, finishCommand } from "./agent-commands";
import { openRecordPool, type RecordPool } from "./call-records";
import { type TargetHealthReport, writeTargetHealth } from "./target-health-writes";
import { type TestDatabase, testDatabase } from "./test-database";

const AWAY_MS = 180_000;
const NOON = Date.UTC(2030, 0, 1, 12);

let database: TestDatabase;
let pool: RecordPool;
let admin: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  pool = openRecordPool(database.agentUrl, () => undefined);
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
});

afterAll(async () => {
  await pool?.end();
  await admin?.end();
  await database?.drop();
});

function target() {
  const [agentId, targetId] = [randomUUID(), randomUUID()];
  const report = (atMs: number, changes: Partial<TargetHealthReport> = {}) =>
    writeTargetHealth(
      pool,
      agentId,
      [
        {
          ...{ targetId, isUp: true, reason: "200 OK", roundTripMs: 12, resolved: ["192.0.2.10"] },
          ...{ changedAtMs: NOON, checkedAtMs: NOON + atMs },
          ...changes,
        },
      ],
      AWAY_MS,
    );
  const rows = async (table: string, order: string) =>
    (await admin.query(`SELECT * FROM ${table} WHERE agent_id = $1 ORDER BY ${order}`, [agentId]))
      .rows;
  return { report, rows, agentId, targetId };
}

describe("health", () => {
  it("is one row a target, and a row for each change", async () => {
    const { report, rows } = target();
    await report(0);
    await report(30_000);
    await report(60_000, { isUp: false, roundTripMs: null, reason: "no answer", resolved: [] });
    await report(90_000, { isUp: false, roundTripMs: null, reason: "408 x" });
    expect(await rows("target_health", "1")).toMatchObject([
      { up: false, round_trip_ms: null, checked_at: new Date(NOON + 90_000), reason: "408 x" },
    ]);
    expect(await rows("target_health_change", "at")).toMatchObject([
      { up: true, at: new Date(NOON) },
      { up: false, at: new Date(NOON + 60_000), reason: "no answer" },
    ]);
  });

  it("is unknown for the time in which nothing was reported", async () => {
    const { report, rows } = target();
    await report(0);
    await report(AWAY_MS + 1);
    expect(await rows("target_health_change", "at")).toMatchObject([
      { up: true, at: new Date(NOON) },
      { up: null, at: new Date(NOON + 1) },
      { up: true, at: new Date(NOON + AWAY_MS + 1) },
    ]);
  });

  it("keeps round trips by the hour, the latest 240 of them", async () => {
    const { report, rows } = target();
    for (let check = 0; check < 242; check++) await report(check * 1_000, { roundTripMs: check });
    await report(3_599_000, { roundTripMs: null });
    await report(3_600_000, { roundTripMs: 7 });
    const hours = await rows("target_health_hour", "hour");
    expect(hours).toMatchObject([
      { checks: 243, answers: 242, min_ms: 0, max_ms: 241 },
      { checks: 1, answers: 1, min_ms: 7, max_ms: 7, samples: [7] },
    ]);
    expect(hours[0].samples).toEqual(Array.from({ length: 240 }, (_, index) => index + 2));
  });

  it("moves no configuration version", async () => {
    const version = async () =>
      (await admin.query("SELECT config_version FROM ledger")).rows[0].config_version;
    const before = await version();
    await target().report(0);
    expect(await version()).toBe(before);
  });
});

describe("a command", () => {
  async function ask(agentId: string | null, deadline = "1 minute"): Promise<string> {
    const id = randomUUID();
    await admin.query(
      `INSERT INTO agent_command (id, agent_id, kind, target_id, payload, requested_by_id, created_at, deadline_at)
       VALUES ($1, $2, 'send_options', $3, '{}', $3, now() - interval '1 day', now() + $4::interval)`,
      [id, agentId, randomUUID(), deadline],
    );
    return id;
  }
  const claimed = async (agentId: string) =>
    (await claimOptionsCommands(pool, agentId)).map(({ id }) => id);

  it("is claimed by whom it is for, once, and not after its deadline", async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const own = await ask(first);
    await ask(first, "-1 second");
    expect(await claimed(second)).toEqual([]);
    expect(await claimed(first)).toEqual([own]);
    expect(await claimed(first)).toEqual([]);
  });

  it("for any agent is claimed by one of two that look at the same moment", async () => {
    const id = await ask(null);
    const all = await Promise.all([claimed(randomUUID()), claimed(randomUUID())]);
    expect(all.flat()).toEqual([id]);
  });

  it("is finished by who claimed it, once", async () => {
    const agentId = randomUUID();
    const id = await ask(agentId);
    await claimed(agentId);
    const state = async () =>
      (await admin.query("SELECT state, result FROM agent_command WHERE id = $1", [id])).rows[0];
    await finishCommand(pool, randomUUID(), id, { state: "done", result: { reason: "other" } });
    expect(await state()).toEqual({ state: "claimed", result: null });
    await finishCommand(pool, agentId, id, { state: "done", result: { reason: "own" } });
    await finishCommand(pool, agentId, id, { state: "failed", result: { reason: "again" } });
    expect(await state()).toEqual({ state: "done", result: { reason: "own" } });
  });

  it("wakes who listens", async () => {
    const listener = new pg.Client({ connectionString: database.agentUrl });
    await listener.connect();
    await listener.query("LISTEN agent_command");
    const heard = new Promise((resolve) => listener.once("notification", resolve));
    await ask(null);
    expect(await heard).toMatchObject({ payload: "send_options" });
    await listener.end();
  });
});
