/** What DNS said, on disk: read back by whoever holds the key, and by nobody otherwise. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { derivePurposeKeys } from "../seal/purpose-keys";
import { AnswersCopy, readAnswersCopy } from "./answers-copy";
import { afterAnswer, unasked } from "./known-records";

const keysOf = (byte: number) =>
  derivePurposeKeys([{ id: "k1", bytes: new Uint8Array(32).fill(byte) }], "dns-copy");
const rethrow = (error: unknown) => {
  throw error;
};
const KNOWN = Array.from({ length: 2_500 }, (_, index) =>
  afterAnswer(
    unasked(`gw${index}.example`, "A", 0),
    { kind: "records", records: [{ type: "A", address: "192.0.2.10" }], ttlSec: 60 },
    0,
    0,
  ),
);

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "names-"));
  path = join(folder, "names.sealed");
});
afterEach(() => rmSync(folder, { recursive: true }));

it("comes back whole; altered, cut or under another key what cannot be trusted is left out", async () => {
  await new AnswersCopy(path, keysOf(7), rethrow).close(1, () => KNOWN);
  const plain = KNOWN.map(({ name, type, records, state }) => ({ name, type, records, state }));
  expect(readAnswersCopy(path, keysOf(7))).toEqual(plain);
  expect(readAnswersCopy(path, keysOf(8))).toEqual([]);
  const bytes = readFileSync(path);
  expect(bytes.includes("example")).toBe(false);
  writeFileSync(path, bytes.subarray(0, -1));
  expect(readAnswersCopy(path, keysOf(7))).toHaveLength(2_000);
  bytes[60] = (bytes[60] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  expect(readAnswersCopy(path, keysOf(7))).toEqual([]);
  expect(readAnswersCopy(join(folder, "none"), keysOf(7))).toEqual([]);
});

it("is written for what is new, at most every 5 s, and once more at the end", async () => {
  const copy = new AnswersCopy(path, keysOf(7), rethrow);
  const written: number[] = [];
  const known = (revision: number) => {
    written.push(revision);
    return KNOWN.slice(0, revision);
  };
  const keep = (revision: number, nowMs: number) =>
    copy.keep(revision, () => known(revision), nowMs);
  keep(0, 0);
  keep(1, 10);
  await copy.close(1, () => KNOWN);
  keep(1, 60_000);
  keep(2, 60_000);
  keep(3, 61_000);
  expect(written).toEqual([1, 2]);
  await copy.close(3, () => KNOWN.slice(0, 3));
  expect(readAnswersCopy(path, keysOf(7))).toHaveLength(3);
});
