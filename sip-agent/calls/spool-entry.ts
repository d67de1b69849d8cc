/** What one line of the spool says, and how it is written so that a torn or damaged line is noticed. */
import { crc32 } from "node:zlib";
import type { CallEnd, CallRecordRow, KeptMessage } from "@/lib/db/call-records";
import { RecordJson } from "@/lib/db/record-json";
import { hex32 } from "@/lib/telephony/hex-words";
import type { DialogState } from "../proxy/dialog-state";

/**
 * - begun: a call was routed, and rings; only for a process that finds no more of it
 * - open: a call was answered; the record as far as it goes, and all that a BYE to either side needs
 * - dialog: a running call's dialog has changed
 * - closed: a record that is complete: it never was open, or more than its end has changed since
 * - ended: the end of a call that was open, here or with another process
 * - messages: SIP messages of a refused or sampled call
 *
 * `isCarried`: written again into a new segment; Postgres has it, or gets it from the line that was first.
 */
export type SpoolEntry =
  | { readonly kind: "begun"; readonly record: RecordJson; readonly isCarried?: true }
  | {
      readonly kind: "open";
      readonly record: RecordJson;
      readonly dialog: DialogState;
      readonly isCarried?: true;
    }
  | { readonly kind: "dialog"; readonly recordId: string; readonly dialog: DialogState }
  | { readonly kind: "closed"; readonly record: RecordJson }
  | { readonly kind: "ended"; readonly end: CallEnd }
  | {
      readonly kind: "messages";
      readonly recordId: string;
      readonly messages: readonly KeptMessage[];
    };

const KINDS: ReadonlySet<string> = new Set<SpoolEntry["kind"]>([
  "begun",
  "open",
  "dialog",
  "closed",
  "ended",
  "messages",
]);

const HEAD_BYTES = 9;
const LINE_END = 10;

/** Lines are written here before they are copied: as a rule none is longer. */
let scratch = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * One line with its line end: CRC-32 in eight hexadecimal digits, a blank, JSON. The bytes stand in memory that the next
 * line takes: copy them to keep them.
 */
export function encodeSpoolEntry(entry: SpoolEntry): Buffer {
  const json = entryJson(entry);
  // Three bytes a UTF-16 unit at most.
  const most = HEAD_BYTES + json.length * 3 + 1;
  if (most > scratch.length) scratch = Buffer.allocUnsafeSlow(most * 2);
  const end = HEAD_BYTES + scratch.write(json, HEAD_BYTES, "utf8");
  scratch.write(`${checksum(scratch.subarray(HEAD_BYTES, end))} `, 0, "latin1");
  scratch[end] = LINE_END;
  return scratch.subarray(0, end + 1);
}

function entryJson(entry: SpoolEntry): string {
  switch (entry.kind) {
    case "closed":
      return `{"kind":"closed","record":${entry.record.text}}`;
    case "begun":
      return `{"kind":"begun","record":${entry.record.text}${carriedJson(entry)}}`;
    case "open":
      return `{"kind":"open","record":${entry.record.text},"dialog":${JSON.stringify(entry.dialog)}${carriedJson(entry)}}`;
    default:
      return JSON.stringify(entry);
  }
}

function carriedJson({ isCarried }: { readonly isCarried?: true }): string {
  return isCarried ? ',"isCarried":true' : "";
}

/** Reads a line without its line end; null if it is torn or damaged. */
export function decodeSpoolEntry(line: string): SpoolEntry | null {
  const json = line.slice(9);
  if (line.charAt(8) !== " " || checksum(json) !== line.slice(0, 8)) return null;
  try {
    const line: unknown = JSON.parse(json);
    if (!isLine(line)) return null;
    return "record" in line ? { ...line, record: RecordJson.of(line.record) } : line;
  } catch {
    return null;
  }
}

/** An entry as it is read: its record is a row. */
type SpoolLine = SpoolEntry extends infer Entry
  ? Entry extends { readonly record: RecordJson }
    ? Omit<Entry, "record"> & { readonly record: CallRecordRow }
    : Entry
  : never;

/** The checksum vouches for the shape: only this process's own code writes these lines. */
function isLine(value: unknown): value is SpoolLine {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  return typeof value.kind === "string" && KINDS.has(value.kind);
}

function checksum(json: string | Buffer): string {
  return hex32(crc32(json));
}
