// `npm start` as a whole: first start, second start, stop, and every way in which it can go wrong.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { systemDeps } from "@/lib/core/deps";
import { createLogger } from "@/lib/core/log";
import { openDatabase } from "@/lib/db/client";
import { testDatabase } from "@/lib/db/test-database";
import { createContext } from "@/lib/services/context";
import { makePlatform } from "@/prisma/factories/platform";
import { freshSettings, type Installation, untilRunning } from "./fixtures/installation";
import { commandOf, descendantsOf, stillRunning } from "./fixtures/process-tree";
import { StartProcess } from "./fixtures/start-process";

test.describe.configure({ timeout: 180_000 });

let settings: Awaited<ReturnType<typeof freshSettings>>;
const started: StartProcess[] = [];

// The tests of one worker share a folder: each start but the first finds the data of the one before.
test.beforeAll(async () => {
  settings = await freshSettings();
});
test.afterEach(async () => {
  for (const start of started.splice(0)) await start.stop();
});
test.afterAll(() => {
  fs.rmSync(settings.DATA_DIR, { recursive: true, force: true });
});

function start(changed: Record<string, string> = {}): StartProcess {
  const process = new StartProcess({ ...settings, ...changed });
  started.push(process);
  return process;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function postmasterPid(): number {
  const file = path.join(settings.DATA_DIR, "postgres/data/postmaster.pid");
  return Number(fs.readFileSync(file, "utf8").split("\n", 1)[0]);
}

test("starts everything, stops it without a trace, and starts again on the same data", async () => {
  const first = start();
  const installation = await untilRunning(first, settings.DATA_DIR);
  const health = await fetch(`${installation.portalUrl}/api/health`);
  expect(await health.json()).toEqual({ ok: true });
  const accounts = "SELECT id, email::text FROM staff_user ORDER BY email";
  const before = await ask(installation.databaseUrls.owner, accounts);
  expect(before.length).toBeGreaterThan(0);
  const everything = [postmasterPid(), ...descendantsOf(first.pid)];
  expect(everything.length).toBeGreaterThanOrEqual(4);

  const second = await start().ended;
  expect(second.code).toBe(1);
  expect(second.stderr.trim()).toBe(
    `Cradle BYOC runs already on ${settings.DATA_DIR} (process ${first.pid}): stop it first, or set DATA_DIR to another folder.`,
  );

  const { code, stdout, stderr } = await first.stop("SIGINT");
  expect(stderr).toBe("");
  expect(stdout).toContain("demo.example");
  expect(stdout).not.toContain("by force");
  expect(code).toBe(0);
  expect(stillRunning(everything).map(commandOf)).toEqual([]);
  expect(fs.readdirSync(settings.DATA_DIR)).not.toContain("running.json");

  const again = await untilRunning(start(), settings.DATA_DIR);
  expect(await ask(again.databaseUrls.owner, accounts)).toEqual(before);
});

test("a process that dies takes the others along, and is named", async () => {
  const whole = start();
  await untilRunning(whole, settings.DATA_DIR);
  const everything = [postmasterPid(), ...descendantsOf(whole.pid)];
  const jobs = everything.find((pid) => commandOf(pid).includes("dist/jobs.js")) ?? 0;
  process.kill(jobs, "SIGKILL");
  const { code, stderr } = await whole.ended;
  expect(code).toBe(1);
  expect(stderr.trim()).toBe("jobs ended by SIGKILL, so everything was stopped.");
  expect(stillRunning(everything).map(commandOf)).toEqual([]);
});

test("killed, it leaves nothing that holds up the next start", async () => {
  const killed = start();
  await untilRunning(killed, settings.DATA_DIR);
  const processes = descendantsOf(killed.pid);
  await killed.stop("SIGKILL");
  await expect.poll(() => stillRunning(processes).map(commandOf)).toEqual([]);
  await untilRunning(start(), settings.DATA_DIR);
});

test("mends a Postgres that crashed, on the same port", async () => {
  const whole = start();
  const installation = await untilRunning(whole, settings.DATA_DIR);
  const crashed = postmasterPid();
  process.kill(crashed, "SIGKILL");
  const ended = whole.ended.then(({ stdout, stderr }) => {
    throw new Error(`the start ended along with its Postgres:\n${stdout}\n${stderr}`);
  });
  const answer = () =>
    ask(installation.databaseUrls.owner, "SELECT 1 AS one").catch((error: Error) => error.message);
  await Promise.race([expect.poll(answer, { timeout: 30_000 }).toEqual([{ one: 1 }]), ended]);
  expect(postmasterPid()).not.toBe(crashed);
});

/** An installation of its own, in another folder and on another Postgres than the other tests'. */
async function withExternal(
  changed: Record<string, string>,
  look: (external: StartProcess, facts: Installation) => Promise<void>,
): Promise<void> {
  const database = await testDatabase();
  const own = await freshSettings();
  try {
    const external = start({ ...own, DATABASE_URL: database.ownerUrl, ...changed });
    const facts = await untilRunning(external, own.DATA_DIR);
    expect(facts.databaseUrls.owner).toBe(database.ownerUrl);
    expect(fs.readdirSync(own.DATA_DIR)).not.toContain("postgres");
    await look(external, facts);
  } finally {
    for (const process of started) await process.stop();
    await database.drop();
    fs.rmSync(own.DATA_DIR, { recursive: true, force: true });
  }
}

test("uses the Postgres of DATABASE_URL, starts none, and makes demo data there only when asked", async () => {
  await withExternal({ CRADLE_DEMO: "1" }, async (external, { databaseUrls }) => {
    expect(await ask(databaseUrls.owner, "SELECT FROM staff_user")).not.toEqual([]);
    const { code, stdout } = await external.stop("SIGINT");
    expect(code).toBe(0);
    expect(stdout).toContain("npm run demo");
  });
});

test("begins empty on the Postgres of DATABASE_URL: nobody is made up, and the first settings are taken up at once", async () => {
  await withExternal({}, async (external, { databaseUrls, agentAdminUrl }) => {
    expect(await ask(databaseUrls.owner, "SELECT FROM staff_user")).toEqual([]);
    const readiness = async () => (await fetch(`${agentAdminUrl}/readyz`)).text();
    expect(await readiness()).toContain(
      "not ready: nothing is set up yet: save the platform settings in the portal",
    );

    const pool = openDatabase(databaseUrls.portal, { poolSize: 2 });
    const id = randomUUID();
    const ctx = createContext({
      database: pool,
      deps: systemDeps,
      log: createLogger({ name: "setup", level: "silent" }),
      actor: { kind: "staff", id, name: "Admin", role: "admin", sessionId: id, isDemo: false },
      requestId: randomUUID(),
    });
    await makePlatform(ctx);
    await expect.poll(readiness).toMatch(/^ready/);
    await pool.close();

    const { code, stdout } = await external.stop("SIGINT");
    expect(code).toBe(0);
    expect(stdout).toContain("npm run staff -- invite EMAIL NAME admin");
    expect(stdout).not.toMatch(/demo/);
    const ofAgent = stdout.split("\n").filter((line) => line.startsWith("sip-agent"));
    expect(ofAgent.filter((line) => line.includes("nothing is set up yet"))).toHaveLength(1);
    expect(ofAgent.filter((line) => /│ (warn|error|fatal) |│ +at /.test(line))).toEqual([]);
  });
});

test.describe("refuses to start with one sentence, and leaves nothing behind", () => {
  async function refusal(changed: Record<string, string>): Promise<string> {
    const attempt = start(changed);
    const { code, stderr } = await attempt.ended;
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(fs.readdirSync(settings.DATA_DIR)).not.toContain("running.json");
    expect(fs.existsSync(path.join(settings.DATA_DIR, "postgres/data/postmaster.pid"))).toBe(false);
    return stderr;
  }

  test("a variable is wrong", async () => {
    expect(await refusal({ PORT: "http", SIP_LISTEN: "localhost" })).toMatch(
      /^Wrong in the environment: PORT must .*; SIP_LISTEN must .*\.\n$/,
    );
  });

  for (const name of ["PORT", "SIP_ADMIN_PORT"] as const) {
    test(`${name} is taken`, async () => {
      const port = Number(settings[name]);
      const other = net.createServer();
      await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
      const sentence = await refusal({});
      other.close();
      expect(sentence).toContain(`127.0.0.1:${port} is in use by another program`);
      expect(sentence).toContain(`set ${name} to another`);
    });
  }

  test("Postgres is away", async () => {
    const sentence = await refusal({ DATABASE_URL: "postgresql://me:hunter2@127.0.0.1:1/byoc" });
    expect(sentence).toBe(
      "Postgres at 127.0.0.1:1 cannot be reached (ECONNREFUSED): start it, or correct DATABASE_URL.\n",
    );
  });

  test("the password of DATABASE_URL is wrong", async () => {
    const database = await testDatabase();
    const url = new URL(database.ownerUrl);
    url.password = "hunter2";
    const sentence = await refusal({ DATABASE_URL: url.toString() });
    expect(sentence).toMatch(
      /^Postgres at .* refuses the user "cradle_owner": correct DATABASE_URL\.\n$/,
    );
    await database.drop();
  });
});
