// Output for a process that writes many log lines: they are gathered, so that each costs no system call.
import fs from "node:fs";

/** Written when so much has gathered, and every so often. */
const GATHERED_BYTES = 4_096;
const FLUSH_MS = 100;
/** What a reader that stalls may leave waiting; beyond it lines are dropped, whole ones. */
const MOST_CHARS = 8 * 1024 * 1024;

export interface GatheredOutput {
  write(text: string): void;
  /** Writes what there is, as far as the reader takes it. Never throws. */
  flush(): void;
}

/**
 * Gathers what is written to `fd`. What is there is written when the process exits; one that is killed loses the last
 * tenth of a second. A reader that has died is written to no more: a log is no reason to fail, or to go on for ever.
 */
export function gatheredOutput(fd = 1): GatheredOutput {
  let gathered = "";
  /** Bytes of a write that was taken in part. */
  let rest: Buffer | null = null;
  let isGone = false;

  function flush(): void {
    if (isGone || (gathered === "" && rest === null)) return;
    const fresh = Buffer.from(gathered);
    const bytes = rest === null ? fresh : Buffer.concat([rest, fresh]);
    gathered = "";
    let written = 0;
    try {
      while (written < bytes.length) written += fs.writeSync(fd, bytes, written);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      if (code !== "EAGAIN") isGone = true;
    }
    rest = isGone || written === bytes.length ? null : bytes.subarray(written);
  }

  setInterval(flush, FLUSH_MS).unref();
  process.once("exit", flush);
  return {
    write(text) {
      if (isGone || gathered.length + (rest?.length ?? 0) > MOST_CHARS) return;
      gathered += text;
      // One that waits for its reader is tried again by the clock alone.
      if (gathered.length >= GATHERED_BYTES && rest === null) flush();
    },
    flush,
  };
}
