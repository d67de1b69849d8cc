// A supervised process: its output is named, its end is told, and it never outlives its supervisor.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
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

it("ends when its supervisor was killed", async () => {
  const preload = new URL("./end-with-parent.mjs", import.meta.url).href;
  const grandchild = "setInterval(()=>{},1e3);console.log(process.pid)";
  const supervisor = spawn(
    process.execPath,
    [
      "-e",
      `require("node:child_process").spawn(process.execPath,["--import",${JSON.stringify(preload)},"-e",${JSON.stringify(grandchild)}],{detached:true,stdio:["pipe","inherit","inherit"]})`,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  // Its own output stays open as long as the grandchild lives.
  const outputEnded = new Promise((resolve) => supervisor.stdout.once("close", resolve));
  await new Promise((resolve) =>
    createInterface({ input: supervisor.stdout }).once("line", resolve),
  );
  supervisor.kill("SIGKILL");
  await outputEnded;
});
