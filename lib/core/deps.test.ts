// Ids: UUID version 7 as RFC 9562 lays it out.
import { expect, test } from "vitest";
import { systemDeps, uuidV7 } from "./deps";

test("[RFC9562 §A.6] the example's time and random bits give the example's UUID", () => {
  // unix_ts_ms 0x017F22E279B0, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F
  const random = Uint8Array.from(Buffer.from("0cc318c4dc0c0c07398f", "hex"));
  expect(uuidV7(0x017f22e279b0, random)).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

test("version and variant hold whatever the random bits are", () => {
  const ones = new Uint8Array(10).fill(0xff);
  expect(uuidV7(2 ** 48 - 1, ones)).toBe("ffffffff-ffff-7fff-bfff-ffffffffffff");
  expect(uuidV7(0, new Uint8Array(10))).toBe("00000000-0000-7000-8000-000000000000");
});

test("the system's ids differ", () => {
  expect(new Set(Array.from({ length: 1000 }, systemDeps.newId)).size).toBe(1000);
});
