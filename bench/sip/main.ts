/** npm run bench:sip: the sip-agent beside Kamailio and others, in turns, with the same calls. Prints a table. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { buildDatagramModule } from "@/scripts/lib/build-datagram-module.mjs";
import { bundleProcesses } from "@/scripts/lib/build-if-stale.mjs";
import { generateClient, isClientFresh } from "@/scripts/lib/prisma-migrate.mjs";
import { startBenchDatabase } from "./bench-database";
import { claimMachine } from "./claim";
import { startGenerator } from "./generator";
import { provideKamailio } from "./kamailio-packages";
import { readOptions, USAGE } from "./options";
import { CACHE, FULL, PLAN, SMALL } from "./plan";
import { printProfile } from "./profile";
import { describeMachine, formatReport } from "./report";
import type { Start } from "./rows";
import { measureSnapshot } from "./snapshot";
import { takeTurns } from "./turns";

const options = (() => {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(USAGE);
    process.exit(2);
  }
})();
const say = (text: string) => console.error(`  ${text}`);
/** Proxies have one core to themselves; caller, answerer, Postgres and this program share the other. */
const CORES = { one: "0", other: "1", all: "0,1" };
const RESULTS = path.join(CACHE, "results");

process.chdir(path.join(import.meta.dirname, "../.."));
const release = await claimMachine(path.join(CACHE, "running"), say);
const closing: (() => Promise<void>)[] = [];
let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void end(130));
}
try {
  await compare();
  await end(0);
} catch (error) {
  console.error(error);
  await end(1);
}

async function compare(): Promise<void> {
  pin(process.pid, CORES.other);
  if (!isClientFresh()) await generateClient();
  if (options.rows.some((row) => row.startsWith("kamailio"))) await provideKamailio(say);
  const bundle = await buildAgent();
  const sizes = options.isSmall ? SMALL : FULL;
  const database = await startBenchDatabase(sizes, say);
  closing.push(() => database.stop());
  pin(database.pid, CORES.other);
  if (options.isSnapshot) return printSnapshot({ database, bundle });
  const generator = await startGenerator(sizes, CORES.other);
  closing.push(() => generator.stop());
  const profiles = path.resolve(CACHE, "profiles");
  fs.rmSync(profiles, { recursive: true, force: true });
  const results = await takeTurns({
    options: options.isProfiling ? { ...options, isSearching: false } : options,
    generator,
    database,
    bundle,
    cores: CORES,
    nodeFlags: options.isProfiling ? ["--cpu-prof", "--cpu-prof-dir", profiles] : [],
    say,
    onPeer: (peer) => closing.push(() => peer.stop()),
  });
  const machine = describeMachine();
  console.log(formatReport(results, machine, sizes, options));
  fs.mkdirSync(RESULTS, { recursive: true });
  const file = path.join(RESULTS, `${new Date().toISOString().replaceAll(":", "-")}.json`);
  fs.writeFileSync(file, JSON.stringify({ machine, sizes, options, results }, null, 1));
  say(`all figures: ${file}`);
  if (!options.isProfiling) return;
  await closeAll(); // an agent writes its profile when it ends
  const windows = results.flatMap(({ measured }) => measured.map(({ window }) => window));
  printProfile(profiles, windows);
}

async function printSnapshot(parts: Pick<Start, "database" | "bundle">): Promise<void> {
  const port = PLAN.firstProxyPort;
  const start = { ...parts, port, isAuth: false, cores: CORES, nodeFlags: [] };
  console.log(describeMachine());
  for (const line of await measureSnapshot(start, parts.database)) console.log(line);
}

/** As `npm start` builds it, apart, so that a build meanwhile changes nothing. */
async function buildAgent(): Promise<string> {
  const directory = path.resolve(CACHE, "built");
  fs.mkdirSync(directory, { recursive: true });
  // Below node_modules there is no package that says so.
  fs.writeFileSync(path.join(directory, "package.json"), '{ "type": "module" }\n');
  await bundleProcesses(directory);
  if (options.rows.includes("agent-batched")) {
    const problem = await buildDatagramModule();
    if (problem !== null) throw new Error(problem);
    fs.copyFileSync("dist/datagram.node", path.join(directory, "datagram.node"));
  }
  return path.join(directory, "sip-agent.js");
}

function pin(pid: number, core: string): void {
  execFileSync("taskset", ["-acp", core, String(pid)], { stdio: "ignore" });
}

async function closeAll(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close().catch((error) => say(`${error}`));
}

async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await closeAll();
  release();
  process.exit(code);
}
