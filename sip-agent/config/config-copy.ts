/** The configuration's copy on the local disk, sealed, from which an agent starts while Postgres is away. */
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { ConfigPoint } from "@/lib/db/config-feed";
import type { ConfigRows, IdTable, TableChange } from "@/lib/snapshot/model";
import type { PurposeKeys } from "../seal/purpose-keys";
import { openFrame, sealFrame } from "../seal/seal-frame";

/** What a copy gives back: the rows as once read, the changes since, and the point they lead to. */
export interface CopiedConfig {
  readonly base: { readonly version: bigint; readonly rows: ConfigRows };
  readonly steps: readonly { readonly version: bigint; readonly changes: readonly TableChange[] }[];
  readonly point: ConfigPoint;
}

type Frame =
  | { readonly kind: "settings"; readonly row: ConfigRows["platform_settings"] }
  | { readonly kind: "rows"; readonly table: IdTable; readonly rows: readonly unknown[] }
  | { readonly kind: "end"; readonly version: string; readonly madeAt: string }
  | {
      readonly kind: "change";
      readonly version: string;
      readonly madeAt: string;
      readonly changes: readonly TableChange[];
    };

const MAGIC = Buffer.from("BYOCCFG1");
const FILE_ID_BYTES = 16;
const ROWS_PER_FRAME = 2_000;

/**
 * One file: a head, frames with every row, an end mark, then one frame a change, so that a change costs a few hundred
 * bytes and not the whole. A file without its end mark is no copy; a torn last change is left out. Writes are done in
 * turn, in the background, in pieces that do not hold up calls.
 */
export class ConfigCopy {
  readonly #path: string;
  readonly #keys: PurposeKeys;
  readonly #onError: (error: unknown) => void;
  #file: FileHandle | null = null;
  #fileId: Buffer = Buffer.alloc(FILE_ID_BYTES);
  #frames = 0;
  #isLost = false;
  #last: Promise<void> = Promise.resolve();

  constructor(path: string, keys: PurposeKeys, onError: (error: unknown) => void) {
    this.#path = path;
    this.#keys = keys;
    this.#onError = onError;
  }

  /** True after a write failed: what is on disk is old, and only `replace` mends it. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Writes a new copy beside the old one and then takes its place. */
  replace(point: ConfigPoint, rows: ConfigRows): void {
    this.#isLost = false;
    this.#inTurn(async () => {
      await this.#file?.close();
      this.#file = null;
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      const path = `${this.#path}.new`;
      await rm(path, { force: true });
      const file = await open(path, "wx", 0o600);
      try {
        this.#fileId = randomBytes(FILE_ID_BYTES);
        this.#frames = 0;
        await file.write(Buffer.concat([MAGIC, this.#fileId]));
        for (const frame of framesOf(rows)) await this.#write(file, frame);
        await this.#write(file, {
          kind: "end",
          version: point.version.toString(),
          madeAt: point.madeAt,
        });
        await file.sync();
        await rename(path, this.#path);
      } catch (error) {
        await file.close();
        throw error;
      }
      this.#file = file;
    });
  }

  /** Adds a change to the copy that `replace` wrote; without one it does nothing. */
  append(point: ConfigPoint, changes: readonly TableChange[]): void {
    this.#inTurn(async () => {
      const file = this.#file;
      if (file === null) return;
      try {
        const { version, madeAt } = point;
        await this.#write(file, { kind: "change", version: version.toString(), madeAt, changes });
        await file.datasync();
      } catch (error) {
        // Behind a torn frame nothing could be read again: the next whole read writes a new file.
        this.#file = null;
        await file.close();
        throw error;
      }
    });
  }

  /** Waits for what is under way, and closes the file. */
  async close(): Promise<void> {
    await this.#last;
    await this.#file?.close();
    this.#file = null;
  }

  async #write(file: FileHandle, frame: Frame): Promise<void> {
    const plain = deflateRawSync(JSON.stringify(frame), { level: 1 });
    const sealed = sealFrame(this.#keys, this.#fileId, this.#frames, plain);
    this.#frames += 1;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    await file.write(Buffer.concat([length, sealed]));
  }

  #inTurn(work: () => Promise<void>): void {
    this.#last = this.#last.then(work).catch((error) => {
      this.#isLost = true;
      this.#onError(error);
    });
  }
}

/**
 * Reads a copy; null if there is none, it is unfinished, or no key of ours opens it. Throws only what reading the file
 * throws.
 */
export function readConfigCopy(path: string, keys: PurposeKeys): CopiedConfig | null {
  const frames = readFrames(path, keys);
  const endAt = frames.findIndex((frame) => frame.kind === "end");
  const end = frames[endAt];
  const settings = frames.find((frame) => frame.kind === "settings");
  if (end?.kind !== "end" || settings?.kind !== "settings") return null;
  let point: ConfigPoint = { version: BigInt(end.version), madeAt: end.madeAt };
  const base = { version: point.version, rows: rowsOf(settings.row, frames.slice(0, endAt)) };
  const steps: { version: bigint; changes: readonly TableChange[] }[] = [];
  for (const frame of frames.slice(endAt + 1)) {
    if (frame.kind !== "change") return null;
    point = { version: BigInt(frame.version), madeAt: frame.madeAt };
    steps.push({ version: point.version, changes: frame.changes });
  }
  return { base, steps, point };
}

const TABLES: readonly IdTable[] = [
  "egress_address",
  "core_endpoint",
  "core_source",
  "edge_proxy",
  "carrier",
  "acl_entry",
  "gateway",
  "sip_credential",
  "trunk",
  "phone_number",
  "verification_item",
];

function* framesOf(rows: ConfigRows): Generator<Frame> {
  yield { kind: "settings", row: rows.platform_settings };
  for (const table of TABLES) {
    let part: unknown[] = [];
    for (const row of rows[table]) {
      part.push(row);
      if (part.length < ROWS_PER_FRAME) continue;
      yield { kind: "rows", table, rows: part };
      part = [];
    }
    if (part.length > 0) yield { kind: "rows", table, rows: part };
  }
}

function readFrames(path: string, keys: PurposeKeys): Frame[] {
  const bytes = readIfThere(path);
  const frames: Frame[] = [];
  if (bytes === null || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return frames;
  let at = MAGIC.length + FILE_ID_BYTES;
  const fileId = bytes.subarray(MAGIC.length, at);
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    const plain = openFrame(keys, fileId, frames.length, bytes.subarray(at + 4, end));
    if (plain === null) break;
    // Only this file's own writer holds the key: the seal vouches for the shape.
    frames.push(JSON.parse(inflateRawSync(plain).toString("utf8")) as Frame);
    at = end;
  }
  return frames;
}

function rowsOf(settings: ConfigRows["platform_settings"], frames: readonly Frame[]): ConfigRows {
  const rows = new Map<string, unknown[]>(TABLES.map((table) => [table, []]));
  for (const frame of frames) {
    if (frame.kind !== "rows") continue;
    const table = rows.get(frame.table);
    for (const row of frame.rows) table?.push(row);
  }
  return { platform_settings: settings, ...Object.fromEntries(rows) } as ConfigRows;
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
