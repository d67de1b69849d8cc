// One data directory, one running installation; a note whose process is gone holds nobody up.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  claimDataDirectory,
  findRunning,
  publishFacts,
  releaseDataDirectory,
  requireRunningFacts,
} from "./running-installation.mjs";

let directory: string;

const FACTS = {
  databaseUrls: { owner: "o", portal: "p", agent: "a" },
  embeddedPostgresPort: 1,
  secretKeys: "k",
  portalUrl: "u",
  sipListen: "s",
  agentAdminUrl: "m",
  demoPassword: "d",
};

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), "running-"));
});
afterEach(() => {
  fs.rmSync(directory, { recursive: true });
});

const noteFile = () => path.join(directory, "running.json");

it("refuses a second one with the first one's process id, until it is released", () => {
  claimDataDirectory(directory);
  expect(() => claimDataDirectory(directory)).toThrow(`(process ${process.pid})`);
  releaseDataDirectory(directory);
  claimDataDirectory(directory);
});

it("has facts once they are published, for its user alone", () => {
  claimDataDirectory(directory);
  expect(() => requireRunningFacts(directory)).toThrow("run npm start");
  publishFacts(directory, FACTS);
  expect(requireRunningFacts(directory)).toEqual(FACTS);
  expect(fs.statSync(noteFile()).mode & 0o777).toBe(0o600);
});

it("takes over from a process that is gone", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.once("exit", resolve));
  fs.writeFileSync(noteFile(), JSON.stringify({ pid: child.pid, began: "1", facts: FACTS }));
  expect(findRunning(directory)).toBeNull();
  claimDataDirectory(directory);
});

it("takes over from an earlier process whose id another has now", () => {
  fs.writeFileSync(noteFile(), JSON.stringify({ pid: process.pid, began: "1", facts: FACTS }));
  expect(findRunning(directory)).toBeNull();
});

it.each(["", "{", "null"])("takes over from the half-written note %j", (text) => {
  fs.writeFileSync(noteFile(), text);
  expect(findRunning(directory)).toBeNull();
});
