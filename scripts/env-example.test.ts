// .env.example names every variable that a process reads, and none that nobody reads.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const READERS = [
  ...["app", "components", "jobs", "lib", "prisma", "scripts", "sip-agent"],
  ...["instrumentation.ts", "proxy.ts", "next.config.ts", "playwright.config.ts"],
];
const NOT_READERS = /\.(test|spec)\.tsx?$|^lib\/db\/generated\//;

/** What nobody sets by hand, and who does. */
const SET_BY_PROGRAMS: Readonly<Record<string, string>> = {
  DEBUG: "Prisma's own switch, heeded by our schema engine",
  DEMO_PASSWORD: "npm start, from secrets.json, for the demo's seed",
  MAIL_GOES_TO: "npm start, for the portal",
  NEXT_RUNTIME: "Next",
  NODE_ENV: "npm start and the tools",
  PATH: "the shell",
  SUPERVISOR_PID: "npm start, for its children",
  TEST_CLUSTER: "npm test, for the database tests",
};

function sourcesIn(place: string): string[] {
  if (NOT_READERS.test(place)) return [];
  const full = path.join(ROOT, place);
  if (!fs.statSync(full).isDirectory()) return /\.(tsx?|mjs)$/.test(place) ? [full] : [];
  return fs.readdirSync(full).flatMap((name) => sourcesIn(path.posix.join(place, name)));
}

const found = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => name ?? "");

/** `env.NAME` of any object called env, `env["NAME"]`, the keys of a shape for readEnv, and names checked by npm start. */
function variablesIn(file: string): string[] {
  const text = fs.readFileSync(file, "utf8").replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, "");
  const read = found(text, /\benv\.([A-Z][A-Z0-9_]+)\b/g);
  const indexed = found(text, /\benv\["([A-Z][A-Z0-9_]+)"\]/g);
  const keys = /\breadEnv\(/.test(text) ? found(text, /(?:^|[{,])\s*([A-Z][A-Z0-9_]+):\s/gm) : [];
  const checked = found(text, /\bcheck\("([A-Z][A-Z0-9_]+)"/g);
  return [...read, ...indexed, ...keys, ...checked];
}

const read = new Set(READERS.flatMap(sourcesIn).flatMap(variablesIn));
const listed = found(
  fs.readFileSync(path.join(ROOT, ".env.example"), "utf8"),
  /^#?([A-Z][A-Z0-9_]+)=/gm,
);

it("every variable that is read is listed, or set by a program", () => {
  const missing = [...read].filter((name) => !listed.includes(name) && !(name in SET_BY_PROGRAMS));
  expect(missing).toEqual([]);
});

it("every variable that is listed is read, and once", () => {
  expect(listed.filter((name) => !read.has(name))).toEqual([]);
  expect(listed.filter((name, index) => listed.indexOf(name) !== index)).toEqual([]);
});

it("every exception is read, and not listed beside", () => {
  const names = Object.keys(SET_BY_PROGRAMS);
  expect(names.filter((name) => !read.has(name) || listed.includes(name))).toEqual([]);
});
