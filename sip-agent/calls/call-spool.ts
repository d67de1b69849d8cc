/** The append-only local file that every call record passes through before Postgres: a killed agent loses none. */
import { close, closeSync, fdatasync, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { asError } from "@/lib/core/as-error";
import { unreachable } from "@/lib/core/unreachable";
import type { RecordJson } from "@/lib/db/record-json";
import type { DialogState } from "../proxy/dialog-state";
import { decodeSpoolEntry, encodeSpoolEntry, type SpoolEntry } from "./spool-entry";
import {
  findSegments,
  readLines,
  readPosition,
  removeSegment,
  type SpoolPosition,
  segmentPath,
  writePosition,
} from "./spool-segments";
import { SpoolTail } from "./spool-tail";

export interface OpenCall {
  readonly record: RecordJson;
  readonly dialog: DialogState;
}

export interface CallSpoolOptions {
  /** Made if it is not there; readable by this user alone. */
  readonly folder: string;
  /** Written again in each new segment, so that the older ones can go. Read bit by bit, while calls begin and end. */
  readonly openCalls: () => Iterable<OpenCall>;
  /** Likewise, of calls that are not answered yet. */
  readonly begunCalls: () => Iterable<RecordJson>;
  /** A write or a sync failed: for an alert. Lines that could not be written wait in memory. */
  readonly onError: (error: Error) => void;
  /** Bytes after which a new segment is begun. Default 16 MiB. */
  readonly segmentBytes?: number;
  /** Lines kept in memory while the disk refuses them; older ones are lost first. Default 10,000. */
  readonly waitingLines?: number;
}

/** Entries between two positions, for Postgres. */
export interface SpoolChunk {
  readonly entries: readonly SpoolEntry[];
  readonly next: SpoolPosition;
  /** Lines whose checksum did not hold, and last lines that were never finished. */
  readonly damaged: number;
}

const SEPARATOR = Buffer.from("\n");
const CHUNK_BYTES = 256 * 1024;
/** Calls carried over with each line: ten thousand at once would hold everything up for a third of a second. */
const CARRIED_A_LINE = 8;
/** A segment is at least so many times what is carried into the next: carrying over stays a small part of the work. */
const CARRIED_SHARE = 4;

/** What the disk has refused so far; of a line that it took in part, the whole. */
interface WaitingLine {
  readonly entry: SpoolEntry;
  readonly line: Buffer;
}

/**
 * What is durable when: `append` returns after the line is in the kernel (write(2)), so that the death of the process
 * loses nothing; `sync`, called once a second, puts it on the disk (fdatasync), so that the death of the machine loses
 * at most the last second. What Postgres has is remembered once a second too: a killed process's successor ships the last
 * second anew, which changes nothing.
 */
export class CallSpool {
  readonly #options: CallSpoolOptions;
  readonly #segmentBytes: number;
  /** Answered calls without an end, as the segments told at start. */
  readonly openAtStart: ReadonlyMap<string, OpenCall>;
  /** Calls that rang when the former process ended: nobody else ends their records. */
  readonly begunAtStart: readonly RecordJson[];
  readonly damagedAtStart: number;
  #segment: number;
  #file: number;
  #bytesSinceCarry = 0;
  /** Calls that are still to be carried into the present segment; null: none. */
  #carrying: Iterator<SpoolEntry> | null = null;
  #carriedBytes = 0;
  /** The latest segment that has all calls which were open at its beginning. */
  #carriedSegment = 0;
  /** Bytes of the present segment. */
  #offset = 0;
  readonly #tail = new SpoolTail();
  #released: SpoolPosition;
  #isPositionWritten = true;
  #dirty = false;
  #syncing = false;
  #isTorn = false;
  #waiting: WaitingLine[] = [];
  /** Lines lost because the disk refused them for too long. */
  lostLines = 0;

  /** Opens the folder, reads every segment that is left, and begins a new one. Throws if the folder cannot be used. */
  constructor(options: CallSpoolOptions) {
    this.#options = options;
    this.#segmentBytes = options.segmentBytes ?? 16 * 1024 * 1024;
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    const segments = findSegments(options.folder);
    const replay = replaySegments(options.folder, segments);
    this.openAtStart = replay.open;
    this.begunAtStart = [...replay.begun.values()];
    this.damagedAtStart = replay.damaged;
    // Never behind a line that a crash left unfinished: the new line would be damaged with it.
    this.#segment = (segments.at(-1) ?? 0) + 1;
    this.#released = readPosition(options.folder);
    this.#file = openSync(segmentPath(options.folder, this.#segment), "a", 0o600);
    this.#carrying = carriedEntries(this.begunAtStart, replay.open.values());
    this.#carryOn(Number.POSITIVE_INFINITY);
  }

  /** Writes one entry. Never throws: what the disk refuses waits in memory for the next `append` or `sync`. */
  append(entry: SpoolEntry): void {
    // First, so that a call that ends is never said to be open behind its end.
    if (this.#carrying !== null) this.#carryOn(CARRIED_A_LINE);
    else if (this.#isFull()) this.#rotate();
    this.#take(entry);
  }

  /** Lines that the disk has refused so far and that are tried again. */
  get waitingLines(): number {
    return this.#waiting.length;
  }

  /** The position up to which Postgres has everything. */
  position(): SpoolPosition {
    return this.#released;
  }

  /** The next entries from `position` on; empty if there are none. Segments that are gone are passed over. */
  read(position: SpoolPosition): SpoolChunk {
    const { folder } = this.#options;
    const fresh = this.#tail.read(position);
    if (fresh !== null) return { ...fresh, damaged: 0 };
    if (position.segment === this.#segment && position.offset === this.#offset) {
      return { entries: [], next: position, damaged: 0 };
    }
    let damaged = 0;
    let { segment, offset } = position;
    for (const candidate of findSegments(folder)) {
      if (candidate < segment) continue;
      if (candidate > segment) {
        segment = candidate;
        offset = 0;
      }
      const chunk = readLines(segmentPath(folder, segment), offset, CHUNK_BYTES);
      const decoded = decodeLines(chunk.lines);
      damaged += decoded.damaged;
      if (chunk.lines.length > 0) {
        const entries = decoded.entries.filter((entry) => !isCarried(entry));
        return { entries, next: { segment, offset: chunk.end }, damaged };
      }
      if (segment < this.#segment && chunk.tornBytes > 0) damaged += 1;
    }
    return { entries: [], next: { segment, offset }, damaged };
  }

  /** Everything before `position` is in Postgres: remembers it and removes the segments before it. */
  release(position: SpoolPosition): void {
    const isNewSegment = position.segment !== this.#released.segment;
    this.#released = position;
    this.#isPositionWritten = false;
    if (isNewSegment) this.#removeSegments();
  }

  /** Puts what was written on the disk. Call it once a second; a call while one is under way does nothing. */
  sync(): void {
    if (this.#waiting.length > 0) this.#writeWaiting();
    this.#writePosition();
    if (!this.#dirty || this.#syncing) return;
    this.#dirty = false;
    this.#syncing = true;
    fdatasync(this.#file, (error) => {
      this.#syncing = false;
      // EBADF: the segment was closed, synced, meanwhile.
      if (error !== null && error.code !== "EBADF") this.#options.onError(error);
    });
  }

  /** Writes and syncs all, and closes the file. */
  close(): void {
    this.#writeWaiting();
    this.#writePosition();
    try {
      fsyncSync(this.#file);
    } catch (error) {
      this.#options.onError(asError(error));
    }
    closeSync(this.#file);
  }

  /** Those whose calls are carried over, and that Postgres has. */
  #removeSegments(): void {
    const { folder } = this.#options;
    this.#writePosition();
    // While lines wait for the disk, the calls carried over may be among them.
    if (this.#waiting.length > 0) return;
    const needed = Math.min(this.#released.segment, this.#carriedSegment);
    for (const segment of findSegments(folder)) {
      if (segment < needed) removeSegment(folder, segment);
    }
  }

  #isFull(): boolean {
    const bytes = Math.max(this.#segmentBytes, this.#carriedBytes * CARRIED_SHARE);
    return this.#bytesSinceCarry > bytes;
  }

  #rotate(): void {
    const { folder, openCalls, begunCalls } = this.#options;
    try {
      const next = openSync(segmentPath(folder, this.#segment + 1), "a", 0o600);
      this.#syncAndClose(this.#file);
      this.#file = next;
      this.#segment += 1;
      this.#offset = 0;
    } catch (error) {
      this.#options.onError(asError(error));
      this.#bytesSinceCarry = 0; // tried again a segment's length later
      return;
    }
    this.#bytesSinceCarry = 0;
    this.#carriedBytes = 0;
    this.#carrying = carriedEntries(begunCalls(), openCalls());
    this.#carryOn(CARRIED_A_LINE);
  }

  /** Carries over so many more calls, as they are now; those that have ended meanwhile are not met. */
  #carryOn(most: number): void {
    const from = this.#offset;
    // A disk that refuses lines gets no further ones: they would push out those that wait.
    for (let n = 0; this.#carrying !== null && this.#waiting.length === 0 && n < most; n++) {
      const { done, value } = this.#carrying.next();
      if (done) this.#carrying = null;
      else this.#take(value);
    }
    this.#carriedBytes += this.#offset - from;
    if (this.#carrying !== null) return;
    this.#carriedSegment = this.#segment;
    this.#removeSegments();
  }

  /** Behind lines that wait, an entry waits too: their order says what is the latest. */
  #take(entry: SpoolEntry): void {
    const line = encodeSpoolEntry(entry);
    if (this.#waiting.length > 0) {
      this.#waiting.push({ entry, line: Buffer.from(line) });
      this.#writeWaiting();
      return;
    }
    try {
      this.#write(entry, line);
    } catch (error) {
      this.#waiting.push({ entry, line: Buffer.from(line) });
      this.#options.onError(asError(error));
    }
  }

  #writeWaiting(): void {
    try {
      for (;;) {
        const first = this.#waiting[0];
        if (first === undefined) return;
        this.#write(first.entry, first.line);
        this.#waiting.shift();
      }
    } catch (error) {
      const limit = this.#options.waitingLines ?? 10_000;
      while (this.#waiting.length > limit) {
        this.#waiting.shift();
        this.lostLines += 1;
      }
      this.#options.onError(asError(error));
    }
  }

  #write(entry: SpoolEntry, line: Buffer): void {
    // After a write that the disk took in part only, a line end keeps the torn line apart from the next.
    if (this.#isTorn) this.#put(SEPARATOR);
    this.#put(line);
    if (!isCarried(entry)) this.#bytesSinceCarry += line.length;
    const isForPostgres = !isCarried(entry) && entry.kind !== "begun" && entry.kind !== "dialog";
    const [kept, bytes] = isForPostgres ? [entry, line.length] : [null, 0];
    this.#tail.add(kept, bytes, this.#segment, this.#offset);
  }

  #put(bytes: Buffer): void {
    let done = 0;
    while (done < bytes.length) {
      const taken = writeSync(this.#file, bytes, done);
      done += taken;
      this.#offset += taken;
      this.#isTorn = done < bytes.length;
      this.#dirty = true;
    }
  }

  #writePosition(): void {
    if (this.#isPositionWritten) return;
    try {
      writePosition(this.#options.folder, this.#released);
      this.#isPositionWritten = true;
    } catch (error) {
      this.#options.onError(asError(error));
    }
  }

  /** A full segment goes to the disk while calls go on: nobody waits for it. */
  #syncAndClose(file: number): void {
    fdatasync(file, (error) => {
      if (error !== null) this.#options.onError(error);
      close(file);
    });
  }
}

function* carriedEntries(
  begun: Iterable<RecordJson>,
  open: Iterable<OpenCall>,
): Generator<SpoolEntry> {
  for (const record of begun) yield { kind: "begun", record, isCarried: true };
  for (const { record, dialog } of open) yield { kind: "open", record, dialog, isCarried: true };
}

function isCarried(entry: SpoolEntry): boolean {
  return (entry.kind === "open" || entry.kind === "begun") && entry.isCarried === true;
}

function decodeLines(lines: readonly string[]): { entries: SpoolEntry[]; damaged: number } {
  const entries: SpoolEntry[] = [];
  let damaged = 0;
  for (const line of lines) {
    if (line === "") continue;
    const entry = decodeSpoolEntry(line);
    if (entry === null) damaged += 1;
    else entries.push(entry);
  }
  return { entries, damaged };
}

function replaySegments(folder: string, segments: readonly number[]) {
  const open = new Map<string, OpenCall>();
  const begun = new Map<string, RecordJson>();
  let damaged = 0;
  for (const segment of segments) {
    let offset = 0;
    for (;;) {
      const chunk = readLines(segmentPath(folder, segment), offset, CHUNK_BYTES);
      const decoded = decodeLines(chunk.lines);
      damaged += decoded.damaged + (chunk.tornBytes > 0 ? 1 : 0);
      for (const entry of decoded.entries) replayEntry(open, begun, entry);
      offset = chunk.end;
      if (chunk.atEnd) break;
    }
  }
  return { open, begun, damaged };
}

function replayEntry(
  open: Map<string, OpenCall>,
  begun: Map<string, RecordJson>,
  entry: SpoolEntry,
): void {
  switch (entry.kind) {
    case "begun":
      begun.set(entry.record.id, entry.record);
      return;
    case "open":
      begun.delete(entry.record.id);
      open.set(entry.record.id, { record: entry.record, dialog: entry.dialog });
      return;
    case "dialog": {
      const call = open.get(entry.recordId);
      if (call !== undefined) open.set(entry.recordId, { ...call, dialog: entry.dialog });
      return;
    }
    case "closed":
      begun.delete(entry.record.id);
      open.delete(entry.record.id);
      return;
    case "ended":
      open.delete(entry.end.recordId);
      return;
    case "messages":
      return;
    default:
      unreachable(entry);
  }
}
