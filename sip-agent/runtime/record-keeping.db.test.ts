/** Calls that one agent holds open and another saw the end of, on a real Postgres. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createLogger } from "@/lib/core/log";
import { openRecordPool, type RecordPool, writeCallBatch } from "@/lib/db/call-records";
import { type TestDatabase, testDatabase } from "@/lib/db/test-database";
import { KERERU_TRUNK } from "@/lib/policy/test-world";
import type { CallLine } from "../calls/call-tracker";
import { answered } from "../proxy/test-dialog";
import { Wire } from "../proxy/test-wire";
import { openDataFolder } from "./data-folder";
import { RecordKeeping } from "./record-keeping";

let database: TestDatabase;
let pool: RecordPool;
let folder: string;
let lines: CallLine[];

beforeEach(async () => {
  database = await testDatabase();
  pool = openRecordPool(database.agentUrl, () => undefined);
  folder = mkdtempSync(join(tmpdir(), "records-"));
  lines = [];
});

afterEach(async () => {
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

function keepRecords(): RecordKeeping {
  return new RecordKeeping({
    folder: openDataFolder(folder, randomUUID),
    databaseUrl: database.agentUrl,
    unknownFlushMs: 600_000,
    healthAwayMs: 180_000,
    log: createLogger({ name: "records", level: "silent" }),
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    onCall: (line) => lines.push(line),
    hangUp: () => {},
  });
}

it("a call whose end another agent wrote is closed, once, and its channel is free; a restart does not bring it back", async () => {
  const records = keepRecords();
  const wire: Wire = new Wire({
    options: { newId: randomUUID, observe: (event) => records.tracker.observe(event) },
  });
  answered(wire, "in");
  answered(wire, "out");
  await records.flush();
  const [ended = "", running = ""] = records.tracker.openIds();
  await records.lookForEnds();
  expect(records.counts.channelsOfTrunk(KERERU_TRUNK)).toBe(2);

  const end = {
    recordId: ended,
    endedAt: new Date().toISOString(),
    endedBy: "callee",
  } as const;
  await writeCallBatch(pool, { records: [], ends: [end], messages: [] });
  await records.lookForEnds();
  await records.lookForEnds();
  expect([...records.tracker.openIds()]).toEqual([running]);
  expect(records.counts.channelsOfTrunk(KERERU_TRUNK)).toBe(1);
  expect(lines.filter(({ what }) => what === "ended")).toMatchObject([
    { recordId: ended, endedBy: "callee" },
  ]);
  await records.stop();
  const { rows } = await pool.query(
    "SELECT ended_at, ended_by, complete FROM call_record WHERE id = $1",
    [ended],
  );
  expect(rows).toEqual([{ ended_at: new Date(end.endedAt), ended_by: "callee", complete: true }]);

  const next = keepRecords();
  expect([...next.tracker.openIds()]).toEqual([running]);
  expect(next.counts.channels).toBe(1);
  await next.stop();
});
