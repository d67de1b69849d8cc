/** Seals a few bytes to text that fits into the user part of a SIP URI, and opens it again: AES-256-GCM. */
import { createCipheriv, createDecipheriv } from "node:crypto";
import type { PurposeKey, PurposeKeys } from "./purpose-keys";

const NONCE_BYTES = 12;
/** 96 bits: NIST SP 800-38D allows it, and each wrong guess costs the guesser a request from a known address. */
const TAG_BYTES = 12;
const HINT_BYTES = 1;

export interface TokenSealer {
  /** Seals `plain`, bound to `context`, which does not travel. Result: base64url, 4/3 of (plain + 25) characters. */
  seal(plain: Buffer, context: Buffer): string;
  /** The plain bytes; null if the text was altered, is bound to another context, or was sealed by nobody we know. */
  open(text: string, context: Buffer): Buffer | null;
}

/**
 * Makes a sealer. `randomBytes` gives the fixed half of the nonces: 64 random bits a process, then a 32-bit
 * counter (NIST SP 800-38D §8.2.1), so that no number of tokens brings a nonce back, as 96 random bits would.
 */
export function createTokenSealer(
  keys: PurposeKeys,
  randomBytes: (length: number) => Uint8Array,
): TokenSealer {
  let prefix = Buffer.from(randomBytes(8));
  let counter = 0;

  function nextNonce(): Buffer {
    if (counter > 0xffff_ffff) {
      prefix = Buffer.from(randomBytes(8));
      counter = 0;
    }
    const nonce = Buffer.allocUnsafe(NONCE_BYTES);
    prefix.copy(nonce);
    nonce.writeUInt32BE(counter, 8);
    counter += 1;
    return nonce;
  }

  return {
    seal(plain, context) {
      const key = keys[0];
      const nonce = nextNonce();
      const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(context);
      const sealed = cipher.update(plain);
      cipher.final();
      const hint = Buffer.of(key.hint);
      return Buffer.concat([hint, nonce, sealed, cipher.getAuthTag()]).toString("base64url");
    },
    open(text, context) {
      const bytes = Buffer.from(text, "base64url");
      if (bytes.length < HINT_BYTES + NONCE_BYTES + TAG_BYTES) return null;
      // The decoder skips what it does not know: only the one spelling of these bytes is ours.
      if (bytes.toString("base64url") !== text) return null;
      for (const key of keys) {
        if (key.hint !== bytes[0]) continue;
        const plain = openWith(key, bytes, context);
        if (plain !== null) return plain;
      }
      return null;
    },
  };
}

function openWith(key: PurposeKey, bytes: Buffer, context: Buffer): Buffer | null {
  const nonceEnd = HINT_BYTES + NONCE_BYTES;
  const tagStart = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv(
    "aes-256-gcm",
    key.bytes,
    bytes.subarray(HINT_BYTES, nonceEnd),
    {
      authTagLength: TAG_BYTES,
    },
  );
  decipher.setAAD(context);
  decipher.setAuthTag(bytes.subarray(tagStart));
  const plain = decipher.update(bytes.subarray(nonceEnd, tagStart));
  try {
    decipher.final();
    return plain;
  } catch {
    return null;
  }
}
