/** The spool's newest entries in memory: while Postgres keeps up, nothing is read back from the disk. */
import type { SpoolEntry } from "./spool-entry";
import type { SpoolPosition } from "./spool-segments";

interface Kept {
  /** Null: nothing that Postgres needs, and only in the way. */
  readonly entry: SpoolEntry | null;
  readonly bytes: number;
  readonly segment: number;
  /** Where its line begins and ends in its segment, in bytes. */
  readonly start: number;
  readonly end: number;
}

/** Beyond these Postgres does not keep up, and what it misses is read from the disk. */
const MOST_ENTRIES = 12_000;
const MOST_BYTES = 32_000_000;
/** Entries of one batch. */
const CHUNK_ENTRIES = 500;

export class SpoolTail {
  #kept: Kept[] = [];
  #bytes = 0;
  /** Where the next line would begin; -1: nothing was added yet. */
  #segment = -1;
  #end = -1;

  /** Notes an entry whose line was written up to `end` of `segment`; null if Postgres has no use for it. */
  add(entry: SpoolEntry | null, bytes: number, segment: number, end: number): void {
    // What stands before a segment's first entry here, or before a torn line's successor, is left to the disk.
    const start = segment === this.#segment ? this.#end : 0;
    this.#segment = segment;
    this.#end = end;
    if (this.#kept.length >= MOST_ENTRIES || this.#bytes > MOST_BYTES) this.#forget();
    this.#kept.push({ entry, bytes, segment, start, end });
    this.#bytes += bytes;
  }

  /** The entries that begin at `position`, which forgets those before it; null if the disk has to be asked. */
  read(position: SpoolPosition): { entries: readonly SpoolEntry[]; next: SpoolPosition } | null {
    const { segment, offset } = position;
    const kept = this.#kept;
    let from = 0;
    for (let one = kept[from]; one !== undefined; one = kept[++from]) {
      if (one.segment > segment || (one.segment === segment && one.end > offset)) break;
      this.#bytes -= one.bytes;
    }
    if (from > 0) kept.splice(0, from);
    const [first] = kept;
    if (first === undefined || first.segment !== segment || first.start !== offset) return null;
    const entries: SpoolEntry[] = [];
    let end = first.start;
    for (const one of kept) {
      if (one.segment !== segment || entries.length >= CHUNK_ENTRIES) break;
      if (one.entry !== null) entries.push(one.entry);
      end = one.end;
    }
    return { entries, next: { segment, offset: end } };
  }

  #forget(): void {
    this.#kept = [];
    this.#bytes = 0;
  }
}
