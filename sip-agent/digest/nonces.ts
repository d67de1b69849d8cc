/** Nonces of digest challenges: 128 random bits and the time, under a MAC, so that they need not be kept to be known again. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { PurposeKey, PurposeKeys } from "../seal/purpose-keys";

const TIME_BYTES = 6;
const RANDOM_BYTES = 16;
const MAC_BYTES = 16;
const MAC_AT = 1 + TIME_BYTES + RANDOM_BYTES;
const FORM = /^[\w-]{52}$/;

/** Who a nonce was made for: it is good for nobody else. */
export interface NonceOwner {
  readonly realm: string;
  readonly carrierId: string;
}

export interface OpenedNonce {
  /** Which one it is. */
  readonly id: string;
  /** When it was made: wall-clock milliseconds. */
  readonly madeMs: number;
}

export interface Nonces {
  make(owner: NonceOwner, wallMs: number): string;
  /** Null if nobody with our keys made it for this owner. */
  open(text: string, owner: NonceOwner): OpenedNonce | null;
}

/**
 * `hint ‖ time ‖ random ‖ MAC` in 52 characters of base64url. The MAC covers realm and carrier, which do not travel, and
 * no address: a carrier may send from several. The keys are those of the whole installation, so that each of its agents
 * knows the nonces of the others.
 */
export function createNonces(
  keys: PurposeKeys,
  randomBytes: (length: number) => Uint8Array,
): Nonces {
  return {
    make(owner, wallMs) {
      const head = Buffer.alloc(MAC_AT);
      head[0] = keys[0].hint;
      head.writeUIntBE(wallMs, 1, TIME_BYTES);
      head.set(randomBytes(RANDOM_BYTES), 1 + TIME_BYTES);
      return Buffer.concat([head, macOf(keys[0], head, owner)]).toString("base64url");
    },
    open(text, owner) {
      if (!FORM.test(text)) return null;
      const bytes = Buffer.from(text, "base64url");
      const head = bytes.subarray(0, MAC_AT);
      const mac = bytes.subarray(MAC_AT);
      const isOurs = keys.some(
        (key) => key.hint === head[0] && timingSafeEqual(macOf(key, head, owner), mac),
      );
      return isOurs ? { id: text, madeMs: head.readUIntBE(1, TIME_BYTES) } : null;
    },
  };
}

function macOf(key: PurposeKey, head: Buffer, { realm, carrierId }: NonceOwner): Buffer {
  return createHmac("sha256", key.bytes)
    .update(head)
    .update(JSON.stringify([realm, carrierId]))
    .digest()
    .subarray(0, MAC_BYTES);
}
