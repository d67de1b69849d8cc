// The secret of an API token: how it is made, and what is kept of it.
import { createHash } from "node:crypto";

const PREFIX = "byoc_";
const SECRET_BYTES = 32;

/** Makes a secret, its hash for the store, and its first characters, by which people tell tokens apart. */
export function makeTokenSecret(randomBytes: (length: number) => Uint8Array) {
  const secret = PREFIX + Buffer.from(randomBytes(SECRET_BYTES)).toString("base64url");
  return { secret, sha256: hashTokenSecret(secret), prefix: secret.slice(0, 10) };
}

/** SHA-256 is enough for 256 random bits: there is nothing to guess. */
export function hashTokenSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}
