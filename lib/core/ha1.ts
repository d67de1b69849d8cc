// Makes what is kept of a SIP credential's password: its two HA1s (RFC 7616 §3.4.2), under authenticated encryption.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import type { KeyRing } from "./env";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Whose password it is. All three are sealed in: an HA1 copied to another row opens nothing. */
export interface Ha1Owner {
  readonly credentialId: string;
  readonly username: string;
  readonly realm: string;
}

/** As stored: nonce, ciphertext and tag of each, and the key of the ring that sealed them. */
export interface SealedHa1 {
  readonly keyId: string;
  readonly ha1Sha256: Uint8Array<ArrayBuffer>;
  readonly ha1Md5: Uint8Array<ArrayBuffer>;
}

/** H(username ":" realm ":" password), in lower-case hex: RFC 7616 §3.4.2 without session variants. */
export interface Ha1 {
  readonly sha256: string;
  readonly md5: string;
}

type Algorithm = "sha256" | "md5";

/** Seals both HA1s of a password with the ring's first key. The password itself is not kept. */
export function sealHa1(ring: KeyRing, owner: Ha1Owner, password: string): SealedHa1 {
  const [key] = ring;
  const text = `${owner.username}:${owner.realm}:${password}`;
  return {
    keyId: key.id,
    ha1Sha256: seal(key.bytes, owner, "sha256", text),
    ha1Md5: seal(key.bytes, owner, "md5", text),
  };
}

/** Opens what `sealHa1` made. Null where the key is not in the ring, or what is stored was altered or moved. */
export function openHa1(ring: KeyRing, owner: Ha1Owner, sealed: SealedHa1): Ha1 | null {
  const key = ring.find(({ id }) => id === sealed.keyId);
  if (key === undefined) return null;
  try {
    return {
      sha256: open(key.bytes, owner, "sha256", sealed.ha1Sha256),
      md5: open(key.bytes, owner, "md5", sealed.ha1Md5),
    };
  } catch {
    return null;
  }
}

function seal(secret: Uint8Array, owner: Ha1Owner, algorithm: Algorithm, text: string) {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", derivedKey(secret), nonce);
  cipher.setAAD(boundTo(owner, algorithm));
  const hash = createHash(algorithm).update(text, "utf8").digest();
  const parts = [nonce, cipher.update(hash), cipher.final(), cipher.getAuthTag()];
  return Uint8Array.from(Buffer.concat(parts));
}

function open(secret: Uint8Array, owner: Ha1Owner, algorithm: Algorithm, sealed: Uint8Array) {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(sealed.length - TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", derivedKey(secret), nonce);
  decipher.setAAD(boundTo(owner, algorithm));
  decipher.setAuthTag(tag);
  const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString("hex");
}

/** One key per purpose (RFC 5869), so that nothing sealed for another purpose opens here. */
function derivedKey(secret: Uint8Array): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "cradle-byoc", "sip-credential ha1", 32));
}

function boundTo(owner: Ha1Owner, algorithm: Algorithm): Buffer {
  return Buffer.from(JSON.stringify([algorithm, owner.credentialId, owner.username, owner.realm]));
}
