/** What DNS said last, sealed on the local disk: an agent that starts while DNS is away still knows where to send. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { PurposeKeys } from "../seal/purpose-keys";
import { openFrame, sealFrame } from "../seal/seal-frame";
import type { KnownRecords } from "./known-records";

export type CopiedRecords = Pick<KnownRecords, "name" | "type" | "records" | "state">;

const MAGIC = Buffer.from("BYOCDNS1");
const FILE_ID_BYTES = 16;
const ENTRIES_PER_FRAME = 2_000;
/** Between two writes: names that change every second wear out no disk. */
const LEAST_GAP_MS = 5_000;

export class AnswersCopy {
  readonly #path: string;
  readonly #keys: PurposeKeys;
  readonly #onError: (error: unknown) => void;
  #written = 0;
  #writtenMs = Number.NEGATIVE_INFINITY;
  #last: Promise<void> = Promise.resolve();
  #isWriting = false;

  constructor(path: string, keys: PurposeKeys, onError: (error: unknown) => void) {
    this.#path = path;
    this.#keys = keys;
    this.#onError = onError;
  }

  /** Writes what is known if it is another revision than the last written, and not too soon after it. */
  keep(revision: number, known: () => readonly KnownRecords[], nowMs: number): void {
    if (revision === this.#written || this.#isWriting) return;
    if (nowMs - this.#writtenMs < LEAST_GAP_MS) return;
    this.#written = revision;
    this.#writtenMs = nowMs;
    this.#isWriting = true;
    this.#last = this.#replace(known())
      .catch(this.#onError)
      .finally(() => {
        this.#isWriting = false;
      });
  }

  /** Writes what is new, whenever the last was written; resolves when it is on disk. */
  async close(revision: number, known: () => readonly KnownRecords[]): Promise<void> {
    await this.#last;
    this.#writtenMs = Number.NEGATIVE_INFINITY;
    this.keep(revision, known, 0);
    await this.#last;
  }

  async #replace(known: readonly KnownRecords[]): Promise<void> {
    const path = `${this.#path}.new`;
    await rm(path, { force: true });
    const file = await open(path, "wx", 0o600);
    try {
      const fileId = randomBytes(FILE_ID_BYTES);
      await file.write(Buffer.concat([MAGIC, fileId]));
      let frames = 0;
      for (let at = 0; at < known.length; at += ENTRIES_PER_FRAME) {
        const part = known
          .slice(at, at + ENTRIES_PER_FRAME)
          .map(({ name, type, records, state }): CopiedRecords => ({ name, type, records, state }));
        const plain = deflateRawSync(JSON.stringify(part), { level: 1 });
        const sealed = sealFrame(this.#keys, fileId, frames++, plain);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(sealed.length);
        await file.write(Buffer.concat([length, sealed]));
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(path, this.#path);
  }
}

/** Reads a copy; what no key of ours opens is left out, and without a file there is nothing. */
export function readAnswersCopy(path: string, keys: PurposeKeys): CopiedRecords[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return [];
  }
  const found: CopiedRecords[] = [];
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return found;
  let at = MAGIC.length + FILE_ID_BYTES;
  const fileId = bytes.subarray(MAGIC.length, at);
  for (let frame = 0; at + 4 <= bytes.length; frame += 1) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    const plain = openFrame(keys, fileId, frame, bytes.subarray(at + 4, end));
    if (plain === null) break;
    // Only an agent of ours holds the key: the seal vouches for the shape.
    found.push(...(JSON.parse(inflateRawSync(plain).toString("utf8")) as CopiedRecords[]));
    at = end;
  }
  return found;
}
