// SPEC.md, the code and the tests speak of the same rules.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RULE_ORDER } from "./decide";
import { RULES } from "./rules";

const folder = new URL(".", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");

/** "12 b-number-unassigned" of every rule and code that the specification lists. */
const specified = [
  ...read("SPEC.md").matchAll(/^- \*\*\[P-(\d+)\]\*\* ((?:`[\w-]+`(?:, )?)+)/gm),
].flatMap(([, number, codes = ""]) =>
  [...codes.matchAll(/`([\w-]+)`/g)].map(([, code]) => `${number} ${code}`),
);

describe("SPEC.md", () => {
  it("lists the rules of the code, in order", () => {
    expect(specified).toEqual(
      RULES.flatMap(({ number, codes }) => codes.map((code) => `${number} ${code}`)),
    );
  });

  it("is asked in that order", () => {
    expect(RULE_ORDER).toEqual(RULES.map((rule) => rule.number));
  });

  it("has a test by number and code for every line", () => {
    const tests = readdirSync(folder)
      .filter((name) => name.endsWith("-rules.test.ts"))
      .map(read)
      .join("\n");
    const titles = [...tests.matchAll(/"\[P-(\d+)\] ([^"]*)"/g)].flatMap(
      ([, number, title = ""]) => {
        const [codes = ""] = title.split(":");
        return codes.split(", ").map((code) => `${number} ${code}`);
      },
    );
    expect(specified.filter((line) => !titles.includes(line))).toEqual([]);
  });
});
