/** Call records from event to Postgres: tracker, spool, shipper, and the counts of unknown sources beside them. */
import type { Logger } from "@/lib/core/log";
import { type ClaimedCommand, claimOptionsCommands, finishCommand } from "@/lib/db/agent-commands";
import { findCallEnds } from "@/lib/db/call-ends";
import {
  addUnknownSources,
  isRefusedRow,
  openRecordPool,
  type RecordPool,
  writeCallBatch,
} from "@/lib/db/call-records";
import { writeCredentialUses } from "@/lib/db/credential-uses";
import { writeTargetHealth } from "@/lib/db/target-health-writes";
import { CallCounts } from "../calls/call-counts";
import { CallSpool } from "../calls/call-spool";
import { type CallLine, CallTracker, type CallTrackerOptions } from "../calls/call-tracker";
import { recordText } from "../calls/record-text";
import { SpoolShipper } from "../calls/spool-shipper";
import { UnknownSources } from "../calls/unknown-sources";
import type { TargetReport } from "../health-check/options-checks";
import { Seldom } from "../ops/seldom";
import { CredentialUses } from "./credential-uses";
import type { DataFolder } from "./data-folder";
import { UnknownSourceFlush } from "./unknown-source-flush";

export interface RecordKeepingOptions {
  readonly folder: DataFolder;
  readonly databaseUrl: string;
  readonly unknownFlushMs: number;
  /** After so long without a report of a target its health in between counts as unknown. */
  readonly healthAwayMs: number;
  readonly log: Logger;
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
  readonly onCall: (line: CallLine) => void;
  readonly hangUp: CallTrackerOptions["hangUp"];
}

/** How often the ends are looked for that other agents saw: so long a channel may be held in vain. */
const LOOK_FOR_ENDS_MS = 5_000;
/** How long the last flush may take when the process ends: what is left is shipped at the next start. */
const LAST_FLUSH_MS = 3_000;

export class RecordKeeping {
  readonly spool: CallSpool;
  readonly tracker: CallTracker;
  readonly counts: CallCounts;
  readonly shipper: SpoolShipper;
  readonly unknown = new UnknownSources();
  readonly credentialUses: CredentialUses;
  readonly #unknownFlush: UnknownSourceFlush;
  readonly #pool: RecordPool;
  readonly #healthAwayMs: number;
  readonly #sync: NodeJS.Timeout;
  readonly #ends: NodeJS.Timeout;
  #isLooking = false;
  readonly #agentId: string;

  /** Opens the spool and takes up the calls that a former process left. Throws if its folder cannot be used. */
  constructor(options: RecordKeepingOptions) {
    const { folder, log, wallMs } = options;
    this.#agentId = folder.agentId;
    this.#healthAwayMs = options.healthAwayMs;
    const diskTrouble = new Seldom(6);
    const outages = new Seldom(2);
    const refusedSources = new Seldom(6);
    const sourceOutages = new Seldom(2);
    this.#pool = openRecordPool(options.databaseUrl, () => undefined);
    this.spool = new CallSpool({
      folder: folder.spool,
      openCalls: () => this.tracker.openCalls(),
      begunCalls: () => this.tracker.begunCalls(),
      onError: (error) => {
        const held = diskTrouble.take(wallMs());
        if (held !== null)
          log.error({ err: error, held }, "the call record spool cannot be written");
      },
    });
    this.shipper = new SpoolShipper({
      spool: this.spool,
      write: (batch) => writeCallBatch(this.#pool, batch),
      isRefusedRow,
      refusedFile: folder.refusedRows,
      onOutage: (error) => {
        if (outages.take(wallMs()) !== null) {
          log.warn({ err: error }, "call records wait: Postgres is away");
        }
      },
      onRecovered: () => log.info("call records go to Postgres again"),
      onRefused: (entry, error) =>
        log.error(
          { err: error, kind: entry.kind },
          "Postgres refuses a call record; it is set aside",
        ),
    });
    this.counts = new CallCounts(options.monotonicMs);
    this.tracker = new CallTracker(
      {
        agentId: folder.agentId,
        now: wallMs,
        monotonicMs: options.monotonicMs,
        append: (entry) => {
          this.spool.append(entry);
          this.shipper.notify();
        },
        onCall: options.onCall,
        hangUp: options.hangUp,
        counts: this.counts,
      },
      this.spool.openAtStart.values(),
    );
    this.tracker.closeBegun(this.spool.begunAtStart);
    if (this.spool.damagedAtStart > 0) {
      log.warn(
        { lines: this.spool.damagedAtStart },
        "the spool held lines that were torn or damaged",
      );
    }
    this.#unknownFlush = new UnknownSourceFlush({
      sources: this.unknown,
      write: (counts) => addUnknownSources(this.#pool, counts),
      isRefusedRow,
      onRefused: ({ address }, error) => {
        const held = refusedSources.take(wallMs());
        if (held !== null)
          log.error(
            { err: error, address, held },
            "Postgres refuses the count of an unknown source",
          );
      },
      onOutage: (error) => {
        if (sourceOutages.take(wallMs()) !== null)
          log.warn({ err: error }, "counts of unknown sources wait: they cannot be written");
      },
      everyMs: options.unknownFlushMs,
    });
    this.credentialUses = new CredentialUses((uses) =>
      writeCredentialUses(this.#pool, this.#agentId, uses),
    );
    this.#sync = setInterval(() => this.spool.sync(), 1_000);
    this.#sync.unref();
    this.#ends = setInterval(() => void this.lookForEnds(), LOOK_FOR_ENDS_MS);
    this.#ends.unref();
    this.shipper.notify();
  }

  /** Writes what checks found; lost where Postgres is away, for the next check says it again. */
  noteHealth(news: readonly TargetReport[], resolved: (targetId: string) => string[]): void {
    if (news.length === 0) return;
    const reports = news.map((one) => ({
      ...one,
      reason: recordText(one.reason, 200),
      resolved: resolved(one.targetId),
    }));
    const written = writeTargetHealth(this.#pool, this.#agentId, reports, this.#healthAwayMs);
    written.catch(() => undefined);
  }

  /** What staff ask of this agent. Rejects where Postgres is away: nobody could have asked. */
  claimOptionsCommands(): Promise<ClaimedCommand[]> {
    return claimOptionsCommands(this.#pool, this.#agentId);
  }

  finishCommand(id: string, outcome: Parameters<typeof finishCommand>[3]): Promise<void> {
    return finishCommand(this.#pool, this.#agentId, id, outcome);
  }

  /** Closes calls whose BYE went through another agent. Never rejects: without Postgres they stay open until it is back. */
  async lookForEnds(): Promise<void> {
    const ids = [...this.tracker.openIds()];
    if (ids.length === 0 || this.#isLooking) return;
    this.#isLooking = true;
    const ends = await findCallEnds(this.#pool, ids).catch(() => []);
    this.#isLooking = false;
    for (const end of ends) this.tracker.endedElsewhere(end);
  }

  /** Writes what waits; resolves when done, or when Postgres turns out to be away. */
  async flush(): Promise<void> {
    await Promise.all([
      this.#unknownFlush.flush(),
      this.shipper.flush(),
      this.credentialUses.flush(),
    ]);
  }

  /** Flushes for a moment, then ends. What is left stays in the spool. */
  async stop(): Promise<void> {
    clearInterval(this.#sync);
    clearInterval(this.#ends);
    const limit = new Promise<void>((resolve) => {
      setTimeout(resolve, LAST_FLUSH_MS).unref();
    });
    const last = [this.shipper.flush(), this.#unknownFlush.stop(), this.credentialUses.flush()];
    await Promise.race([Promise.all(last), limit]);
    this.shipper.stop();
    this.spool.close();
    await Promise.race([this.#pool.end(), limit]);
  }
}
