/** One snapshot at a time: from the feed, from the copy on disk, and never worse than the last good one. */
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
  AgentReport,
  ConfigChanges,
  ConfigFeedHandler,
  ConfigPoint,
} from "@/lib/db/config-feed";
import { NotSetUp } from "@/lib/db/not-set-up";
import { aclRow, KERERU_ACL, testId, trunkRow } from "@/lib/policy/test-world";
import type { ConfigRows, LargeRows, TableChange } from "@/lib/snapshot/model";
import { rowsOf } from "@/lib/snapshot/rows-of";
import { snapshotOf } from "../proxy/test-wire";
import { derivePurposeKeys } from "../seal/purpose-keys";
import { ConfigCopy, readConfigCopy } from "./config-copy";
import { type ConfigEvent, ConfigKeeper, type Feed } from "./config-keeper";

const KEYS = derivePurposeKeys([{ id: "k1", bytes: new Uint8Array(32).fill(3) }], "snapshot-copy");
const OTHER_KEYS = derivePurposeKeys(
  [{ id: "k1", bytes: new Uint8Array(32).fill(4) }],
  "snapshot-copy",
);

let folder: string;
let path: string;
const copies: ConfigCopy[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "config-"));
  path = join(folder, "configuration.sealed");
});
afterEach(async () => {
  for (const copy of copies.splice(0)) await copy.close();
  rmSync(folder, { recursive: true });
});

/** A stand-in for Postgres: a base and a list of changes, each its own version. */
class FakeFeed implements Feed {
  isConnected = false;
  base: ConfigRows = rowsOf(snapshotOf());
  changes: TableChange[] = [];
  readonly reports: AgentReport[] = [];
  wholeReads = 0;
  isSetUp = true;
  handler: ConfigFeedHandler | null = null;

  start(): void {}
  stop = async () => {};

  connect(): void {
    this.isConnected = true;
    this.handler?.onConnected();
  }

  lose(): void {
    this.isConnected = false;
    this.handler?.onLost(new Error("gone"));
  }

  async readWhole(add: (part: LargeRows) => void) {
    this.wholeReads += 1;
    if (!this.isSetUp) throw new NotSetUp();
    // Generators are read once.
    const { phone_number, verification_item, ...rows } = rowsOf(snapshotOf());
    add({ table: "phone_number", rows: phone_number });
    add({ table: "verification_item", rows: verification_item });
    return { point: pointOf(this.changes.length), rows };
  }

  async readChanges(since: ConfigPoint): Promise<ConfigChanges> {
    const point = pointOf(this.changes.length);
    return { point, changes: this.changes.slice(Number(since.version) - 1) };
  }

  async report(report: AgentReport): Promise<void> {
    this.reports.push(report);
  }
}

const pointOf = (changes: number): ConfigPoint => ({
  version: BigInt(changes + 1),
  madeAt: `at ${changes + 1}`,
});

function keep(feed: FakeFeed, keys = KEYS) {
  const copy = new ConfigCopy(path, keys, (error) => {
    throw error;
  });
  copies.push(copy);
  const events: ConfigEvent[] = [];
  const waiters = new Map<ConfigEvent["kind"], (() => void)[]>();
  const keeper: ConfigKeeper = new ConfigKeeper({
    openFeed: (handler) => {
      feed.handler = handler;
      return feed;
    },
    copy,
    readCopy: () => readConfigCopy(path, keys),
    onSwap: () => {},
    onCommand: () => {},
    report: () => ({ appliedVersion: keeper.version }) as AgentReport,
    onEvent: (event) => {
      events.push(event);
      for (const wake of waiters.get(event.kind)?.splice(0) ?? []) wake();
    },
    pollMs: 3_600_000,
    heartbeatMs: 3_600_000,
  });
  const next = (kind: ConfigEvent["kind"]) =>
    new Promise<void>((resolve) => waiters.set(kind, [...(waiters.get(kind) ?? []), resolve]));
  return { keeper, copy, events, next };
}

const blocked = (block: string): TableChange => ({
  table: "acl_entry",
  ids: [KERERU_ACL],
  rows: [aclRow(KERERU_ACL, { block })],
});
const aclOf = (keeper: ConfigKeeper) =>
  keeper.snapshot === null
    ? undefined
    : [...rowsOf(keeper.snapshot).acl_entry].find(({ id }) => id === KERERU_ACL)?.block;

async function started() {
  const feed = new FakeFeed();
  const kept = keep(feed);
  const applied = kept.next("applied");
  feed.connect();
  await applied;
  return { feed, ...kept };
}

async function change(from: Awaited<ReturnType<typeof started>>, to: TableChange) {
  const applied = from.next("applied");
  from.feed.changes.push(to);
  from.feed.handler?.onNotice();
  await applied;
}

describe("the keeper", () => {
  it("reads the whole once, then just what changed, and reports each version", async () => {
    const all = await started();
    await change(all, blocked("198.51.100.64/28"));
    expect(aclOf(all.keeper)).toBe("198.51.100.64/28");
    expect(all.feed.wholeReads).toBe(1);
    await all.keeper.stop();
    expect(all.feed.reports.map(({ appliedVersion }) => appliedVersion)).toEqual([1n, 2n, 2n]);
  });

  it("keeps the old snapshot when a row cannot be read, says so, and goes on when it can", async () => {
    const all = await started();
    const bad = all.next("unreadable");
    all.feed.changes.push(blocked("nonsense"));
    all.feed.handler?.onNotice();
    await bad;
    expect(all.keeper.version).toBe(1n);
    expect(all.keeper.problem?.message).toContain("acl_entry");
    // Mended by a later change of the same row: the rows are read as they now are.
    const applied = all.next("applied");
    all.feed.changes.splice(0, 1, blocked("198.51.100.80/28"), blocked("198.51.100.80/28"));
    all.feed.handler?.onNotice();
    await applied;
    expect(all.keeper.problem).toBeNull();
    expect(aclOf(all.keeper)).toBe("198.51.100.80/28");
  });

  it("looks again when a notice came while it was reading", async () => {
    const all = await started();
    const applied = all.next("applied");
    all.feed.changes.push(blocked("198.51.100.64/28"));
    all.feed.handler?.onNotice();
    all.feed.handler?.onNotice();
    await applied;
    await change(all, blocked("198.51.100.96/28"));
    expect(all.keeper.version).toBe(3n);
  });
});

describe("a store that nobody has set up", () => {
  it("is said once and is no fault, and its first settings are taken up by their notice", async () => {
    const feed = new FakeFeed();
    feed.isSetUp = false;
    const { keeper, events, next } = keep(feed);
    const told = next("not-set-up");
    feed.connect();
    await told;
    expect(keeper.notSetUp?.message).toBe(
      "nothing is set up yet: save the platform settings in the portal",
    );
    expect(keeper.problem).toBeNull();
    for (let looks = 0; looks < 3; looks++) {
      keeper.refresh();
      await keeper.reportNow();
    }
    feed.isSetUp = true;
    const applied = next("applied");
    feed.handler?.onNotice();
    await applied;
    expect(keeper.notSetUp).toBeNull();
    expect(feed.wholeReads).toBeGreaterThan(2);
    expect(events.map(({ kind }) => kind)).toEqual(["connected", "not-set-up", "applied"]);
  });

  it("is a fault where there was a configuration: the former one stays", async () => {
    const all = await started();
    all.feed.isSetUp = false;
    all.feed.readChanges = async () => ({ point: pointOf(0), changes: null });
    const bad = all.next("unreadable");
    all.feed.handler?.onNotice();
    await bad;
    expect(all.keeper.version).toBe(1n);
    expect(all.keeper.notSetUp).toBeNull();
  });
});

describe("the copy on disk", () => {
  it("starts an agent while Postgres is away, changes included, and is brought up to date afterwards", async () => {
    const first = await started();
    await change(first, blocked("198.51.100.64/28"));
    await change(first, { table: "trunk", ids: null, rows: [trunkRow(testId(3, 9))] });
    await first.copy.close();

    const feed = new FakeFeed();
    feed.changes = [...first.feed.changes];
    const second = keep(feed);
    feed.lose();
    expect(aclOf(second.keeper)).toBe("198.51.100.64/28");
    expect([...(second.keeper.snapshot?.trunks.keys() ?? [])]).toEqual([testId(3, 9)]);
    expect(second.events.at(-1)).toMatchObject({ kind: "applied", how: "copy", version: 3n });

    const applied = second.next("applied");
    feed.changes.push(blocked("198.51.100.96/28"));
    feed.connect();
    await applied;
    expect(aclOf(second.keeper)).toBe("198.51.100.96/28");
    expect(feed.wholeReads).toBe(0);
    await second.copy.close();
    const third = readConfigCopy(path, KEYS);
    expect(third?.point).toEqual(pointOf(3));
  });

  it("does not open with other keys, nor altered; a torn last change is left out", async () => {
    const all = await started();
    await change(all, blocked("198.51.100.64/28"));
    await all.copy.close();
    const bytes = readFileSync(path);
    expect(bytes.includes("kereru") || bytes.includes("198.51.100")).toBe(false);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(readConfigCopy(path, OTHER_KEYS)).toBeNull();

    truncateSync(path, bytes.length - 3);
    expect(readConfigCopy(path, KEYS)?.point).toEqual(pointOf(0));
    const altered = Buffer.from(bytes);
    altered[200] = (altered[200] ?? 0) ^ 1;
    writeFileSync(path, altered);
    expect(readConfigCopy(path, KEYS)).toBeNull();
    writeFileSync(path, bytes.subarray(0, 100));
    expect(readConfigCopy(path, KEYS)).toBeNull();
    writeFileSync(path, "");
    appendFileSync(path, "nonsense");
    expect(readConfigCopy(path, KEYS)).toBeNull();
  });

  it("is written anew after a write failed", async () => {
    const feed = new FakeFeed();
    const copy = new ConfigCopy(join(folder, "not-a-folder"), KEYS, () => {});
    mkdirSync(join(folder, "not-a-folder.new"));
    copy.replace(pointOf(0), feed.base);
    await copy.close();
    expect(copy.isLost).toBe(true);
    rmSync(join(folder, "not-a-folder.new"), { recursive: true });
    copy.replace(pointOf(0), rowsOf(snapshotOf()));
    await copy.close();
    expect(copy.isLost).toBe(false);
    expect(readConfigCopy(join(folder, "not-a-folder"), KEYS)?.point).toEqual(pointOf(0));
  });

  it("no copy and no Postgres: no snapshot, and nobody is let in", () => {
    const feed = new FakeFeed();
    const { keeper } = keep(feed);
    feed.lose();
    expect(keeper.snapshot).toBeNull();
  });
});
