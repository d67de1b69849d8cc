// The log masks secrets by their field's name, also inside objects; gathered lines are all written at the end.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createLogger, gatheredOutput } from "./log";

test("secrets are masked at the top and two levels down", () => {
  const written: string[] = [];
  const log = createLogger({ name: "t" }, { write: (text: string) => void written.push(text) });
  log.info(
    { password: "hunter2", a: { token: "hunter3", b: { secret: "hunter4" } }, kept: 1 },
    "x",
  );
  const text = written.join();
  expect(text).not.toMatch(/hunter\d/);
  expect(JSON.parse(text)).toMatchObject({ name: "t", msg: "x", kept: 1, password: "[masked]" });
});

test("gathered lines wait for one another, and none is missing when they are written", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "log-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, "log");
  const output = gatheredOutput(fs.openSync(file, "a"));
  const log = createLogger({ name: "t" }, output);
  log.info({ line: 1 });
  expect(fs.readFileSync(file, "utf8")).toBe("");
  log.info({ line: 2 });
  output.flushSync();
  const lines = fs.readFileSync(file, "utf8").trim().split("\n");
  expect(lines.map((text) => JSON.parse(text).line)).toEqual([1, 2]);
});
