// Packages are installed anew exactly when the lock file asks for something else than what is there.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { dependenciesFit } from "./install-dependencies.mjs";

let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "dependencies-"));
  fs.mkdirSync(path.join(root, "node_modules"));
});
afterEach(() => {
  fs.rmSync(root, { recursive: true });
});

const A = { version: "1.0.0", integrity: "sha512-a" };
const PROJECT = { "": { name: "project" } };

function fits(wanted: object | null, installed: object | null): boolean {
  const write = (file: string, packages: object | null) =>
    packages && fs.writeFileSync(path.join(root, file), JSON.stringify({ packages }));
  write("package-lock.json", wanted);
  write("node_modules/.package-lock.json", installed);
  return dependenciesFit(root);
}

it.each([
  ["nothing is installed", { ...PROJECT }, null, false],
  ["all is there", { ...PROJECT, "node_modules/a": A }, { "node_modules/a": A }, true],
  ["one is missing", { ...PROJECT, "node_modules/a": A }, {}, false],
  [
    "one is older",
    { "node_modules/a": A },
    { "node_modules/a": { ...A, version: "0.9.0" } },
    false,
  ],
  [
    "one has other content",
    { "node_modules/a": A },
    { "node_modules/a": { ...A, integrity: "b" } },
    false,
  ],
  ["one is no longer wanted", {}, { "node_modules/a": A }, false],
  ["another platform's is not there", { "node_modules/a": { ...A, optional: true } }, {}, true],
  [
    "an optional one is older",
    { "node_modules/a": { ...A, optional: true } },
    { "node_modules/a": { ...A, version: "0.9.0" } },
    false,
  ],
])("%s", (_, wanted, installed, expected) => {
  expect(fits(wanted, installed)).toBe(expected);
});
