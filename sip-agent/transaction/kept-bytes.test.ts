import fc from "fast-check";
import { expect, test } from "vitest";
import { keptBytes } from "./kept-bytes";

test("says what the bytes said, whatever is done with them and with others later", () => {
  const texts = fc.array(fc.uint8Array({ maxLength: 9_000 }), { maxLength: 30 });
  fc.assert(
    fc.property(texts, (all) => {
      const before = all.map((bytes) => Uint8Array.from(bytes));
      const kept = all.map((bytes) => keptBytes(bytes));
      for (const bytes of all) bytes.fill(0);
      expect(kept.map((bytes) => Uint8Array.from(bytes))).toEqual(before);
    }),
  );
});

test("keeps no more alive than its slab, and nothing of where the bytes came from", () => {
  const datagram = Buffer.alloc(100_000).subarray(10, 700);
  const kept = keptBytes(datagram);
  expect(kept.buffer).not.toBe(datagram.buffer);
  expect(kept.buffer.byteLength).toBe(65_536);
  expect(keptBytes(Buffer.alloc(20_000)).buffer.byteLength).toBe(20_000);
});
