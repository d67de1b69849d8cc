/** The spool's files: numbered segments of lines in one folder, and the place up to which Postgres has them. */
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** A place in the spool: everything before it is in Postgres. `offset` in bytes. */
export interface SpoolPosition {
  readonly segment: number;
  readonly offset: number;
}

const SEGMENT_NAME = /^(\d{12})\.spool$/;
const POSITION_NAME = "position.json";

/** Path of a segment. */
export function segmentPath(folder: string, segment: number): string {
  return join(folder, `${String(segment).padStart(12, "0")}.spool`);
}

/** Numbers of the segments that exist, ascending. */
export function findSegments(folder: string): number[] {
  return readdirSync(folder)
    .map((name) => SEGMENT_NAME.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

/** The written position; the very beginning if there is none or it cannot be read: lines are idempotent. */
export function readPosition(folder: string): SpoolPosition {
  const path = join(folder, POSITION_NAME);
  if (!existsSync(path)) return { segment: 0, offset: 0 };
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (
      typeof value === "object" &&
      value !== null &&
      "segment" in value &&
      "offset" in value &&
      Number.isSafeInteger(value.segment) &&
      Number.isSafeInteger(value.offset)
    ) {
      return { segment: Number(value.segment), offset: Number(value.offset) };
    }
  } catch {
    // Torn by a crash: begin anew.
  }
  return { segment: 0, offset: 0 };
}

/** Writes the position beside the segments, whole or not at all. Not synced: an older one only repeats work. */
export function writePosition(folder: string, position: SpoolPosition): void {
  const path = join(folder, POSITION_NAME);
  writeFileSync(`${path}.new`, JSON.stringify(position), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export function removeSegment(folder: string, segment: number): void {
  rmSync(segmentPath(folder, segment), { force: true });
}

/** Whole lines from `offset` on, at most about `maxBytes` of them (always at least one line if there is one). */
export interface LineChunk {
  readonly lines: readonly string[];
  /** Where the next read begins. */
  readonly end: number;
  /** Bytes after the last line end up to the end of the file. */
  readonly tornBytes: number;
  /** The file ends here (as of now). */
  readonly atEnd: boolean;
}

/** Reads whole lines of a segment. A line that its writer did not finish is not returned. */
export function readLines(path: string, offset: number, maxBytes: number): LineChunk {
  const file = openSync(path, "r");
  try {
    for (let size = maxBytes; ; size *= 2) {
      const buffer = Buffer.allocUnsafe(size);
      const got = readSync(file, buffer, 0, size, offset);
      const lastLineEnd = buffer.subarray(0, got).lastIndexOf(0x0a);
      const atEnd = got < size;
      if (lastLineEnd < 0 && !atEnd) continue; // one line is longer than the chunk
      const lines = lastLineEnd < 0 ? [] : buffer.toString("utf8", 0, lastLineEnd).split("\n");
      const taken = lastLineEnd + 1;
      return { lines, end: offset + taken, tornBytes: atEnd ? got - taken : 0, atEnd };
    }
  } finally {
    closeSync(file);
  }
}
