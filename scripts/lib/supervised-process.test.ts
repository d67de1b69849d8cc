// A supervised process: its output is named, its end is told, and it never outlives its supervisor.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { expect, it, vi } from "vitest";
import { stillRunning } from "../../e2e/fixtures/process-tree";
import { SupervisedProcess } from "./supervised-process.mjs";

const NEVER = new AbortController().signal;
const STUBBORN = "process.on('SIGTERM',()=>{});setInterval(()=>{},1e3);console.log('up')";

function run(code: string): { child: SupervisedProcess; output: () => string; up: Promise<void> } {
  let text = "";
  let isUp = (): void => {};
  const up = new Promise<void>((resolve) => {
    isUp = resolve;
  });
  const plan = { name: "child", args: ["-e", code], env: process.env, onLine: () => isUp() };
  const child = new SupervisedProcess(plan, (part) => {
    text += part;
  });
  return { child, output: () => text, up };
}

it("names each line and tells how it ended", async () => {
  const { child, output } = run("console.log('one');console.error('two');process.exitCode=3");
  expect(await child.ended).toBe("ended with exit code 3");
  expect(output().trim().split("\n").toSorted()).toEqual(["child     │ one", "child     │ two"]);
});

it("asks it to end first", async () => {
  const { child, up } = run(
    "process.on('SIGTERM',()=>process.exit(0));setInterval(()=>{},1e3);console.log('up')",
  );
  await up;
  expect(await child.stop(10_000, NEVER)).toBe(true);
  expect(await child.ended).toBe("ended with exit code 0");
});

it("ends one that does not listen by force, and at once in a hurry", async () => {
  const hurry = new AbortController();
  const { child, up } = run(STUBBORN);
  await up;
  const stopped = child.stop(60_000, hurry.signal);
  hurry.abort();
  expect(await stopped).toBe(false);
  expect(await child.ended).toBe("ended by SIGKILL");
});

it("has nothing to stop where it ended by itself", async () => {
  const { child } = run("process.exit(1)");
  await child.ended;
  expect(await child.stop(1, NEVER)).toBe(true);
});

/** A supervisor in a process of its own; its output stays open as long as anything it started lives. */
function superviseElsewhere(code: string): ChildProcess {
  const module = new URL("./supervised-process.mjs", import.meta.url).href;
  const plan = `{ name: "child", args: ["-e", ${JSON.stringify(code)}], env: process.env }`;
  const program = `const { SupervisedProcess } = await import(${JSON.stringify(module)}); new SupervisedProcess(${plan});`;
  return spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function firstLine(stream: Readable): Promise<string> {
  return new Promise((resolve) => createInterface({ input: stream }).once("line", resolve));
}

it("ends when its supervisor was killed", async () => {
  const supervisor = superviseElsewhere("setInterval(()=>{},1e3);console.log(process.pid)");
  const line = await firstLine(requireOutput(supervisor));
  const pid = Number(line.split("│ ")[1]);
  expect(stillRunning([pid])).toEqual([pid]);
  supervisor.kill("SIGKILL");
  await vi.waitUntil(() => stillRunning([pid]).length === 0, { timeout: 5000 });
});

it("lets what it starts itself have any standard input", async () => {
  // The preload comes along with execArgv, as it does where a bundler starts its workers.
  const worker = "setTimeout(()=>console.log('worker is well'),200)";
  const code = `require("node:child_process").spawn(process.execPath,[...process.execArgv.slice(0,2),"-e",${JSON.stringify(worker)}],{stdio:["ignore","inherit","inherit"]})`;
  const { child, output } = run(code);
  await child.ended;
  expect(output()).toContain("worker is well");
});

function requireOutput(child: ChildProcess): Readable {
  if (child.stdout === null) throw new Error("no output");
  return child.stdout;
}
