/** Takes the counts of unknown sources to Postgres now and then; what cannot be written is counted on. */
import type { UnknownSourceCount } from "@/lib/db/call-records";
import type { UnknownSources } from "../calls/unknown-sources";

export class UnknownSourceFlush {
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;

  constructor(
    readonly sources: UnknownSources,
    readonly write: (counts: readonly UnknownSourceCount[]) => Promise<void>,
    everyMs: number,
  ) {
    this.#timer = setInterval(() => void this.flush(), everyMs);
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

  async #flush(): Promise<void> {
    const counts = this.sources.take();
    if (counts.length === 0) return;
    try {
      await this.write(counts);
    } catch {
      this.sources.restore(counts);
    }
  }
}
