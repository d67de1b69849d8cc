// The first digits of a number, in any of the ways they are typed.
import { expect, test } from "vitest";
import { numberPrefixes } from "./number-prefixes";

test.each([
  ["+649887", ["+649887"]],
  ["0064 9 887", ["+649887"]],
  ["tel:+64-9", ["+649"]],
  ["09 887", ["+649887", "+619887"]],
  ["(09) 88", ["+64988", "+61988"]],
  ["64988", ["+64988", "+6464988", "+6164988"]],
])("%s", (text, prefixes) => {
  expect(numberPrefixes(text, ["NZ", "AU", "NZ", "XX"])).toEqual(prefixes);
});

test.each(["", "0", "09", "Trunk 12", "203.0.113.7:5060", "Q-2026-0001", "12345678901234567890"])(
  "none in %j",
  (text) => {
    expect(numberPrefixes(text, ["NZ"])).toEqual([]);
  },
);
