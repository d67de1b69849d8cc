/**
 * What call records cost: the spool's share of a call in processor time, system calls and bytes, the way from there to a
 * throwaway Postgres, and the longest time that calls would wait for either. Prints a table.
 * node scripts/run-bench.mjs bench/spool.ts [calls] [open calls]
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isRefusedRow, openRecordPool, writeCallBatch } from "@/lib/db/call-records";
import { RecordJson } from "@/lib/db/record-json";
import { testDatabase } from "@/lib/db/test-database";
import { CallCounts } from "@/sip-agent/calls/call-counts";
import { CallSpool, type OpenCall } from "@/sip-agent/calls/call-spool";
import { CallTracker } from "@/sip-agent/calls/call-tracker";
import type { SpoolEntry } from "@/sip-agent/calls/spool-entry";
import { SpoolShipper } from "@/sip-agent/calls/spool-shipper";
import { answered, fromCaller } from "@/sip-agent/proxy/test-dialog";
import { response, Wire } from "@/sip-agent/proxy/test-wire";

const CALLS = Number(process.argv[2] ?? 20_000);
const OPEN_CALLS = Number(process.argv[3] ?? 10_000);
/** Calls that are under way at a time: each entry of a call comes so many calls after the one before it. */
const APART = 200;

/** What the tracker spools of one call through the real proxy. */
function entriesOfOneCall(): SpoolEntry[] {
  const entries: SpoolEntry[] = [];
  const now = () => Date.now();
  const monotonicMs = () => performance.now();
  const counts = new CallCounts(monotonicMs);
  const append = (entry: SpoolEntry) => entries.push(entry);
  const tracker = new CallTracker(
    { agentId: randomUUID(), now, monotonicMs, append, onCall() {}, hangUp() {}, counts },
    [],
  );
  const newId = randomUUID;
  const wire = new Wire({ options: { newId, observe: (event) => tracker.observe(event) } });
  const ends = answered(wire, "out");
  const [bye] = wire.send(ends.callerAt, fromCaller(ends, "BYE"));
  if (bye === undefined) throw new Error("the BYE was not passed on");
  wire.send(ends.calleeAt, response(bye.message, ends.calleeAt, 200));
  return entries;
}

const template = entriesOfOneCall();

/** The same call once more, under an id of its own. */
function anotherCall(): SpoolEntry[] {
  const id = randomUUID();
  const callId = `${id}@192.0.2.1`;
  return template.map((entry) => {
    if (!("record" in entry)) return entry;
    return { ...entry, record: RecordJson.of({ ...entry.record.row(), id, callId }) };
  });
}

/** Their entries as an agent would append them, one call overlapping the next. */
function interleaved(calls: readonly (readonly SpoolEntry[])[]): SpoolEntry[] {
  const order: SpoolEntry[] = [];
  const steps = template.length;
  for (let n = 0; n < calls.length + APART * steps; n++) {
    for (let step = 0; step < steps; step++) {
      const entry = calls[n - step * APART]?.[step];
      if (entry !== undefined) order.push(entry);
    }
  }
  return order;
}

/** Write system calls of this process and the bytes in them, from the kernel's accounting. */
function written(): { calls: number; bytes: number } {
  const text = readFileSync("/proc/self/io", "utf8");
  const field = (name: string) => Number(new RegExp(`^${name}: (\\d+)$`, "m").exec(text)?.[1]);
  return { calls: field("syscw"), bytes: field("wchar") };
}

function print(what: string, value: number, unit: string): void {
  console.log(`${what.padEnd(52)} ${value.toFixed(2).padStart(9)} ${unit}`);
}

const cpuMs = (since: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
};

const folder = mkdtempSync(path.join(tmpdir(), "spool-"));
const database = await testDatabase();
const pool = openRecordPool(database.agentUrl, () => undefined);
let open: OpenCall[] = [];
const spool: CallSpool = new CallSpool({
  folder,
  openCalls: () => open,
  begunCalls: () => [],
  onError(error) {
    throw error;
  },
});
const shipper = new SpoolShipper({
  spool,
  write: (batch) => writeCallBatch(pool, batch),
  isRefusedRow,
  refusedFile: path.join(folder, "refused"),
  onOutage(error) {
    throw error;
  },
  onRecovered() {},
  onRefused(_entry, error) {
    throw error;
  },
});

try {
  await measureAppends("cold");
  await measureAppends("warm");
  await measureShipping();
  await measureShipping();
  await measureRotation();
} finally {
  await shipper.flush();
  shipper.stop();
  spool.close();
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
}

async function measureAppends(word: string): Promise<void> {
  const entries = interleaved(Array.from({ length: CALLS }, anotherCall));
  const before = written();
  const cpu = process.cpuUsage();
  for (const entry of entries) spool.append(entry);
  const spentMs = cpuMs(cpu);
  const after = written();
  print(`spool, ${word}: processor time`, (spentMs / CALLS) * 1_000, "ms a thousand calls");
  print("  writes a call", (after.calls - before.calls) / CALLS, "");
  print("  bytes a call", (after.bytes - before.bytes) / CALLS, "");
  await shipper.flush();
}

/** As calls come: a hundredth of a second's calls at a time, and the shipper on its own. */
async function measureShipping(): Promise<void> {
  const perTurn = 40 * template.length;
  const entries = interleaved(Array.from({ length: CALLS }, anotherCall));
  const shipped = shipper.shippedEntries;
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const started = performance.now();
  const cpu = process.cpuUsage();
  let appendMs = 0;
  for (let at = 0; at < entries.length; at += perTurn) {
    const until = started + (at / perTurn) * 10;
    while (performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 1));
    const append = process.cpuUsage();
    for (const entry of entries.slice(at, at + perTurn)) spool.append(entry);
    shipper.notify();
    appendMs += cpuMs(append);
  }
  const offered = performance.now() - started;
  await shipper.flush();
  const all = performance.now() - started;
  loop.disable();
  print(
    `shipping, ${Math.round((CALLS / offered) * 1_000)} calls/s offered: kept up with`,
    (CALLS / all) * 1_000,
    "calls/s",
  );
  print(
    "  processor time beside the appends",
    ((cpuMs(cpu) - appendMs) / CALLS) * 1_000,
    "ms a thousand calls",
  );
  print("  longest time that the event loop was held", loop.max / 1e6, "ms");
  print("  entries shipped", shipper.shippedEntries - shipped, "");
}

/** Until a segment is full: every open call is carried over into the next one. */
async function measureRotation(): Promise<void> {
  const calls = Array.from({ length: OPEN_CALLS }, anotherCall);
  open = calls.flatMap((entries) => entries.filter((entry) => entry.kind === "open"));
  let longest = 0;
  for (const entry of interleaved(Array.from({ length: CALLS }, anotherCall))) {
    const started = performance.now();
    spool.append(entry);
    longest = Math.max(longest, performance.now() - started);
  }
  print(`rotation with ${OPEN_CALLS} open calls: longest append`, longest, "ms");
  open = [];
}
