/** Keeps the one snapshot: from Postgres, change by change; from the copy on disk while Postgres is away. */
import { asError } from "@/lib/core/as-error";
import type {
  AgentReport,
  ConfigChanges,
  ConfigFeedHandler,
  ConfigPoint,
  WholeConfig,
} from "@/lib/db/config-feed";
import { NotSetUp } from "@/lib/db/not-set-up";
import { applyChanges } from "@/lib/snapshot/apply";
import { buildSnapshot, SnapshotBuilder } from "@/lib/snapshot/build";
import type { LargeRows, Snapshot } from "@/lib/snapshot/model";
import { rowsOf } from "@/lib/snapshot/rows-of";
import type { ConfigCopy, CopiedConfig } from "./config-copy";

/** What the keeper needs of the feed; `ConfigFeed` has it. */
export interface Feed {
  readonly isConnected: boolean;
  start(): void;
  stop(): Promise<void>;
  readWhole(add: (part: LargeRows) => void): Promise<WholeConfig>;
  readChanges(since: ConfigPoint): Promise<ConfigChanges>;
  report(report: AgentReport): Promise<void>;
}

export interface ConfigKeeperOptions {
  readonly openFeed: (handler: ConfigFeedHandler) => Feed;
  readonly copy: Pick<ConfigCopy, "replace" | "append" | "isLost">;
  /** Reads the copy on disk, null if there is none that can be used. */
  readonly readCopy: () => CopiedConfig | null;
  /** The new snapshot is in force: swap it in. */
  readonly onSwap: (snapshot: Snapshot, before: Snapshot | null) => void;
  /** This agent's row as it should now stand. */
  readonly report: () => AgentReport;
  readonly onEvent: (event: ConfigEvent) => void;
  /** Staff ask something of the agents, or may have: heard at once, and after each connection. */
  readonly onCommand: () => void;
  /** Slow look at the version, in milliseconds. */
  readonly pollMs: number;
  readonly heartbeatMs: number;
}

/** For log, metrics and the reasons on /readyz. */
export type ConfigEvent =
  | {
      readonly kind: "applied";
      readonly version: bigint;
      readonly how: "whole" | "change" | "copy";
    }
  /** The old snapshot stays in force. */
  | { readonly kind: "unreadable"; readonly error: Error }
  /** Told once: the store has no settings yet, and there is nothing to go on with. */
  | { readonly kind: "not-set-up"; readonly error: NotSetUp }
  | { readonly kind: "connected" }
  | { readonly kind: "lost"; readonly error: Error }
  | { readonly kind: "copy-failed"; readonly error: Error };

/** Changes appended to the copy before it is written anew. */
const CHANGES_A_COPY = 500;

export class ConfigKeeper {
  readonly #options: ConfigKeeperOptions;
  readonly #feed: Feed;
  #snapshot: Snapshot | null = null;
  #point: ConfigPoint | null = null;
  #problem: Error | null = null;
  #notSetUp: NotSetUp | null = null;
  #running = false;
  #again = false;
  #stopped = false;
  /** Changes in the open copy; null: there is none, the next one is to be written whole. */
  #changesInCopy: number | null = null;
  #poll: NodeJS.Timeout | null = null;
  #heartbeat: NodeJS.Timeout | null = null;
  #reporting: Promise<void> = Promise.resolve();

  constructor(options: ConfigKeeperOptions) {
    this.#options = options;
    this.#feed = options.openFeed({
      onConnected: () => {
        options.onEvent({ kind: "connected" });
        this.refresh();
        options.onCommand();
      },
      onNotice: () => this.refresh(),
      onCommand: () => options.onCommand(),
      onLost: (error) => this.#lost(error),
    });
  }

  get snapshot(): Snapshot | null {
    return this.#snapshot;
  }

  /** Version in force; 0 before the first. */
  get version(): bigint {
    return this.#snapshot?.version ?? 0n;
  }

  /** Why the latest change could not be applied; null if all is applied. */
  get problem(): Error | null {
    return this.#problem;
  }

  /** That, and what to do about it, while nothing is set up yet; null otherwise. */
  get notSetUp(): Error | null {
    return this.#notSetUp;
  }

  get isConnected(): boolean {
    return this.#feed.isConnected;
  }

  start(): void {
    const { pollMs, heartbeatMs } = this.#options;
    this.#feed.start();
    this.#poll = setInterval(() => this.refresh(), pollMs);
    this.#heartbeat = setInterval(() => void this.reportNow(), heartbeatMs);
  }

  /** Reports once more, as what the agent then is, and ends. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#poll !== null) clearInterval(this.#poll);
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    await this.reportNow();
    await this.#feed.stop();
  }

  /** Looks at the version and applies what is new. One at a time; a call meanwhile looks once more. */
  refresh(): void {
    if (this.#stopped || !this.#feed.isConnected) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    this.#bringUpToDate()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#running = false;
        if (!this.#again) return;
        this.#again = false;
        this.refresh();
      });
  }

  /** Writes the agent's row; never rejects. Without Postgres there is nothing to report to. */
  reportNow(): Promise<void> {
    this.#reporting = this.#reporting.then(async () => {
      if (!this.#feed.isConnected) return;
      await this.#feed.report(this.#options.report()).catch(() => undefined);
    });
    return this.#reporting;
  }

  async #bringUpToDate(): Promise<void> {
    const since = this.#point;
    const snapshot = this.#snapshot;
    if (since === null || snapshot === null) return this.#readWhole();
    const { point, changes } = await this.#feed.readChanges(since);
    if (changes === null) return this.#readWhole();
    if (point.version === since.version) {
      this.#problem = null;
      if (this.#changesInCopy === null || this.#options.copy.isLost) {
        this.#writeCopy(point, snapshot);
      }
      return;
    }
    const next = applyChanges(snapshot, changes, point.version);
    this.#swap(next, point, "change");
    const { copy } = this.#options;
    const inCopy = this.#changesInCopy;
    if (inCopy === null || inCopy >= CHANGES_A_COPY || copy.isLost) this.#writeCopy(point, next);
    else {
      this.#changesInCopy = inCopy + 1;
      copy.append(point, changes);
    }
  }

  async #readWhole(): Promise<void> {
    // Piece by piece as it is read: calls go on meanwhile.
    const builder = new SnapshotBuilder();
    const { point, rows } = await this.#feed.readWhole((part) => builder.add(part));
    const snapshot = builder.finish(rows, point.version);
    this.#swap(snapshot, point, "whole");
    this.#writeCopy(point, snapshot);
  }

  #writeCopy(point: ConfigPoint, snapshot: Snapshot): void {
    this.#changesInCopy = 0;
    this.#options.copy.replace(point, rowsOf(snapshot));
  }

  #swap(snapshot: Snapshot, point: ConfigPoint, how: "whole" | "change" | "copy"): void {
    const before = this.#snapshot;
    this.#snapshot = snapshot;
    this.#point = point;
    this.#problem = null;
    this.#notSetUp = null;
    this.#options.onSwap(snapshot, before);
    this.#options.onEvent({ kind: "applied", version: snapshot.version, how });
    // At once: the portal's "live on N of N agents" waits for it.
    void this.reportNow();
  }

  #failed(error: unknown): void {
    // A database that goes away is the feed's to mend; all else (a row, a permission) is for staff to see.
    if (!this.#feed.isConnected || isOutage(error)) return;
    if (error instanceof NotSetUp && this.#snapshot === null) {
      if (this.#notSetUp !== null) return;
      this.#notSetUp = error;
      this.#options.onEvent({ kind: "not-set-up", error });
      void this.reportNow();
      return;
    }
    this.#problem = asError(error);
    this.#options.onEvent({ kind: "unreadable", error: this.#problem });
    void this.reportNow();
  }

  #lost(error: Error): void {
    this.#options.onEvent({ kind: "lost", error });
    if (this.#snapshot !== null) return;
    try {
      const copied = this.#options.readCopy();
      if (copied === null) return;
      const { base, steps, point } = copied;
      let snapshot = buildSnapshot(base.rows, base.version);
      for (const step of steps) snapshot = applyChanges(snapshot, step.changes, step.version);
      this.#swap(snapshot, point, "copy");
    } catch (cause) {
      this.#options.onEvent({ kind: "copy-failed", error: asError(cause) });
    }
  }
}

/** SQLSTATE classes 08 and 57P (the server ends), or an error of the connection itself. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return /^(08|57P|E[A-Z]+$)/.test(code) || /terminated|timeout|is away/i.test(error.message);
}
