/** The sealing of tokens against a second implementation of the same construction, and against alteration. */
import { createCipheriv, createHmac, hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createTokenSealer } from "./seal-token";

const KEY = { hint: 7, bytes: Buffer.alloc(32, 3) };
const sealer = createTokenSealer([KEY]);

/** By the book: HMAC and counter mode of node:crypto, a new object for each. */
function expected(plain: Buffer, context: string): string {
  const keys = Buffer.from(hkdfSync("sha256", KEY.bytes, "cradle-byoc", "siv", 64));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(context.length);
  const iv = createHmac("sha256", keys.subarray(0, 32))
    .update(Buffer.concat([length, Buffer.from(context, "latin1"), plain]))
    .digest()
    .subarray(0, 16);
  const blocks = Array.from({ length: Math.ceil(plain.length / 16) }, (_, block) => {
    const counter = Buffer.from(iv);
    counter[15] = (counter[15]! + block) & 0xff;
    return counter;
  });
  const cipher = createCipheriv("aes-256-ecb", keys.subarray(32), null).setAutoPadding(false);
  const stream = cipher.update(Buffer.concat(blocks));
  const hidden = plain.map((byte, at) => byte ^ stream[at]!);
  return Buffer.concat([Buffer.of(KEY.hint), iv, hidden]).toString("base64url");
}

describe("a sealed token", () => {
  it.each([0, 1, 15, 16, 17, 100, 255, 256])(
    "of %i bytes is what the book says, and opens",
    (n) => {
      const plain = Buffer.from(Array.from({ length: n }, (_, at) => (at * 37) & 0xff));
      for (const context of ["", "c\0call\0a\0b", `\u00ff${"x".repeat(5_000)}`]) {
        const text = sealer.seal(plain, context);
        expect(text).toBe(expected(plain, context));
        expect(sealer.open(text, context)).toEqual(plain);
      }
    },
  );

  it("of the counter's last byte at its end still opens, and agrees with the book", () => {
    const plain = Buffer.alloc(256);
    const wraps = Array.from({ length: 400 }, (_, n) => `context ${n}`);
    for (const context of wraps) expect(sealer.seal(plain, context)).toBe(expected(plain, context));
  });

  it("opens in no other context, in no other length, and holds no more than 256 bytes", () => {
    const text = sealer.seal(Buffer.from("plain"), "context");
    expect(sealer.open(text, "context ")).toBeNull();
    expect(sealer.open(text, "contex")).toBeNull();
    expect(sealer.open(sealer.seal(Buffer.from("t"), "contex"), "context")).toBeNull();
    expect(sealer.open("", "context")).toBeNull();
    expect(sealer.open(`${text}AAAA`, "context")).toBeNull();
    expect(sealer.open("A".repeat(400), "context")).toBeNull();
    expect(() => sealer.seal(Buffer.alloc(257), "context")).toThrow(RangeError);
  });
});
