/** The sip-agent as a process: what it says of a bad start, that it ends cleanly, and that two do not share a folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "@/lib/db/test-database";
import { testContexts } from "@/lib/services/test-context";
import { makePlatform } from "@/prisma/factories/platform";

const KEYS = `k1:${Buffer.alloc(32, 5).toString("base64url")}`;

let database: TestDatabase;
let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database?.drop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "agent-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  }
  rmSync(folder, { recursive: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves when that text has been written. */
  until(text: string): Promise<void>;
  /** Exit code or signal. */
  ended(): Promise<number | string>;
}

function start(env: Record<string, string>): Running {
  const child = spawn(process.execPath, ["--import", "tsx", "sip-agent/main.ts"], {
    env: { PATH: process.env.PATH, NODE_ENV: "test", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let text = "";
  const waiters: (() => void)[] = [];
  const wake = () => {
    for (const waiter of waiters.splice(0)) waiter();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      wake();
    });
  }
  const exit = once(child, "close").then(([code, signal]) => {
    wake();
    return (code ?? signal) as number | string;
  });
  return {
    child,
    output: () => text,
    async until(wanted) {
      while (!text.includes(wanted)) {
        if (child.exitCode !== null) throw new Error(`it ended, and said\n${text}`);
        await new Promise<void>((resolve) => waiters.push(resolve));
      }
    },
    ended: () => exit,
  };
}

const goodEnv = (more: Record<string, string> = {}) => ({
  DATABASE_URL: database.agentUrl,
  BYOC_SECRET_KEYS: KEYS,
  SIP_LISTEN: "udp://127.0.0.1:0,tcp://127.0.0.1:0",
  SIP_ADMIN_PORT: "0",
  DRAIN_SECONDS: "0",
  DATA_DIR: folder,
  ...more,
});

it("names every wrong variable at once, repeats no secret, and exits with 2", async () => {
  const agent = start({
    BYOC_SECRET_KEYS: "hush",
    SIP_LISTEN: "udp://nowhere",
    DRAIN_SECONDS: "x",
  });
  expect(await agent.ended()).toBe(2);
  for (const name of ["DATABASE_URL", "BYOC_SECRET_KEYS", "SIP_LISTEN", "DRAIN_SECONDS"]) {
    expect(agent.output()).toContain(name);
  }
  expect(agent.output()).not.toContain("hush");
});

it("says in one sentence that a port is in use, and exits with 1", async () => {
  const other: Server = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? address?.port : 0;
  const agent = start(goodEnv({ SIP_LISTEN: `tcp://127.0.0.1:${port}` }));
  expect(await agent.ended()).toBe(1);
  expect(agent.output()).toContain(`tcp://127.0.0.1:${port}`);
  expect(agent.output()).not.toContain("    at ");
  other.close();
});

it("does not share its folder, ends cleanly at SIGTERM, and is the same agent when it comes back", async () => {
  const first = start(goodEnv());
  await first.until("listening");
  const second = start(goodEnv());
  expect(await second.ended()).toBe(1);
  expect(second.output()).toContain(`in use by the process ${first.child.pid}`);

  first.child.kill("SIGKILL");
  expect(await first.ended()).toBe("SIGKILL");
  // What a killed process left behind keeps nobody out.
  const third = start(goodEnv());
  await third.until("connected to Postgres");
  third.child.kill("SIGTERM");
  expect(await third.ended()).toBe(0);
  expect(third.output()).not.toContain(KEYS);

  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query("SELECT state FROM agent_instance");
  await client.end();
  expect(rows).toEqual([{ state: "stopped" }]);
});

it("waits calmly for the first settings of an empty store, and takes them up when they are saved", async () => {
  const contexts = await testContexts();
  try {
    const agent = start(
      goodEnv({ DATABASE_URL: contexts.database.agentUrl, CONFIG_POLL_MS: "100" }),
    );
    await agent.until("nothing is set up yet: save the platform settings in the portal");
    await makePlatform(contexts.as("admin"));
    await agent.until("configuration applied");
    const lines = agent.output().split("\n");
    expect(lines.filter((line) => line.includes("nothing is set up yet"))).toHaveLength(1);
    expect(agent.output()).not.toMatch(/"level":[456]0| {4}at /);
  } finally {
    await contexts.close();
  }
});
