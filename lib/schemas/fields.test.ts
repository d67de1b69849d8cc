// The small fields: what forms and JSON send, and the words for what they should have sent.
import { expect, test } from "vitest";
import type { z } from "zod";
import {
  Countries,
  Country,
  Flag,
  filter,
  InstantInput,
  line,
  lines,
  orNull,
  wholeNumber,
  wholeNumberOrNull,
} from "./fields";

const words = (schema: z.ZodType, value: unknown) => {
  const result = schema.safeParse(value);
  return result.success ? result.data : result.error.issues[0]?.message;
};

test.each([
  [5, 5],
  ["5", 5],
  [" 5 ", 5],
  [0, "must be a whole number from 1 to 10"],
  ["11", "must be a whole number from 1 to 10"],
  ["", "must be a whole number from 1 to 10"],
  ["1e1", "must be a whole number from 1 to 10"],
  ["0x5", "must be a whole number from 1 to 10"],
  [2.5, "must be a whole number from 1 to 10"],
  [Number.NaN, "must be a whole number from 1 to 10"],
  [null, "must be a whole number from 1 to 10"],
])("whole number %o → %o", (value, expected) => {
  expect(words(wholeNumber({ min: 1, max: 10 }), value)).toBe(expected);
});

test("an empty field of a form is null where null is allowed", () => {
  const limit = wholeNumberOrNull({ min: 1, max: 10 });
  expect(limit.parse("")).toBeNull();
  expect(limit.parse(null)).toBeNull();
  expect(limit.parse("7")).toBe(7);
  expect(orNull(line({ min: 1, max: 5 })).parse("")).toBeNull();
});

test.each([
  [true, true],
  ["on", true],
  ["true", true],
  ["false", false],
  ["", false],
  ["maybe", "must be yes or no"],
])("flag %o → %o", (value, expected) => {
  expect(words(Flag, value)).toBe(expected);
});

test("text is trimmed, bounded, and free of control characters", () => {
  const name = line({ min: 1, max: 5 });
  expect(name.parse("  Tūī ")).toBe("Tūī");
  expect(words(name, "   ")).toBe("must not be empty");
  expect(words(name, "too long")).toBe("must be at most 5 characters long");
  expect(words(name, "a\u0000b")).toBe("must not contain control characters");
  expect(words(name, "a\nb")).toBe("must not contain control characters");
  expect(lines({ max: 20 }).parse("a\n\tb")).toBe("a\n\tb");
  expect(words(lines({ max: 20 }), "a\u0007")).toBe("must not contain control characters");
});

test.each([
  ["NZ", "NZ"],
  ["nz", "NZ"],
  ["XX", "must be a country's two letters, such as NZ"],
  ["EU", "must be a country's two letters, such as NZ"],
  ["NZL", "must be a country's two letters, such as NZ"],
  ["", "must be a country's two letters, such as NZ"],
])("country %o → %o", (value, expected) => {
  expect(words(Country, value)).toBe(expected);
});

test("countries come as a list or as text, once each, in order", () => {
  expect(Countries.parse("nz, AU;nz")).toEqual(["AU", "NZ"]);
  expect(Countries.parse(["GB", "AU"])).toEqual(["AU", "GB"]);
  expect(Countries.parse("")).toEqual([]);
  expect(words(Countries, "NZ, Oz!")).toBe("OZ! is not a country's two letters, such as NZ");
});

test("a moment has a zone, or is UTC", () => {
  const at = (text: string) => InstantInput.parse(text).toISOString();
  expect(at("2030-01-31T09:00")).toBe("2030-01-31T09:00:00.000Z");
  expect(at("2030-01-31T09:00+13:00")).toBe("2030-01-30T20:00:00.000Z");
  expect(words(InstantInput, "2030-01-31")).toBe(
    "must be a date and time such as 2030-01-31T09:00Z",
  );
  expect(words(InstantInput, "2030-13-31T09:00Z")).toContain("must be a date");
  expect(words(InstantInput, 5)).toBe("must be a date and time");
});

test("what is wrong inside an optional or empty field keeps its words", () => {
  expect(words(filter(Country), "xx")).toBe("must be a country's two letters, such as NZ");
  expect(words(filter(InstantInput), "xx")).toContain("must be a date and time");
  expect(words(orNull(InstantInput), "xx")).toContain("must be a date and time");
  expect(words(wholeNumberOrNull({ min: 1, max: 3 }), "9")).toBe(
    "must be a whole number from 1 to 3",
  );
  expect(words(orNull(line({ max: 3 })), 5)).toBe("must be text");
  expect(words(filter(Flag), "maybe")).toBe("must be yes or no");
});

test("an empty filter is no filter", () => {
  expect(filter(Country).parse("")).toBeUndefined();
  expect(filter(Country).parse(undefined)).toBeUndefined();
  expect(filter(Country).parse("nz")).toBe("NZ");
});
