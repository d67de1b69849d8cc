// npm run bench:fuzz -- [--seed N] [--datagrams N] [--streams N]: hostile messages without end against a running sip-agent.
//
// Agent, carrier and core stand in a network namespace that has loopback alone: the kernel counts each packet that would
// have left it, for an address or a name server that a message named. Without the right to make one (root, util-linux,
// iproute2) it runs on this machine's loopback, and says so.
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { testDatabase } from "@/lib/db/test-database";
import { startProgram } from "../fixtures/child-program";
import { Lab } from "../fixtures/lab";
import { openNetworkNamespace, underNamespace } from "../fixtures/network-namespace";
import { openPostgresDoor } from "../fixtures/postgres-door";
import type { FuzzPlan, FuzzResult } from "./fuzz/fuzz-sender";

const AGENT = "127.0.1.1";
const SOURCE = "127.0.3.99";
const CORE = { address: "127.0.2.99", port: 5060 };
const NUMBER = "+6498879333";
const GROWTH_MB = 64;
const SLOWEST_PROBE_MS = 500;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    datagrams: { type: "string", default: "200000" },
    streams: { type: "string", default: "10000" },
  },
});
const [seed, datagrams, streams] = [
  wholeNumber(values.seed),
  wholeNumber(values.datagrams),
  wholeNumber(values.streams),
];

const namespace = await openNetworkNamespace([`${AGENT}/8`]).catch((error: Error) => {
  console.log(`On this machine's loopback: ${error.message}`);
  return undefined;
});
const database = await testDatabase();
const door = await openPostgresDoor(database.url);
const lab = await Lab.open({
  database,
  agentAddress: AGENT,
  coreEndpoints: [CORE],
  coreSources: [CORE.address],
  // Nothing is to be refused for its number alone: what is sent has to get as far as it can.
  agentEnv: {
    ...{ LOG_LEVEL: "warn", SIP_OPTIONS_MS: "0" },
    ...{ SIP_SOURCE_RATE: "0", SIP_BUSY_PERCENT: "100" },
  },
  ...(namespace && { namespace, agentDatabaseUrl: door.url }),
});
let failed = false;
try {
  const carrier = await lab.addCarrier({
    acl: [SOURCE],
    numbers: [NUMBER],
    trunk: { maxChannels: 5_000, maxCallsPerSec: 5_000 },
  });
  await lab.live();
  const packetsBefore = packetsOut();
  const plan: FuzzPlan = {
    agent: lab.agent,
    agentPid: agentPid(),
    source: SOURCE,
    core: CORE,
    fqdn: lab.fqdn,
    trunkFqdn: carrier.trunkFqdn,
    number: NUMBER,
    seed,
    datagrams,
    streams,
  };
  const { address, port, adminPort } = lab.agent;
  const facts = JSON.stringify({ ...plan, agent: { address, port, adminPort } });
  const started = performance.now();
  const sender = startProgram(
    "fuzz sender",
    underNamespace(namespace, [
      process.execPath,
      "--import",
      "tsx",
      "e2e/bench/fuzz/fuzz-sender.ts",
      facts,
    ]),
  );
  const code = await sender.ended;
  const line = sender.output().trim().split("\n").at(-1) ?? "";
  if (code !== "0")
    throw new Error(`the sender ended with ${code}:\n${sender.output()}\n${lab.agent.log}`);
  report(JSON.parse(line), (performance.now() - started) / 1_000, packetsOut() - packetsBefore);
} finally {
  await lab.close();
  await door.close();
  namespace?.close();
}
process.exitCode = failed ? 1 : 0;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  console.error("usage: npm run bench:fuzz -- [--seed N] [--datagrams N] [--streams N]");
  process.exit(2);
}

function report(result: FuzzResult, seconds: number, packets: number): void {
  const { datagrams, exceptionalInvites, streams } = result;
  const growth = result.memoryAfterMb - result.memoryBeforeMb;
  console.log(`Seed ${seed}, ${seconds.toFixed(0)} s`);
  line("mutated datagrams / streams", `${datagrams} / ${streams}`, true);
  line("INVITEs with one exceptional element", String(exceptionalInvites), true);
  line("messages that reached the core", String(result.routedToCore), true);
  line("agent still the same process", `pid ${agentPid()}`, true);
  line("guarded exceptions", guarded(), guarded() === "none");
  const slowest = result.slowestProbeMs;
  line(
    "slowest answer to a sound OPTIONS",
    `${slowest.toFixed(0)} ms (aim ${SLOWEST_PROBE_MS})`,
    slowest <= SLOWEST_PROBE_MS,
  );
  const [before, after] = [result.memoryBeforeMb, result.memoryAfterMb].map((mb) => mb.toFixed(0));
  line(
    "resident memory, warm -> end",
    `${before} -> ${after} MB (aim + ${GROWTH_MB})`,
    growth <= GROWTH_MB,
  );
  const settled = result.leftOver.length === 0;
  line(
    "transactions, timers, streams, calls back",
    settled ? `after ${result.settledAfterSec.toFixed(0)} s` : result.leftOver.join(", "),
    settled,
  );
  line(
    "a sound call afterwards",
    result.callAfterwards ? "answered" : "failed",
    result.callAfterwards,
  );
  const isNoneOut = packets === 0;
  if (namespace !== undefined)
    line("packets for anywhere but loopback", String(packets), isNoneOut);
}

function line(what: string, figure: string, isGood: boolean): void {
  if (!isGood) failed = true;
  console.log(`${isGood ? "ok    " : "MISSED"} ${what.padEnd(42)} ${figure}`);
}

/** What a guard kept from ending the agent is logged: a fault of ours all the same. */
function guarded(): string {
  const lines = lab.agent.log.split("\n").filter((text) => text.includes("unexpected exception"));
  return lines.length === 0 ? "none" : `${lines.length}: ${lines[0]?.slice(0, 2_000)}`;
}

/** Packets without a way out, since the namespace was made (Ip: OutNoRoutes). */
function packetsOut(): number {
  if (namespace === undefined) return 0;
  const [names = "", figures = ""] = inside("grep", "^Ip:", "/proc/net/snmp").split("\n");
  return Number(figures.split(" ")[names.split(" ").indexOf("OutNoRoutes")]);
}

/** nsenter replaces itself by the agent: the process that was started is the agent. */
function agentPid(): number {
  return lab.agent.pid;
}

function inside(...command: [string, ...string[]]): string {
  const [program, ...args] = underNamespace(namespace, command);
  return execFileSync(program, args, { encoding: "utf8" });
}
