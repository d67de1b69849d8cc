/** The rows of the comparison: how each proxy is started, pinned, known to be ready, and ended. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type ChildProgram, startProgram } from "@/e2e/fixtures/child-program";
import { programArgs } from "@/scripts/lib/process-plans.mjs";
import type { BenchDatabase } from "./bench-database";
import { answersOptions } from "./options-probe";
import { PLAN } from "./plan";

export const ROW_NAMES = [
  "agent",
  "agent-batched",
  "kamailio",
  "kamailio-topoh",
  "kamailio-2",
  "npm-sip",
  "relay",
] as const;
export type RowName = (typeof ROW_NAMES)[number];

export interface Row {
  readonly title: string;
  /** Null: it knows no digest. */
  readonly auth: "same process" | "own process" | null;
  /** It hands answers to one caller, for it reads no message. */
  readonly hasOneCaller: boolean;
  readonly start: (start: Start) => Promise<Peer>;
}

export interface Start {
  readonly port: number;
  readonly isAuth: boolean;
  readonly database: BenchDatabase;
  /** The sip-agent's bundle. */
  readonly bundle: string;
  readonly cores: { readonly one: string; readonly all: string };
  /** Default 100: no call is refused for overload. */
  readonly busyPercent?: string;
  /** Node's flags besides those of production. */
  readonly nodeFlags: readonly string[];
}

/** A proxy that runs. */
export interface Peer {
  readonly port: number;
  readonly program: ChildProgram;
  /** Where it tells its metrics. */
  readonly metrics: string | null;
  stop(): Promise<void>;
}

export const ROWS: Record<RowName, Row> = {
  agent: {
    title: "this agent, plain Node",
    auth: "same process",
    hasOneCaller: false,
    start: (start) => startAgent(start, "plain"),
  },
  "agent-batched": {
    title: "this agent, batched datagrams",
    auth: "same process",
    hasOneCaller: false,
    start: (start) => startAgent(start, "batched"),
  },
  kamailio: {
    title: "Kamailio, 1 worker",
    auth: "own process",
    hasOneCaller: false,
    start: (start) => startKamailio(start, { workers: 1, isTopoh: false }),
  },
  "kamailio-topoh": {
    title: "Kamailio, 1 worker, topoh",
    auth: "own process",
    hasOneCaller: false,
    start: (start) => startKamailio(start, { workers: 1, isTopoh: true }),
  },
  "kamailio-2": {
    title: "Kamailio, 2 workers on both cores",
    auth: "own process",
    hasOneCaller: false,
    start: (start) => startKamailio(start, { workers: 2, isTopoh: false }),
  },
  "npm-sip": {
    title: "npm sip, its proxy",
    auth: null,
    hasOneCaller: false,
    start: (start) => startScript(start, "npm-sip-proxy.mjs", [PLAN.answererPort]),
  },
  relay: {
    title: "Node relay that parses nothing",
    auth: null,
    hasOneCaller: true,
    start: (start) => startScript(start, "relay.mjs", [PLAN.callerPort, PLAN.answererPort]),
  },
};

async function startAgent(start: Start, datagrams: "plain" | "batched"): Promise<Peer> {
  const { port, database, bundle, cores, nodeFlags } = start;
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "sip-bench-"));
  const adminPort = port + 100;
  const program = startProgram(
    "sip-agent",
    // Its log goes through a pipe, as under `npm start`; whoever reads it has the other core.
    [
      ...(["taskset", "-c", cores.one, process.execPath] as const),
      ...[...programArgs("sip-agent", "built").slice(0, -1), ...nodeFlags, bundle],
    ],
    {
      // Whatever is not named has its default, as in production.
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        DATABASE_URL: database.agentUrl,
        BYOC_SECRET_KEYS: PLAN.keysText,
        DATA_DIR: directory,
        SIP_LISTEN: `udp://127.0.0.1:${port},tcp://127.0.0.1:${port}`,
        // All calls come from one address: rule 2 is at work, and never speaks.
        SIP_SOURCE_RATE: "1000000",
        SIP_SOURCE_BURST: "1000000",
        // No call is refused for overload, as none is by the others: what suffers is to be seen.
        SIP_BUSY_PERCENT: start.busyPercent ?? "100",
        SIP_ADMIN_PORT: String(adminPort),
        SIP_DATAGRAMS: datagrams,
        DRAIN_SECONDS: "0",
      },
    },
  );
  await until(program, async () => {
    const answer = await fetch(`http://127.0.0.1:${adminPort}/readyz`).catch(() => null);
    return answer?.status === 200;
  });
  return peerOf(port, program, directory, `http://127.0.0.1:${adminPort}/metrics`);
}

async function startKamailio(
  { port, isAuth, database, cores }: Start,
  { workers, isTopoh }: { workers: number; isTopoh: boolean },
): Promise<Peer> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "sip-bench-"));
  const config = path.join(directory, "kamailio.cfg");
  const values: Record<string, string> = {
    PROXY_PORT: String(port),
    WORKERS: String(workers),
    DBURL: database.kamailioUrl,
    FQDN: PLAN.fqdn,
  };
  const text = fs.readFileSync(path.join(import.meta.dirname, "kamailio.cfg"), "utf8");
  fs.writeFileSync(
    config,
    text.replace(/\b(PROXY_PORT|WORKERS|DBURL|FQDN)\b/g, (word) => values[word] ?? word),
  );
  const program = startProgram("kamailio", [
    ...(["taskset", "-c", workers === 1 ? cores.one : cores.all, "kamailio"] as const),
    ...["-DD", "-E", "-f", config, "-x", "fm", "-X", "fm", "-m", "1024", "-M", "64"],
    ...["-b", "4194304", "-Y", directory, "-P", path.join(directory, "pid")],
    ...(isTopoh ? ["-A", "WITH_TOPOH"] : []),
    ...(isAuth ? ["-A", "WITH_AUTH"] : []),
  ]);
  await until(program, () => answersOptions(port));
  return peerOf(port, program, directory);
}

async function startScript(
  { port, cores }: Start,
  script: string,
  args: readonly number[],
): Promise<Peer> {
  const file = path.join(import.meta.dirname, script);
  const program = startProgram(script, [
    ...(["taskset", "-c", cores.one, process.execPath, file, String(port)] as const),
    ...args.map(String),
  ]);
  const bound = new RegExp(`:${port.toString(16).toUpperCase().padStart(4, "0")} `);
  await until(program, async () => bound.test(fs.readFileSync("/proc/net/udp", "utf8")));
  return peerOf(port, program, null);
}

function peerOf(
  port: number,
  program: ChildProgram,
  directory: string | null,
  metrics: string | null = null,
): Peer {
  return {
    ...{ port, program, metrics },
    async stop() {
      await program.stop();
      if (directory !== null) fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function until(program: ChildProgram, isReady: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 180_000;
  while (!(await isReady())) {
    program.gone.throwIfAborted();
    if (performance.now() > deadline) throw new Error(`not ready in time:\n${program.output()}`);
    await wait(100);
  }
}
