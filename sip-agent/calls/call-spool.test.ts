/** The spool through crashes: torn lines, damaged bytes, rotation, replay, and a Postgres that comes and goes. */
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallBatch, CallRecordRow } from "@/lib/db/call-records";
import { RecordJson } from "@/lib/db/record-json";
import type { DialogState } from "../proxy/dialog-state";
import { CallSpool, type CallSpoolOptions, type OpenCall } from "./call-spool";
import { SpoolShipper } from "./spool-shipper";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "spool-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const party = {
  contact: "sip:a@192.0.2.1",
  routeSet: [],
  identity: "<sip:a@b>;tag=1",
  peerIdentity: "<sip:c@d>;tag=2",
  cseq: 1,
  nextHop: "udp:192.0.2.1:5060",
};
const dialog: DialogState = { callId: "c1", caller: party, callee: party };

function record(id: string, more: Partial<CallRecordRow> = {}): RecordJson {
  return RecordJson.of({
    id,
    agentId: "agent",
    configVersion: "1",
    direction: "termination",
    carrierId: null,
    customerId: null,
    trunkId: null,
    callId: `call-${id}`,
    sourceAddress: "192.0.2.1",
    sourcePort: 5060,
    transport: "udp",
    requestUri: "sip:+6498879333@sip.example",
    userAgent: "",
    aReceived: "+6421000000",
    bReceived: "+6498879333",
    aSent: null,
    bSent: null,
    assertedReceived: [],
    anonymous: false,
    rule: "route",
    action: "route",
    status: 200,
    reason: "",
    trace: [],
    becauseTable: null,
    becauseId: null,
    attempts: [],
    startedAt: "2026-01-01T00:00:00.000Z",
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
    postDialDelayMs: null,
    endedBy: null,
    complete: false,
    sampled: false,
    ...more,
  });
}

const errors: Error[] = [];
function openSpool(options: Partial<CallSpoolOptions> = {}): CallSpool {
  return new CallSpool({
    folder,
    openCalls: () => [],
    begunCalls: () => [],
    onError: (error) => errors.push(error),
    ...options,
  });
}

/** A stand-in for Postgres that can be away, and that refuses records with a given id. */
function fakeStore() {
  const state = { away: false, refuses: "", records: new Map<string, CallRecordRow>(), batches: 0 };
  const write = async (batch: CallBatch) => {
    if (state.away) throw new Error("connect ECONNREFUSED");
    if (batch.records.some((row) => row.id === state.refuses)) {
      throw Object.assign(new Error("invalid input"), { code: "22P02" });
    }
    state.batches += 1;
    for (const one of batch.records) state.records.set(one.id, one.row());
    return batch.ends.map((end) => end.recordId).filter((id) => !state.records.has(id));
  };
  return { state, write };
}

function shipperOf(spool: CallSpool, store: ReturnType<typeof fakeStore>) {
  return new SpoolShipper({
    spool,
    write: store.write,
    isRefusedRow: (error) => error instanceof Error && "code" in error && error.code === "22P02",
    refusedFile: join(folder, "refused.jsonl"),
    onOutage: () => {},
    onRecovered: () => {},
    onRefused: () => {},
  });
}

describe("call spool", () => {
  it("rebuilds the calls that were open, with their latest dialog", () => {
    const first = openSpool();
    first.append({ kind: "open", record: record("1"), dialog });
    first.append({ kind: "open", record: record("2"), dialog });
    first.append({ kind: "open", record: record("3"), dialog });
    first.append({ kind: "dialog", recordId: "1", dialog: { ...dialog, callId: "later" } });
    first.append({ kind: "closed", record: record("2", { complete: true }) });
    first.append({
      kind: "ended",
      end: { recordId: "3", endedAt: "2026-01-01T00:00:01.000Z", endedBy: "callee" },
    });
    // Not closed: the process was killed.
    const second = openSpool();
    expect([...second.openAtStart.keys()]).toEqual(["1"]);
    expect(second.openAtStart.get("1")?.dialog.callId).toBe("later");
    expect(second.damagedAtStart).toBe(0);
  });

  it("tells the calls that rang, also those that a new segment took over", () => {
    const begun = [record("1")];
    const first = openSpool({ segmentBytes: 5_000, begunCalls: () => begun });
    for (const id of ["1", "2", "3"]) first.append({ kind: "begun", record: record(id) });
    first.append({ kind: "open", record: record("2"), dialog });
    first.append({ kind: "closed", record: record("3", { complete: true }) });
    for (let i = 0; i < 20; i++) first.append({ kind: "closed", record: record(`r${i}`) });
    rmSync(join(folder, "000000000001.spool"));
    expect(openSpool().begunAtStart.map(({ id }) => id)).toEqual(["1"]);
  });

  it("tolerates a torn last line and a damaged one, and loses no other", async () => {
    const first = openSpool();
    first.append({ kind: "closed", record: record("1") });
    first.append({ kind: "closed", record: record("2") });
    first.append({ kind: "closed", record: record("3") });
    first.close();
    const path = join(folder, "000000000001.spool");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("call-2", "call-X"));
    appendFileSync(path, '00000000 {"kind":"clo');

    const second = openSpool();
    expect(second.damagedAtStart).toBe(2);
    second.append({ kind: "closed", record: record("4") });
    const store = fakeStore();
    await shipperOf(second, store).flush();
    expect([...store.state.records.keys()]).toEqual(["1", "3", "4"]);
  });

  it("carries open calls into each new segment, so that shipped ones can go", async () => {
    const open = new Map<string, OpenCall>();
    const spool = openSpool({ segmentBytes: 5_000, openCalls: () => open.values() });
    const store = fakeStore();
    const shipper = shipperOf(spool, store);
    open.set("long", { record: record("long"), dialog });
    spool.append({ kind: "open", record: record("long"), dialog });
    for (let i = 0; i < 50; i++) spool.append({ kind: "closed", record: record(`r${i}`) });
    expect(readdirSync(folder).length).toBeGreaterThan(5);
    await shipper.flush();
    expect(readdirSync(folder).filter((name) => name.endsWith(".spool")).length).toBe(1);
    expect(store.state.records.size).toBe(51);
    expect([...openSpool().openAtStart.keys()]).toEqual(["long"]);
  });

  it("carries calls over bit by bit while others begin and end, and loses none at any moment", async () => {
    const open = new Map<string, OpenCall>();
    const shipped: string[] = [];
    const spool = openSpool({ segmentBytes: 3_000, openCalls: () => open.values() });
    const shipper = new SpoolShipper({
      spool,
      write: async ({ records }) => {
        for (const { id, isComplete } of records) shipped.push(isComplete ? `${id} closed` : id);
        return [];
      },
      isRefusedRow: () => false,
      refusedFile: join(folder, "refused.jsonl"),
      onOutage: () => {},
      onRecovered: () => {},
      onRefused: () => {},
    });
    const begin = (id: string) => {
      open.set(id, { record: record(id), dialog });
      spool.append({ kind: "open", record: record(id), dialog });
    };
    for (let n = 0; n < 60; n++) begin(`${n}`);
    const copy = mkdtempSync(join(tmpdir(), "spool-copy-"));
    const firsts = new Set<string>();
    for (let n = 0; n < 400; n++) {
      const ending = `${n}`;
      open.delete(ending);
      spool.append({ kind: "closed", record: record(ending, { complete: true }) });
      begin(`${n + 60}`);
      if (n % 5 === 0) await shipper.flush();
      if (n % 7 !== 0) continue;
      rmSync(copy, { recursive: true });
      cpSync(folder, copy, { recursive: true });
      const left = new CallSpool({
        ...{ folder: copy, openCalls: () => [], begunCalls: () => [] },
        onError: (error) => errors.push(error),
      });
      expect(new Set(left.openAtStart.keys())).toEqual(new Set(open.keys()));
      left.close();
      firsts.add(readdirSync(copy).sort()[0] ?? "");
    }
    rmSync(copy, { recursive: true });
    await shipper.flush();
    expect(shipped.length).toBe(new Set(shipped).size);
    expect(shipped.length).toBe(60 + 2 * 400);
    expect(firsts.size).toBeGreaterThan(3); // segments went meanwhile
    expect(errors).toEqual([]);
  });

  it("ships again what it did not know to be shipped, and nothing twice otherwise", async () => {
    const spool = openSpool();
    const store = fakeStore();
    const shipper = shipperOf(spool, store);
    spool.append({ kind: "closed", record: record("1") });
    await shipper.flush();
    await shipper.flush();
    expect(store.state.batches).toBe(1);
    spool.append({ kind: "closed", record: record("2") });
    await shipper.flush();
    expect(store.state.batches).toBe(2);

    spool.sync(); // as once a second
    const restarted = openSpool();
    await shipperOf(restarted, store).flush();
    expect(store.state.batches).toBe(2);
  });

  it("ships a call that was answered and ended in the same batch as one whole record, a later end by itself", async () => {
    const spool = openSpool();
    const store = fakeStore();
    const ends: string[] = [];
    const shipper = shipperOf(spool, {
      state: store.state,
      write: (batch) => {
        ends.push(...batch.ends.map(({ recordId }) => recordId));
        return store.write(batch);
      },
    });
    const end = { endedAt: "2026-01-01T00:00:01.000Z", endedBy: "callee" } as const;
    for (const id of ["short", "long"]) spool.append({ kind: "open", record: record(id), dialog });
    spool.append({ kind: "ended", end: { recordId: "short", ...end } });
    await shipper.flush();
    expect(store.state.records.get("short")).toMatchObject({ ...end, complete: true });
    expect(store.state.records.get("long")).toMatchObject({ endedAt: null, complete: false });
    expect(ends).toEqual([]);
    spool.append({ kind: "ended", end: { recordId: "long", ...end } });
    await shipper.flush();
    expect(ends).toEqual(["long"]);
  });

  it("waits while Postgres is away and then ships all", async () => {
    const spool = openSpool();
    const store = fakeStore();
    const shipper = shipperOf(spool, store);
    store.state.away = true;
    for (let i = 0; i < 1_000; i++) spool.append({ kind: "closed", record: record(`r${i}`) });
    await shipper.flush();
    expect(shipper.isAway).toBe(true);
    expect(store.state.records.size).toBe(0);
    store.state.away = false;
    await shipper.flush();
    expect(shipper.isAway).toBe(false);
    expect(store.state.records.size).toBe(1_000);
  });

  it("reads from the disk what is no longer in memory, each entry once and in order", async () => {
    const spool = openSpool({ segmentBytes: 4_000_000 });
    const shipped: string[] = [];
    const shipper = new SpoolShipper({
      spool,
      write: async ({ records }) => {
        shipped.push(...records.map(({ id }) => id));
        return [];
      },
      isRefusedRow: () => false,
      refusedFile: join(folder, "refused.jsonl"),
      onOutage: () => {},
      onRecovered: () => {},
      onRefused: () => {},
    });
    const appended: string[] = [];
    const append = (count: number) => {
      for (let i = 0; i < count; i++) {
        appended.push(`r${appended.length}`);
        spool.append({ kind: "closed", record: record(appended.at(-1) ?? "") });
      }
    };
    for (const count of [3, 4_500, 250, 9_100, 1]) {
      append(count);
      await shipper.flush();
      expect(shipped.length).toBe(appended.length);
    }
    expect(shipped).toEqual(appended);
  });

  it("sets aside the one row that Postgres refuses, and ships the rest", async () => {
    const spool = openSpool();
    const store = fakeStore();
    store.state.refuses = "r5";
    for (let i = 0; i < 9; i++) spool.append({ kind: "closed", record: record(`r${i}`) });
    const shipper = shipperOf(spool, store);
    await shipper.flush();
    expect(store.state.records.size).toBe(8);
    expect(shipper.refusedEntries).toBe(1);
    expect(readFileSync(join(folder, "refused.jsonl"), "utf8")).toContain("call-r5");
  });
});
