// Time, ids and chance as one argument, so that what depends on them can be tested without mocks.
import { randomBytes } from "node:crypto";

export interface Deps {
  /** The wall clock. */
  readonly now: () => Date;
  /** A fresh UUID version 7 (RFC 9562 §5.7): sortable by time of making. */
  readonly newId: () => string;
  /** Cryptographically strong bytes. */
  readonly randomBytes: (length: number) => Uint8Array;
}

/** Lays out a UUID version 7 from a time in milliseconds and 10 random bytes (RFC 9562 §5.7). */
export function uuidV7(atMs: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(atMs, 0, 6);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const RANDOM_BYTES_PER_ID = 10;
const IDS_PER_DRAW = 400;

/** Chance for ids, drawn from the system for many at once: a draw costs ten times what an id does. */
const drawn = { bytes: new Uint8Array(0), at: 0 };

function randomForId(): Uint8Array {
  if (drawn.at >= drawn.bytes.length) {
    drawn.bytes = randomBytes(RANDOM_BYTES_PER_ID * IDS_PER_DRAW);
    drawn.at = 0;
  }
  drawn.at += RANDOM_BYTES_PER_ID;
  return drawn.bytes.subarray(drawn.at - RANDOM_BYTES_PER_ID, drawn.at);
}

/** The real clock and the real source of chance. */
export const systemDeps: Deps = {
  now: () => new Date(),
  newId: () => uuidV7(Date.now(), randomForId()),
  randomBytes: (length) => randomBytes(length),
};
