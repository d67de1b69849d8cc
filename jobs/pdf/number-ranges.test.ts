// Ranges say exactly the numbers that were given.
import { expect, it } from "vitest";
import { numberRanges } from "./number-ranges";

it.each([
  [[], []],
  [["+6498879333"], ["+6498879333"]],
  [["+6498879335", "+6498879333", "+6498879334"], ["+6498879333 to +6498879335"]],
  [
    ["+6498879399", "+6498879400", "+6498879402"],
    ["+6498879399 to +6498879400", "+6498879402"],
  ],
  // Another length is another numbering, also where the digits go on.
  [
    ["+999", "+1000"],
    ["+999", "+1000"],
  ],
  [["+6498879333", "+6498879333"], ["+6498879333"]],
])("%j", (numbers, ranges) => {
  expect(numberRanges(numbers)).toEqual(ranges);
});
