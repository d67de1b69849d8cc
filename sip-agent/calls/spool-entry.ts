/** What one line of the spool says, and how it is written so that a torn or damaged line is noticed. */
import { crc32 } from "node:zlib";
import type { CallEnd, CallRecordRow, KeptMessage } from "@/lib/db/call-records";
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
  | { readonly kind: "begun"; readonly record: CallRecordRow; readonly isCarried?: true }
  | {
      readonly kind: "open";
      readonly record: CallRecordRow;
      readonly dialog: DialogState;
      readonly isCarried?: true;
    }
  | { readonly kind: "dialog"; readonly recordId: string; readonly dialog: DialogState }
  | { readonly kind: "closed"; readonly record: CallRecordRow }
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
      return `{"kind":"closed","record":${keptJson(entry.record)}}`;
    case "begun":
      return `{"kind":"begun","record":${recordJson(entry.record)}${carriedJson(entry)}}`;
    case "open":
      return `{"kind":"open","record":${keptJson(entry.record)},"dialog":${JSON.stringify(entry.dialog)}${carriedJson(entry)}}`;
    default:
      return JSON.stringify(entry);
  }
}

function carriedJson({ isCarried }: { readonly isCarried?: true }): string {
  return isCarried ? ',"isCarried":true' : "";
}

/**
 * The trace is most of a record's text, and a call's record is written three times with the same one: its text is made
 * once, and goes with the trace.
 */
const traceTexts = new WeakMap<object, string>();

/** Of records that go to Postgres: the text that is in the spool is the text that goes there. */
const recordTexts = new WeakMap<CallRecordRow, string>();

function keptJson(record: CallRecordRow): string {
  const text = recordJson(record);
  recordTexts.set(record, text);
  return text;
}

/** JSON of a record, made once where its line was written by this process. */
export function recordJson(record: CallRecordRow): string {
  const known = recordTexts.get(record);
  if (known !== undefined) return known;
  const { trace } = record;
  if (typeof trace !== "object" || trace === null) return JSON.stringify(record);
  let text = traceTexts.get(trace);
  if (text === undefined) {
    text = JSON.stringify(trace);
    traceTexts.set(trace, text);
  }
  const rest = JSON.stringify({ ...record, trace: undefined });
  return `${rest.slice(0, -1)},"trace":${text}}`;
}

/** Reads a line without its line end; null if it is torn or damaged. */
export function decodeSpoolEntry(line: string): SpoolEntry | null {
  const json = line.slice(9);
  if (line.charAt(8) !== " " || checksum(json) !== line.slice(0, 8)) return null;
  try {
    const value: unknown = JSON.parse(json);
    return isEntry(value) ? value : null;
  } catch {
    return null;
  }
}

/** The checksum vouches for the shape: only this process's own code writes these lines. */
function isEntry(value: unknown): value is SpoolEntry {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  return typeof value.kind === "string" && KINDS.has(value.kind);
}

function checksum(json: string | Buffer): string {
  return crc32(json).toString(16).padStart(8, "0");
}
