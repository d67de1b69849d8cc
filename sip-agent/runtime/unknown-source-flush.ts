/** Takes the counts of unknown sources to Postgres now and then; what cannot be written is counted on. */
import type { UnknownSourceCount } from "@/lib/db/call-records";
import type { UnknownSources } from "../calls/unknown-sources";

export interface UnknownSourceFlushOptions {
  readonly sources: UnknownSources;
  readonly write: (counts: readonly UnknownSourceCount[]) => Promise<void>;
  /** The database refused the data itself: trying again cannot help. */
  readonly isRefusedRow: (error: unknown) => boolean;
  /** A count that can never be written; it is left out. */
  readonly onRefused: (count: UnknownSourceCount, error: unknown) => void;
  readonly onOutage: (error: unknown) => void;
  readonly everyMs: number;
}

export class UnknownSourceFlush {
  readonly #options: UnknownSourceFlushOptions;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;

  constructor(options: UnknownSourceFlushOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.flush(), options.everyMs);
    this.#timer.unref();
  }

  /** Writes what was counted; never rejects. */
  flush(): Promise<void> {
    this.#running ??= this.#flush().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  /** One row that is refused must not keep the others out: they are what a stranger sent. */
  async #flush(): Promise<void> {
    const { sources, isRefusedRow, onOutage } = this.#options;
    const counts = sources.take();
    if (counts.length === 0) return;
    try {
      await this.#options.write(counts);
    } catch (error) {
      if (isRefusedRow(error)) return await this.#writeSingly(counts);
      sources.restore(counts);
      onOutage(error);
    }
  }

  async #writeSingly(counts: readonly UnknownSourceCount[]): Promise<void> {
    const { sources, write, isRefusedRow, onRefused, onOutage } = this.#options;
    for (const [index, count] of counts.entries()) {
      try {
        await write([count]);
      } catch (error) {
        if (isRefusedRow(error)) onRefused(count, error);
        else {
          sources.restore(counts.slice(index));
          onOutage(error);
          return;
        }
      }
    }
  }
}
