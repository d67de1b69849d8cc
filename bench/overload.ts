/** npm run bench:overload: three times what the sip-agent sustains, for a while: what it serves, refuses, and how it recovers. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { bundleProcesses } from "@/scripts/lib/build-if-stale.mjs";
import { generateClient, isClientFresh } from "@/scripts/lib/prisma-migrate.mjs";
import { startBenchDatabase } from "./sip/bench-database";
import { claimMachine } from "./sip/claim";
import { type RunResult, startGenerator } from "./sip/generator";
import { searchHighest } from "./sip/measure";
import { CACHE, PLAN, SMALL } from "./sip/plan";
import { processTree, residentBytes } from "./sip/process-times";
import { ROWS } from "./sip/rows";

const CORES = { one: "0", other: "1", all: "0,1" };
const SEARCH_FROM = 1_000;
const TIMES = 3;
const OVERLOAD_SEC = 30;
const CALM_SEC = 10;
/** Calls that are up all the while, and are hung up afterwards. */
const HELD = 500;
const HOLD_RATE = 200;

process.chdir(path.join(import.meta.dirname, ".."));
const say = (text: string) => console.error(`  ${text}`);
const release = await claimMachine(path.join(CACHE, "running"), say);
const closing: (() => unknown)[] = [release];
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void end(130));
}
try {
  await overload();
  await end(0);
} catch (error) {
  console.error(error);
  await end(1);
}

async function overload(): Promise<void> {
  if (!isClientFresh()) await generateClient();
  const directory = path.resolve(CACHE, "built");
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(path.join(directory, "package.json"), '{ "type": "module" }\n');
  await bundleProcesses(directory);
  execFileSync("taskset", ["-acp", CORES.other, String(process.pid)], { stdio: "ignore" });
  const database = await startBenchDatabase(SMALL, say);
  closing.push(() => database.stop());
  const generator = await startGenerator(SMALL, CORES.other);
  closing.push(() => generator.stop());
  const peer = await ROWS.agent.start({
    port: PLAN.firstProxyPort,
    isAuth: false,
    database,
    bundle: path.join(directory, "sip-agent.js"),
    cores: CORES,
    // As by default in production.
    busyPercent: "97",
    nodeFlags: [],
  });
  closing.push(() => peer.stop());
  await generator.aim(peer.port, false, false);
  await generator.run(HOLD_RATE, 0, 10 * HOLD_RATE, () => {});
  const sustained = await searchHighest(generator, SEARCH_FROM);
  console.log(`sustained: ${sustained} calls/s without a failed, late or repeated one`);
  if (sustained === 0)
    throw new Error("no rate is sustained: the machine is busy with something else");
  await generator.hold(HELD, HOLD_RATE);
  const memory = () => (residentBytes(processTree(peer.program.pid)) / 1e6).toFixed(0);
  const before = memory();
  const rate = TIMES * sustained;
  const under = await generator.run(rate, 0, rate * OVERLOAD_SEC, () => {});
  tell(`${TIMES} times that for ${OVERLOAD_SEC} s`, under, sustained);
  const during = memory();
  const half = Math.round(sustained / 2);
  const after = await generator.run(half, 0, half * CALM_SEC, () => {});
  tell(`half of it right afterwards, ${CALM_SEC} s`, after, half);
  await generator.settle();
  const stuck = await generator.drop(HOLD_RATE);
  await generator.settle();
  console.log(`${HELD} calls that were up all the while: ${stuck} could not be hung up`);
  console.log(
    `resident memory: ${before} MB before, ${during} MB under it, ${memory()} MB at the end`,
  );
}

function tell(what: string, result: RunResult, against: number): void {
  const served = result.ok / result.seconds;
  const share = ((100 * served) / against).toFixed(0);
  console.log(`${what}: ${served.toFixed(0)} calls/s served (${share} %), ${result.late} late`);
  console.log(`  the others: ${JSON.stringify(result.endings)}`);
}

async function end(code: number): Promise<void> {
  for (const close of closing.splice(0).reverse()) {
    try {
      await close();
    } catch (error) {
      say(String(error));
    }
  }
  process.exit(code);
}
