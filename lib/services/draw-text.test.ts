// What is drawn is long enough, clear to read, and uses every letter alike.
import { describe, expect, test } from "vitest";
import { systemDeps } from "@/lib/core/deps";
import { drawPassword, drawUsername } from "./draw-text";

describe("a drawn password", () => {
  test("has 24 letters and digits, none of which is taken for another", () => {
    for (let round = 0; round < 200; round++) {
      expect(drawPassword(systemDeps.randomBytes)).toMatch(/^[A-HJ-NP-Za-hjkmnp-z2-9]{24}$/);
    }
  });

  test("leaves bytes aside that would make some letters likelier", () => {
    // 220 is 4 x 55: 220 to 255 would fall on the alphabet's first letters a fifth time.
    const given = [[...Array(23).fill(219), 220], [255], [0]];
    const asked: number[] = [];
    const password = drawPassword((length) => {
      asked.push(length);
      return Uint8Array.from(given.shift() ?? []);
    });
    expect(password).toBe(`${"9".repeat(23)}A`);
    expect(asked).toEqual([24, 1, 1]);
  });
});

test("a drawn username is what the database takes", () => {
  expect(drawUsername(systemDeps.randomBytes)).toMatch(/^byoc-[a-z2-9]{8}$/);
});
