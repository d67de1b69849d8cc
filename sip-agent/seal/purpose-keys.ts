/** Derives one key per purpose from each key of the ring, so that nothing sealed for one purpose opens for another. */
import { createHash, hkdfSync } from "node:crypto";
import type { KeyRing } from "@/lib/core/env";

/** What an agent seals: dialog tokens in Record-Route, the configuration's copy on disk, nonces of digest challenges, what DNS said last. */
export type SealPurpose = "dialog-token" | "snapshot-copy" | "digest-nonce" | "dns-copy";

export interface PurposeKey {
  /** One byte that stands in clear beside what was sealed; two keys may share it, then both are tried. */
  readonly hint: number;
  /** 32 bytes for AES-256-GCM. */
  readonly bytes: Buffer;
}

/** The first key seals and opens, the others only open. */
export type PurposeKeys = readonly [PurposeKey, ...PurposeKey[]];

/** HKDF-SHA-256 (RFC 5869) of each key of the ring, with the purpose as info. The order is kept. */
export function derivePurposeKeys(ring: KeyRing, purpose: SealPurpose): PurposeKeys {
  const [first, ...rest] = ring.map((key) => ({
    hint: createHash("sha256").update(key.id).digest()[0] ?? 0,
    bytes: Buffer.from(hkdfSync("sha256", key.bytes, "cradle-byoc", `sip-agent ${purpose}`, 32)),
  }));
  if (first === undefined) throw new Error("the key ring is empty");
  return [first, ...rest];
}
