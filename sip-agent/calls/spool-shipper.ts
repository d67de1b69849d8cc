/** Takes the spool's entries to Postgres in batches; waits while Postgres is away, and never lets one bad row stop the rest. */
import { appendFileSync } from "node:fs";
import { unreachable } from "@/lib/core/unreachable";
import type { CallBatch, CallEnd } from "@/lib/db/call-records";
import type { RecordJson } from "@/lib/db/record-json";
import type { CallSpool } from "./call-spool";
import { encodeSpoolEntry, type SpoolEntry } from "./spool-entry";
import type { SpoolPosition } from "./spool-segments";

export interface SpoolShipperOptions {
  readonly spool: CallSpool;
  /** Writes one batch; resolves to the ids of ends whose record is not there. */
  readonly write: (batch: CallBatch) => Promise<readonly string[]>;
  /** The database refused the data itself: trying again cannot help. */
  readonly isRefusedRow: (error: unknown) => boolean;
  /** File that takes what Postgres refuses for good, so that it is not lost. */
  readonly refusedFile: string;
  readonly onOutage: (error: unknown) => void;
  readonly onRecovered: () => void;
  readonly onRefused: (entry: SpoolEntry, error: unknown) => void;
  /** Milliseconds between the first entry and its batch: default 50, or 250 while many come at once. */
  readonly delayMs?: number;
  /** Milliseconds between tries while Postgres is away. */
  readonly retryMs?: number;
}

const DELAY_MS = 50;
/** A batch has its own price besides that of its rows: a busy agent gathers more for each. */
const BUSY_DELAY_MS = 250;
/** Entries of one delay that make an agent a busy one. */
const BUSY_ENTRIES = 40;

/** How often an end whose record is not there is tried again, a minute apart: its own agent may be cut off from Postgres. */
const END_TRIES = 24 * 60;

export class SpoolShipper {
  readonly #options: SpoolShipperOptions;
  #position: SpoolPosition;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #isAway = false;
  #isBusy = false;
  #stopped = false;
  #lateEnds = new Map<string, { end: CallEnd; triesLeft: number }>();
  #lateTimer: NodeJS.Timeout;
  /** Since start. */
  shippedEntries = 0;
  refusedEntries = 0;

  constructor(options: SpoolShipperOptions) {
    this.#options = options;
    this.#position = options.spool.position();
    this.#lateTimer = setInterval(() => this.#retryLateEnds(), 60_000);
    this.#lateTimer.unref();
  }

  /** True while the last try failed because Postgres is away. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** Says that there is something to ship. Cheap: call it after every append. */
  notify(): void {
    if (this.#running !== null) this.#again = true;
    else this.#schedule(this.#delayMs());
  }

  /** Ships all there is, now. Resolves when done, or at the first sign that Postgres is away. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#running;
    await this.#run();
  }

  /** Stops trying. What is left in the spool is shipped at the next start. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#lateTimer);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== null || this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#run();
    }, delayMs);
    this.#timer.unref();
  }

  #run(): Promise<void> {
    this.#running ??= this.#ship().finally(() => {
      this.#running = null;
      if (this.#isAway) this.#schedule(this.#options.retryMs ?? 1_000);
      else if (this.#again) this.#schedule(this.#delayMs());
      this.#again = false;
    });
    return this.#running;
  }

  #delayMs(): number {
    return this.#options.delayMs ?? (this.#isBusy ? BUSY_DELAY_MS : DELAY_MS);
  }

  async #ship(): Promise<void> {
    const { spool } = this.#options;
    const before = this.shippedEntries;
    for (;;) {
      const chunk = spool.read(this.#position);
      if (chunk.entries.length > 0 && !(await this.#writeEntries(chunk.entries))) return;
      const moved =
        chunk.next.segment !== this.#position.segment ||
        chunk.next.offset !== this.#position.offset;
      this.#position = chunk.next;
      if (moved) spool.release(this.#position);
      // Of what was only carried over there are no entries, but others may follow.
      if (chunk.entries.length > 0 || moved) continue;
      this.#isBusy = this.shippedEntries - before >= BUSY_ENTRIES;
      return;
    }
  }

  /** False if Postgres is away. What it refuses is found by halving, and set aside. */
  async #writeEntries(entries: readonly SpoolEntry[]): Promise<boolean> {
    try {
      const batch = toBatch(entries);
      const missing = await this.#options.write(batch);
      this.#keepLateEnds(batch.ends, missing);
      this.shippedEntries += entries.length;
      if (this.#isAway) this.#options.onRecovered();
      this.#isAway = false;
      return true;
    } catch (error) {
      if (!this.#options.isRefusedRow(error)) {
        this.#isAway = true;
        this.#options.onOutage(error);
        return false;
      }
      const [only] = entries;
      if (entries.length === 1 && only !== undefined) {
        this.refusedEntries += 1;
        appendFileSync(this.#options.refusedFile, encodeSpoolEntry(only), { mode: 0o600 });
        this.#options.onRefused(only, error);
        return true;
      }
      const half = Math.ceil(entries.length / 2);
      return (
        (await this.#writeEntries(entries.slice(0, half))) &&
        (await this.#writeEntries(entries.slice(half)))
      );
    }
  }

  #keepLateEnds(ends: readonly CallEnd[], missing: readonly string[]): void {
    for (const end of ends) {
      const known = this.#lateEnds.get(end.recordId);
      const triesLeft = (known?.triesLeft ?? END_TRIES) - 1;
      if (missing.includes(end.recordId) && triesLeft > 0) {
        this.#lateEnds.set(end.recordId, { end, triesLeft });
      } else this.#lateEnds.delete(end.recordId);
    }
  }

  #retryLateEnds(): void {
    if (this.#lateEnds.size === 0 || this.#isAway) return;
    const entries = [...this.#lateEnds.values()].map(
      ({ end }) => ({ kind: "ended", end }) as const,
    );
    void this.#writeEntries(entries);
  }
}

/** Of each record the latest; one that has its end in the same batch goes whole, in one piece. */
function toBatch(entries: readonly SpoolEntry[]): CallBatch {
  const records = new Map<string, RecordJson>();
  const ends: CallEnd[] = [];
  const messages: CallBatch["messages"][number][] = [];
  for (const entry of entries) {
    switch (entry.kind) {
      case "open":
      case "closed":
        records.set(entry.record.id, entry.record);
        break;
      case "ended": {
        const record = records.get(entry.end.recordId);
        if (record === undefined) ends.push(entry.end);
        else if (!record.isComplete) records.set(record.id, record.ended(entry.end));
        break;
      }
      case "messages":
        messages.push({ recordId: entry.recordId, messages: entry.messages });
        break;
      case "begun": // its end, or its answer, follows
      case "dialog": // for a BYE of ours, not for Postgres
        break;
      default:
        unreachable(entry);
    }
  }
  // An end that came before its record (of another process, or set aside once) goes into it: one row, one change.
  for (const end of ends) {
    const record = records.get(end.recordId);
    if (record !== undefined && !record.isComplete) records.set(record.id, record.ended(end));
  }
  const others = ends.filter((end) => !records.has(end.recordId));
  return { records: [...records.values()], ends: others, messages };
}
