/** Call records on a real Postgres: idempotent by id, never undone, and as the agent's own database role. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  addUnknownSources,
  type CallBatch,
  type CallRecordRow,
  isRefusedRow,
  openRecordPool,
  type RecordPool,
  writeCallBatch,
} from "./call-records";
import { RecordJson } from "./record-json";
import { type TestDatabase, testDatabase } from "./test-database";

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

function record(changes: Partial<CallRecordRow> = {}): CallRecordRow {
  return {
    id: randomUUID(),
    agentId: randomUUID(),
    configVersion: "42",
    direction: "termination",
    carrierId: randomUUID(),
    customerId: null,
    trunkId: null,
    callId: "a84b4c76e66710",
    sourceAddress: "2001:db8::1",
    sourcePort: 5060,
    transport: "udp",
    requestUri: "sip:+6498879333@sip.example",
    userAgent: "Vermittlung für Ω",
    aReceived: "+6421000000",
    bReceived: "+6498879333",
    aSent: null,
    bSent: null,
    assertedReceived: ["+6421000000", "+6421000001"],
    anonymous: false,
    rule: "route",
    action: "route",
    status: 200,
    reason: "",
    trace: [{ rule: 1, outcome: "passed", because: null }],
    becauseTable: null,
    becauseId: null,
    attempts: [],
    startedAt: "2026-01-01T00:00:00.123Z",
    ringingAt: null,
    answeredAt: "2026-01-01T00:00:02.000Z",
    endedAt: null,
    postDialDelayMs: 1_877,
    endedBy: null,
    complete: false,
    sampled: false,
    ...changes,
  };
}

type Batch = Omit<CallBatch, "records"> & { readonly records: readonly CallRecordRow[] };

const batch = ({ records = [], ...more }: Partial<Batch>) =>
  writeCallBatch(pool, { ends: [], messages: [], ...more, records: records.map(RecordJson.of) });

async function stored(id: string) {
  const { rows } = await admin.query("SELECT * FROM call_record WHERE id = $1", [id]);
  expect(rows).toHaveLength(1);
  return rows[0];
}

it("writes an open record, then its end, however often each comes", async () => {
  const open = record();
  const closed = record({
    ...open,
    endedAt: "2026-01-01T00:01:00.000Z",
    endedBy: "callee",
    complete: true,
  });
  await batch({ records: [open, open] });
  expect(await stored(open.id)).toMatchObject({
    complete: false,
    asserted_received: ["+6421000000", "+6421000001"],
    user_agent: "Vermittlung für Ω",
    started_at: new Date("2026-01-01T00:00:00.123Z"),
  });
  await batch({ records: [closed] });
  // A replayed spool brings the old state once more: it changes nothing.
  await batch({ records: [open] });
  expect(await stored(open.id)).toMatchObject({ complete: true, ended_by: "callee" });
});

it("refuses to rewrite a finished record, whoever asks", async () => {
  const finished = record({ complete: true });
  await batch({ records: [finished] });
  for (const client of [pool, admin]) {
    await expect(
      client.query("UPDATE call_record SET rule = 'other' WHERE id = $1", [finished.id]),
    ).rejects.toThrow("call_record_finished");
    await expect(
      client.query("UPDATE call_record SET complete = false WHERE id = $1", [finished.id]),
    ).rejects.toThrow("call_record_finished");
  }
});

it("ends a record by its id, and says which ends found none", async () => {
  const open = record();
  const missing = randomUUID();
  await batch({ records: [open] });
  const end = (recordId: string) =>
    ({ recordId, endedAt: "2026-01-01T00:02:00.000Z", endedBy: "caller" }) as const;
  expect(await batch({ ends: [end(open.id), end(missing)] })).toEqual([missing]);
  expect(await stored(open.id)).toMatchObject({ complete: true, ended_by: "caller" });
  // The first end counts.
  expect(await batch({ ends: [{ ...end(open.id), endedBy: "callee" }] })).toEqual([]);
  expect(await stored(open.id)).toMatchObject({ ended_by: "caller" });
});

it("keeps messages once", async () => {
  const recordId = randomUUID();
  const messages = [0, 1].map((sequence) => ({
    sequence,
    at: "2026-01-01T00:00:00.000Z",
    leg: "from-carrier" as const,
    peer: "udp:192.0.2.1:5060",
    transport: "udp" as const,
    bytes: Buffer.from(`message ${sequence}`).toString("base64"),
  }));
  await batch({ messages: [{ recordId, messages }] });
  await batch({ messages: [{ recordId, messages }] });
  const { rows } = await admin.query(
    "SELECT bytes FROM sip_message WHERE call_record_id = $1 ORDER BY sequence",
    [recordId],
  );
  expect(rows.map(({ bytes }) => String(bytes))).toEqual(["message 0", "message 1"]);
});

it("tells a row that can never be written from an outage, and writes nothing of its batch", async () => {
  const good = record();
  const refused = await batch({ records: [good, record({ callId: "nul\0" })] }).catch(
    (error: unknown) => error,
  );
  expect(isRefusedRow(refused)).toBe(true);
  const { rows } = await admin.query("SELECT FROM call_record WHERE id = $1", [good.id]);
  expect(rows).toHaveLength(0);
  const away = openRecordPool("postgresql://nobody@127.0.0.1:1/none", () => undefined);
  const outage = await writeCallBatch(away, {
    records: [RecordJson.of(good)],
    ends: [],
    messages: [],
  }).catch((error: unknown) => error);
  expect(outage).toBeInstanceOf(Error);
  expect(isRefusedRow(outage)).toBe(false);
  await away.end();
});

it("adds up unknown sources", async () => {
  const count = {
    address: "198.51.100.7",
    firstSeenAt: "2026-01-01T00:00:00.000Z",
    lastSeenAt: "2026-01-01T00:00:05.000Z",
    datagrams: 3,
    lastTransport: "udp" as const,
    lastMethod: "INVITE",
    lastRequestUri: "sip:100@x",
    lastUserAgent: "scanner",
  };
  await addUnknownSources(pool, [count]);
  await addUnknownSources(pool, [{ ...count, datagrams: 4, lastMethod: "OPTIONS" }]);
  const { rows } = await admin.query("SELECT * FROM unknown_source");
  expect(rows).toMatchObject([{ datagrams: "7", last_method: "OPTIONS" }]);
});

it("refuses half a surrogate pair for good, and writes nothing of its batch", async () => {
  const count = {
    address: "198.51.100.8",
    firstSeenAt: "2026-01-01T00:00:00.000Z",
    lastSeenAt: "2026-01-01T00:00:05.000Z",
    datagrams: 1,
    lastTransport: "udp" as const,
    lastMethod: "INVITE",
    lastRequestUri: "sip:100@x",
    lastUserAgent: "scanner",
  };
  const half = { ...count, address: "198.51.100.9", lastUserAgent: "\u{1f600}".slice(0, 1) };
  const refused = await addUnknownSources(pool, [count, half]).catch((error: unknown) => error);
  expect(isRefusedRow(refused)).toBe(true);
  await addUnknownSources(pool, [{ ...half, lastUserAgent: "\ufffd" }]);
  const { rows } = await admin.query(
    "SELECT host(address) AS address FROM unknown_source WHERE address <<= '198.51.100.8/31'",
  );
  expect(rows).toEqual([{ address: "198.51.100.9" }]);
});
