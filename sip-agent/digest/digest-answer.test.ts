/** The hashes are those of RFC 7616's own examples. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { DigestCredentials } from "@/lib/sip/credentials";
import { algorithmOf, isRightAnswer, systemHasher } from "./digest-answer";

const answer: DigestCredentials = {
  username: "Mufasa",
  realm: "http-auth@example.org",
  uri: "/dir/index.html",
  nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
  nc: "00000001",
  cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
  qop: "auth",
  algorithm: null,
  response: "8ca523f5e9506fed4657c9700eebdbec",
};
const text = "Mufasa:http-auth@example.org:Circle of Life";
const ha1 = {
  md5: createHash("md5").update(text).digest("hex"),
  sha256: createHash("sha256").update(text).digest("hex"),
};

describe("digest answer", () => {
  it("[RFC7616 §3.9.1] is that of the MD5 example", () => {
    expect(isRightAnswer(systemHasher, "MD5", ha1, "GET", answer)).toBe(true);
    expect(isRightAnswer(systemHasher, "MD5", ha1, "POST", answer)).toBe(false);
  });

  it("[RFC7616 §3.9.1] is that of the SHA-256 example", () => {
    const response = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1";
    const sha = { ...answer, response };
    expect(isRightAnswer(systemHasher, "SHA-256", ha1, "GET", sha)).toBe(true);
    expect(isRightAnswer(systemHasher, "MD5", ha1, "GET", sha)).toBe(false);
    expect(isRightAnswer(systemHasher, "SHA-256", ha1, "GET", answer)).toBe(false);
  });

  it.each([
    [null, "MD5"],
    ["md5", "MD5"],
    ["sha-256", "SHA-256"],
    ["MD5-sess", null],
    ["SHA-512-256", null],
    ["", null],
  ] as const)("algorithm %s is %s", (algorithm, expected) => {
    expect(algorithmOf({ ...answer, algorithm })).toBe(expected);
  });
});
