/** Every clause of an RFC that stands in this folder's code is the subject of a test, and the other way round. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** `RFC 4320 §4.1` as `RFC4320 §4.1`; a bare `§17.2.1` is RFC 3261's, as everywhere in this folder. */
function clausesIn(text: string): Set<string> {
  const found = text.matchAll(/(?:RFC ?(\d{4}) )?§(\d+(?:\.\d+)*)/g);
  return new Set([...found].map(([, rfc = "3261", clause]) => `RFC${rfc} §${clause}`));
}

test("the clauses in the code and those in the titles of tests are the same", () => {
  const folder = new URL(".", import.meta.url);
  const files = readdirSync(folder).filter(
    (name) => name.endsWith(".ts") && name !== "clauses.test.ts",
  );
  const read = (names: string[]) =>
    names.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const isTest = (name: string) => name.endsWith(".test.ts");
  const code = clausesIn(read(files.filter((name) => !isTest(name))));
  const tests = read(files.filter(isTest));
  const titles = clausesIn(
    [...tests.matchAll(/"\[?(RFC\d{4} §[\d.]+)/g)].map(([, clause]) => clause).join("\n"),
  );
  // A file's head may name the section whose parts its rows name.
  const tested = (clause: string) =>
    [...titles].some((title) => title === clause || title.startsWith(`${clause}.`));
  expect(code.size).toBeGreaterThan(20);
  expect([...code].filter((clause) => !tested(clause))).toEqual([]);
  expect([...titles].filter((clause) => !code.has(clause))).toEqual([]);
});
