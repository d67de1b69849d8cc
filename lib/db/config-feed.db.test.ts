/** The configuration feed on a real Postgres: whole, change by change, woken by NOTIFY, back after a cut. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { SnapshotBuilder } from "@/lib/snapshot/build";
import { type AgentReport, ConfigFeed } from "./config-feed";
import { type TestDatabase, testDatabase } from "./test-database";

let database: TestDatabase;
let admin: pg.Client;
const carrierId = randomUUID();

beforeAll(async () => {
  database = await testDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(
    `INSERT INTO platform_settings (id, signalling_fqdn, updated_at) VALUES (1, 'sip.lab.example', now())`,
  );
  await admin.query(
    "INSERT INTO lab_network (id, block, updated_at) VALUES ($1, '127.0.0.0/8', now())",
    [randomUUID()],
  );
  await admin.query(
    "INSERT INTO carrier (id, name, country, updated_at) VALUES ($1, 'Kererū Networks', 'NZ', now())",
    [carrierId],
  );
});

afterAll(async () => {
  await admin?.end();
  await database?.drop();
});

/** A feed whose events can be waited for, one after another. */
function openFeed() {
  const events: string[] = [];
  const waiters: (() => void)[] = [];
  const say = (event: string) => {
    events.push(event);
    for (const wake of waiters.splice(0)) wake();
  };
  const feed = new ConfigFeed(database.agentUrl, {
    onConnected: () => say("connected"),
    onNotice: () => say("notice"),
    onCommand: () => say("command"),
    onLost: () => say("lost"),
  });
  let seen = 0;
  /** Resolves at the next event of that kind that was not waited for yet. */
  const next = async (event: string): Promise<void> => {
    for (;;) {
      const at = events.indexOf(event, seen);
      if (at >= 0) {
        seen = at + 1;
        return;
      }
      await new Promise<void>((resolve) => waiters.push(resolve));
    }
  };
  feed.start();
  return { feed, next };
}

async function addAcl(block: string): Promise<string> {
  const id = randomUUID();
  await admin.query(
    "INSERT INTO acl_entry (id, carrier_id, block, updated_at) VALUES ($1, $2, $3, now())",
    [id, carrierId, block],
  );
  return id;
}

const ignore = () => {};

beforeEach(async () => {
  await admin.query("DELETE FROM acl_entry");
});

it("reads everything as rows that a snapshot can be built from", async () => {
  const { feed, next } = openFeed();
  await next("connected");
  const id = await addAcl("127.0.3.0/28");
  const builder = new SnapshotBuilder();
  const { point, rows } = await feed.readWhole((part) => builder.add(part));
  expect(rows.platform_settings).toEqual({ signallingFqdn: "sip.lab.example", sipPort: 5060 });
  expect(rows.carrier).toMatchObject([{ id: carrierId, name: "Kererū Networks", state: "draft" }]);
  expect(rows.acl_entry).toMatchObject([
    { id, block: "127.0.3.0/28", active: true, removedAtMs: null },
  ]);
  expect(Number.isInteger(rows.acl_entry[0]?.validFromMs)).toBe(true);
  expect(builder.finish(rows, point.version).version).toBe(point.version);
  await feed.stop();
});

it("reads numbers in pieces, each once", async () => {
  const { feed, next } = openFeed();
  await next("connected");
  const customerId = randomUUID();
  await admin.query(
    "INSERT INTO customer (id, name, country, updated_at) VALUES ($1, 'Moana Ltd', 'NZ', now())",
    [customerId],
  );
  await admin.query(
    `INSERT INTO phone_number (id, e164, kind, customer_id, updated_at)
     SELECT gen_random_uuid(), '+6443' || 900000 + n, 'cradle', $1, now() FROM generate_series(1, 5001) n`,
    [customerId],
  );
  const read: string[] = [];
  let pieces = 0;
  await feed.readWhole((part) => {
    if (part.table !== "phone_number") return;
    pieces += 1;
    for (const { e164 } of part.rows) read.push(e164);
  });
  await admin.query("DELETE FROM phone_number");
  expect([read.length, new Set(read).size]).toEqual([5001, 5001]);
  expect(pieces).toBeGreaterThan(2);
  await feed.stop();
});

it("is woken by a commit, and reads just what changed", async () => {
  const { feed, next } = openFeed();
  await next("connected");
  const { point } = await feed.readWhole(ignore);
  expect(await feed.readChanges(point)).toEqual({ point, changes: [] });
  const id = await addAcl("127.0.3.1");
  await next("notice");
  const added = await feed.readChanges(point);
  expect(added.point.version).toBe(point.version + 1n);
  expect(added.changes).toMatchObject([
    { table: "acl_entry", ids: [id], rows: [{ id, block: "127.0.3.1" }] },
  ]);
  await admin.query("DELETE FROM acl_entry WHERE id = $1", [id]);
  await next("notice");
  const removed = await feed.readChanges(added.point);
  expect(removed.changes).toEqual([{ table: "acl_entry", ids: [id], rows: [] }]);
  // From the beginning, what came and went is read as it now is.
  expect((await feed.readChanges(point)).changes).toEqual(removed.changes);
  await feed.stop();
});

it("reads a table anew where the log says only that all of it changed", async () => {
  const { feed, next } = openFeed();
  await next("connected");
  const { point } = await feed.readWhole(ignore);
  await admin.query(
    `INSERT INTO acl_entry (id, carrier_id, block, updated_at)
     SELECT gen_random_uuid(), $1, ('127.1.' || n / 250 || '.' || n % 250)::inet, now() FROM generate_series(1, 600) n`,
    [carrierId],
  );
  await next("notice");
  const { changes } = await feed.readChanges(point);
  expect(changes).toMatchObject([{ table: "acl_entry", ids: null }]);
  expect(changes?.[0]?.rows).toHaveLength(600);
  await feed.stop();
});

it("says that the whole must be read where the log has a gap or tells another history", async () => {
  const { feed, next } = openFeed();
  await next("connected");
  const { point } = await feed.readWhole(ignore);
  const ahead = { ...point, version: point.version + 5n };
  expect((await feed.readChanges(ahead)).changes).toBeNull();
  expect(
    (await feed.readChanges({ ...point, madeAt: "2001-01-01T00:00:00.000" })).changes,
  ).toBeNull();
  await addAcl("127.0.3.2");
  await addAcl("127.0.3.3");
  await admin.query("DELETE FROM config_change WHERE version = $1", [
    (point.version + 1n).toString(),
  ]);
  expect((await feed.readChanges(point)).changes).toBeNull();
  await feed.stop();
});

it("comes back by itself when its connection is cut, and listens again", async () => {
  const { feed, next } = openFeed();
  await next("connected");
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sip-agent configuration' AND datname = current_database()",
  );
  await next("lost");
  await next("connected");
  await addAcl("127.0.3.4");
  await next("notice");
  await feed.stop();
});

it("reports this agent's row, also while it reads", async () => {
  const { feed, next } = openFeed();
  await next("connected");
  const report: AgentReport = {
    id: randomUUID(),
    name: "sip-agent",
    state: "ready",
    reason: "",
    softwareVersion: "0.1.0",
    listen: ["udp://127.0.0.1:5060"],
    appliedVersion: 7n,
    appliedAt: new Date().toISOString(),
    openCalls: 3,
    startedAt: new Date().toISOString(),
  };
  await Promise.all([
    feed.readWhole(ignore),
    feed.report(report),
    feed.readWhole(ignore),
    feed.report({ ...report, state: "draining" }),
  ]);
  const { rows } = await admin.query("SELECT * FROM agent_instance WHERE id = $1", [report.id]);
  expect(rows).toMatchObject([{ state: "draining", applied_version: "7", open_calls: 3 }]);
  await feed.stop();
});
