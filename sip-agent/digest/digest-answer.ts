/** What the right answer to a challenge is (RFC 7616 §3.4.1), and whether it was given. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Ha1 } from "@/lib/core/ha1";
import type { DigestCredentials } from "@/lib/sip/credentials";

/** As it stands in a challenge; the order in which they are offered (RFC 8760 §2.3). */
export const ALGORITHMS = ["SHA-256", "MD5"] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** A hash of a byte string, in lower-case hex. An argument, so that a test can count them. */
export type Hasher = (algorithm: Algorithm, text: string) => string;

export const systemHasher: Hasher = (algorithm, text) =>
  createHash(algorithm === "MD5" ? "md5" : "sha256")
    .update(text, "latin1")
    .digest("hex");

/** The algorithm that was answered with, null if it is none of ours. None named means MD5. */
export function algorithmOf({ algorithm }: DigestCredentials): Algorithm | null {
  const name = (algorithm ?? "MD5").toUpperCase();
  return ALGORITHMS.find((one) => one === name) ?? null;
}

/** Whether the answer is that of this HA1, in constant time. Two hashes each time, whoever's HA1 it is. */
export function isRightAnswer(
  hasher: Hasher,
  algorithm: Algorithm,
  ha1: Ha1,
  method: string,
  answer: DigestCredentials,
): boolean {
  const { nonce, nc, cnonce, qop, uri, response } = answer;
  const secret = algorithm === "MD5" ? ha1.md5 : ha1.sha256;
  const ha2 = hasher(algorithm, `${method}:${uri}`);
  const right = hasher(algorithm, `${secret}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`);
  const given = Buffer.from(response, "latin1");
  const wanted = Buffer.from(right, "latin1");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
