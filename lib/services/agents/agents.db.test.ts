// What the agents leave behind, as the portal shows it: how far a change has reached them, calls, unknown sources.
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCarrier } from "@/prisma/factories/carrier";
import { getCall } from "../calls/get-call";
import { listCalls } from "../calls/list-calls";
import { listUnknownSources } from "../calls/list-unknown-sources";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { getConfigStatus } from "./get-config-status";
import { listAgents } from "./list-agents";

let contexts: TestContexts;
let ctx: Context;
let agent: pg.Client;
beforeAll(async () => {
  contexts = await testContexts();
  ctx = contexts.as("support");
  agent = new pg.Client({ connectionString: contexts.database.agentUrl });
  await agent.connect();
});
afterAll(async () => {
  await agent.end();
  await contexts.close();
});

const now = new Date("2030-01-01T12:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);

async function heartbeat(name: string, state: string, applied: bigint, seenAt: Date) {
  await agent.query(
    `INSERT INTO agent_instance (id, name, state, software_version, listen, applied_version, started_at, last_seen_at)
     VALUES ($1, $2, $3, '1', '{}', $4, $5, $5)`,
    [ctx.newId(), name, state, applied, seenAt],
  );
}

test("live counts the agents heard of within 15 s that apply the current version", async () => {
  contexts.setNow(now);
  const first = await makeCarrier(contexts.as("admin"));
  const { version } = await getConfigStatus(ctx);
  const current = BigInt(version);
  expect(current).toBeGreaterThan(0n);
  expect(await getConfigStatus(ctx)).toEqual({ version, live: 0, total: 0 });

  await heartbeat("up to date", "ready", current, ago(1_000));
  await heartbeat("behind", "ready", current - 1n, ago(15_000));
  await heartbeat("silent", "ready", current, ago(15_001));
  await heartbeat("stopped", "stopped", current, ago(1_000));
  expect(await getConfigStatus(ctx)).toEqual({ version, live: 1, total: 2 });

  const later = await makeCarrier(contexts.as("admin"));
  expect(await getConfigStatus(ctx)).toMatchObject({ live: 0, total: 2 });
  // Of one row its own latest change counts, whatever came after it.
  expect(await getConfigStatus(ctx, { carrierId: later.id })).toMatchObject({ live: 0 });
  expect(await getConfigStatus(ctx, { carrierId: first.id })).toMatchObject({ live: 1, total: 2 });
  expect((await listAgents(ctx)).map(({ name }) => name)).toContain("silent");
  contexts.setNow(null);
});

async function record(overrides: Record<string, unknown>): Promise<string> {
  const row: Record<string, unknown> = {
    id: ctx.newId(),
    agent_id: ctx.newId(),
    config_version: 1,
    direction: "termination",
    call_id: "c",
    source_address: "192.0.2.1",
    source_port: 5060,
    transport: "udp",
    request_uri: "sip:x",
    rule: "route",
    action: "route",
    trace: JSON.stringify([]),
    started_at: now,
    ...overrides,
  };
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  await agent.query(
    `INSERT INTO call_record (${columns.join(", ")}) VALUES (${places.join(", ")})`,
    Object.values(row),
  );
  return String(row.id);
}

test("calls are found by what they carry, newest first, page by page", async () => {
  const carrier_id = ctx.newId();
  const old = await record({ carrier_id, started_at: ago(60_000), a_received: "+6498879333" });
  const refused = await record({
    carrier_id,
    rule: "b-number-unassigned",
    b_received: "+6498879334",
  });
  const other = await record({ direction: "origination", call_id: "other" });
  const ids = async (query: object) => (await listCalls(ctx, query)).items.map(({ id }) => id);
  expect(await ids({ carrierId: carrier_id })).toEqual([refused, old]);
  expect(await ids({ number: "+6498879333" })).toEqual([old]);
  expect(await ids({ rule: "b-number-unassigned" })).toEqual([refused]);
  expect(await ids({ direction: "origination", callId: "other" })).toEqual([other]);
  expect(await ids({ carrierId: carrier_id, startedUntil: now })).toEqual([old]);
  const first = await listCalls(ctx, { carrierId: carrier_id, limit: 1 });
  const second = await listCalls(ctx, {
    carrierId: carrier_id,
    limit: 1,
    cursor: first.nextCursor,
  });
  expect([first, second].map((page) => page.items[0]?.id)).toEqual([refused, old]);
  expect(await getCall(ctx, { id: old })).toMatchObject({ id: old, aReceived: "+6498879333" });
  await expect(getCall(ctx, { id: ctx.newId() })).rejects.toMatchObject({ kind: "not-found" });
});

test("a call is one line: a challenge is hidden once the carrier answered it, and shown on request", async () => {
  const carrier_id = ctx.newId();
  const challenge = { rule: "digest-required", action: "challenge", status: 407 };
  const twice = { carrier_id, call_id: "with-password" };
  const asked = await record({ ...twice, ...challenge, started_at: ago(3000) });
  const stale = await record({ ...twice, ...challenge, started_at: ago(2500) });
  const call = await record({ ...twice, started_at: ago(2000) });
  const unanswered = await record({
    ...{ carrier_id, call_id: "never-answered", started_at: ago(1000) },
    ...challenge,
  });
  // Another carrier's call under the same Call-ID answers nothing.
  await record({ carrier_id: ctx.newId(), call_id: "never-answered" });
  const ids = async (query: object) =>
    (await listCalls(ctx, { carrierId: carrier_id, ...query })).items.map(({ id }) => id);
  expect(await ids({})).toEqual([unanswered, call]);
  expect(await ids({ challenges: "all" })).toEqual([unanswered, call, stale, asked]);
  expect(await ids({ rule: "digest-required" })).toEqual([unanswered, stale, asked]);
  const first = await listCalls(ctx, { carrierId: carrier_id, limit: 1 });
  const second = await listCalls(ctx, {
    ...{ carrierId: carrier_id, limit: 1, cursor: first.nextCursor },
  });
  expect([first, second].map((page) => page.items.map(({ id }) => id))).toEqual([
    [unanswered],
    [call],
  ]);
  expect(second.nextCursor).toBeNull();
  await expect(listCalls(ctx, { challenges: "some" })).rejects.toMatchObject({
    fields: [{ path: "challenges" }],
  });
});

test("unknown sources are listed with their counters, the latest first", async () => {
  for (const [address, datagrams, seenAt] of [
    ["192.0.2.7", 3, ago(1000)],
    ["2001:db8::7", 5, now],
  ] as const) {
    await agent.query(
      `INSERT INTO unknown_source (address, first_seen_at, last_seen_at, datagrams, last_transport)
       VALUES ($1, $2, $2, $3, 'udp')`,
      [address, seenAt, datagrams],
    );
  }
  const first = await listUnknownSources(ctx, { limit: 1 });
  expect(first.items).toMatchObject([{ address: "2001:db8::7", datagrams: 5n }]);
  const second = await listUnknownSources(ctx, { limit: 1, cursor: first.nextCursor });
  expect(second.items).toMatchObject([{ address: "192.0.2.7", datagrams: 3n }]);
  expect(second.nextCursor).toBeNull();
});
