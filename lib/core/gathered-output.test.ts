// Lines wait for one another, none is missing when they are written, and a reader that died or stalls holds nothing up.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { gatheredOutput } from "./gathered-output";

let file: string;
beforeEach(() => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "output-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  file = path.join(folder, "log");
});

test("lines wait until there are enough, or someone asks for them", () => {
  const output = gatheredOutput(fs.openSync(file, "a"));
  output.write("one\n");
  expect(fs.readFileSync(file, "utf8")).toBe("");
  output.write("two é\n");
  output.flush();
  expect(fs.readFileSync(file, "utf8")).toBe("one\ntwo é\n");
  const long = `${"x".repeat(4_096)}\n`;
  output.write(long);
  expect(fs.readFileSync(file, "utf8")).toBe(`one\ntwo é\n${long}`);
});

test("a reader that stalls gets every line once it reads again", () => {
  execFileSync("mkfifo", [file]);
  const reading = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  const output = gatheredOutput(fs.openSync(file, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK));
  const lines = Array.from({ length: 3_000 }, (_, n) => `${n} ${"y".repeat(80)}\n`);
  for (const line of lines) output.write(line); // more than a pipe holds
  let read = "";
  const buffer = Buffer.alloc(1 << 20);
  for (let round = 0; round < 10; round += 1) {
    read += buffer.toString("utf8", 0, fs.readSync(reading, buffer));
    output.flush();
    if (read.length === lines.join("").length) break;
  }
  expect(read).toBe(lines.join(""));
});

test("a reader that has died is written to no more", () => {
  execFileSync("mkfifo", [file]);
  const reading = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  const output = gatheredOutput(fs.openSync(file, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK));
  fs.closeSync(reading);
  output.write("nobody reads this\n");
  output.flush();
  output.write("nor this\n");
  output.flush();
});
