// What is kept of a SIP password opens with its own key, for its own row, and nowhere else.
import { describe, expect, it } from "vitest";
import type { KeyRing } from "./env";
import { openHa1, sealHa1 } from "./ha1";

const ring = (...ids: string[]) =>
  ids.map((id) => ({ id, bytes: new Uint8Array(32).fill(id.charCodeAt(0)) })) as unknown as KeyRing;
const owner = { credentialId: "1", username: "Mufasa", realm: "http-auth@example.org" };

describe("HA1", () => {
  it("[RFC7616 §3.9.1] is that of the example", () => {
    const sealed = sealHa1(ring("a"), owner, "Circle of Life");
    expect(openHa1(ring("a"), owner, sealed)).toEqual({
      md5: "3d78807defe7de2157e2b0b6573a855f",
      sha256: "7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232",
    });
  });

  it("opens after a rotation as long as its key is in the ring", () => {
    const sealed = sealHa1(ring("a"), owner, "secret");
    expect(openHa1(ring("b", "a"), owner, sealed)).not.toBeNull();
    expect(openHa1(ring("b"), owner, sealed)).toBeNull();
  });

  it.each([{ credentialId: "2" }, { username: "Scar" }, { realm: "elsewhere" }])(
    "opens for no other row: %o",
    (change) => {
      const sealed = sealHa1(ring("a"), owner, "secret");
      expect(openHa1(ring("a"), { ...owner, ...change }, sealed)).toBeNull();
    },
  );

  it("opens neither altered nor swapped", () => {
    const sealed = sealHa1(ring("a"), owner, "secret");
    const altered = sealed.ha1Md5.slice();
    altered[20] = (altered[20] ?? 0) ^ 1;
    expect(openHa1(ring("a"), owner, { ...sealed, ha1Md5: altered })).toBeNull();
    expect(openHa1(ring("a"), owner, { ...sealed, ha1Sha256: sealed.ha1Md5 })).toBeNull();
    expect(openHa1(ring("a"), owner, { ...sealed, ha1Md5: new Uint8Array(3) })).toBeNull();
  });

  it("keeps neither password nor HA1 in the clear", () => {
    const sealed = sealHa1(ring("a"), owner, "Circle of Life");
    const kept = Buffer.concat([sealed.ha1Sha256, sealed.ha1Md5]);
    expect(kept.includes("Circle of Life")).toBe(false);
    expect(kept.toString("hex")).not.toContain("3d78807defe7de2157e2b0b6573a855f");
    expect([sealed.ha1Sha256.length, sealed.ha1Md5.length]).toEqual([60, 44]);
  });
});
