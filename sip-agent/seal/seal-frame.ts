/** Seals the frames of a file so that none can be read, altered, reordered or moved to another file: AES-256-GCM. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { PurposeKeys } from "./purpose-keys";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `hint ‖ nonce ‖ sealed ‖ tag`, bound to the file's id and the frame's place in it. */
export function sealFrame(keys: PurposeKeys, fileId: Buffer, index: number, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keys[0].bytes, nonce);
  cipher.setAAD(placeOf(fileId, index));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(keys[0].hint), nonce, sealed, cipher.getAuthTag()]);
}

/** The plain bytes; null if no key of ours opens the frame at this place of this file. */
export function openFrame(
  keys: PurposeKeys,
  fileId: Buffer,
  index: number,
  frame: Buffer,
): Buffer | null {
  if (frame.length < 1 + NONCE_BYTES + TAG_BYTES) return null;
  const nonce = frame.subarray(1, 1 + NONCE_BYTES);
  const sealed = frame.subarray(1 + NONCE_BYTES, -TAG_BYTES);
  for (const key of keys) {
    if (key.hint !== frame[0]) continue;
    const decipher = createDecipheriv("aes-256-gcm", key.bytes, nonce, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(placeOf(fileId, index));
    decipher.setAuthTag(frame.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed), decipher.final()]);
    } catch {
      // Another key of the ring may share the hint.
    }
  }
  return null;
}

function placeOf(fileId: Buffer, index: number): Buffer {
  const place = Buffer.alloc(fileId.length + 4);
  fileId.copy(place);
  place.writeUInt32BE(index, fileId.length);
  return place;
}
