// Prisma's own commands over the schema engine from npm: what they need of it, and what the stock adapter breaks.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "@/lib/db/test-database";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ENGINE = path.join(ROOT, "scripts/schema-engine.mjs");

let database: TestDatabase;
let project: string;

beforeAll(async () => {
  database = await testDatabase();
  project = fs.mkdtempSync(path.join(os.tmpdir(), "schema-engine-"));
});
afterAll(async () => {
  fs.rmSync(project, { recursive: true });
  await database.drop();
});

function addressOf(name: string): string {
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  return url.toString();
}

/** One subcommand of the engine; its answer is the last line of stderr. */
function engineCommand(url: string, command: string): { status: number | null; answer: unknown } {
  const args = [ENGINE, "--datasource", JSON.stringify({ url }), "cli", command];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  return { status, answer: JSON.parse(stderr.trim().split("\n").at(-1) ?? "").fields };
}

/** A `prisma` run in a project of its own with this schema and these migrations. */
function prisma(url: string, args: string[]): Promise<{ code: number | null; output: string }> {
  const config = [
    `process.env.PRISMA_SCHEMA_ENGINE_BINARY = ${JSON.stringify(ENGINE)};`,
    `export default { schema: "schema.prisma", migrations: { path: "migrations" }, datasource: { url: ${JSON.stringify(url)} } };`,
  ];
  fs.writeFileSync(path.join(project, "prisma.config.ts"), config.join("\n"));
  return new Promise((resolve) => {
    const child = spawn(path.join(ROOT, "node_modules/.bin/prisma"), args, {
      cwd: project,
      env: { ...process.env, CHECKPOINT_DISABLE: "1" },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text) => (output += text));
    child.once("close", (code) => resolve({ code, output }));
  });
}

function writeSchema(model: string): void {
  const head =
    'generator client {\n provider = "prisma-client"\n output = "out"\n}\ndatasource db {\n provider = "postgresql"\n}\n';
  fs.writeFileSync(path.join(project, "schema.prisma"), head + model);
}

function writeMigration(name: string, sql: string): void {
  const directory = path.join(project, "migrations", name);
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(
    path.join(project, "migrations/migration_lock.toml"),
    'provider = "postgresql"\n',
  );
  fs.writeFileSync(path.join(directory, "migration.sql"), sql);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("schema-engine cli", () => {
  it("creates a database once, reaches it, and drops it", async () => {
    const url = addressOf('odd "name"');
    expect(engineCommand(url, "can-connect-to-database")).toMatchObject({
      status: 1,
      answer: { error_code: "P1003" },
    });
    expect(engineCommand(url, "create-database").status).toBe(0);
    expect(engineCommand(url, "create-database").answer).toMatchObject({ error_code: "P1009" });
    expect(engineCommand(url, "can-connect-to-database").status).toBe(0);
    expect(engineCommand(url, "drop-database").status).toBe(0);
  });

  it("names a wrong password and a server that is away", () => {
    const wrong = new URL(database.url);
    wrong.password = "wrong";
    const { answer } = engineCommand(wrong.toString(), "can-connect-to-database");
    expect(answer).toMatchObject({ error_code: "P1000" });
    const away = engineCommand("postgresql://127.0.0.1:1/none", "can-connect-to-database");
    expect(away.answer).toMatchObject({ error_code: "P1001" });
  });

  it("is executable, which is how Prisma runs it", () => {
    expect(fs.statSync(ENGINE).mode & 0o111).toBe(0o111);
    expect(spawnSync(ENGINE, ["--version"], { encoding: "utf8" }).stdout).toMatch(
      /^schema-engine-wasm \w+/,
    );
  });
});

describe("prisma migrate", () => {
  const TABLE = 'CREATE TABLE "Thing" ("id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL);';
  const MODEL = "model Thing {\n id Int @id\n name String\n}\n";

  it("deploys scripts with function bodies, sees drift, and stops at a broken migration", async () => {
    const url = addressOf(`deploy_${process.pid}`);
    const body = `${TABLE}
      CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM ';'; RETURN 1 + 1; END $$; -- a ; too`;
    writeSchema(MODEL);
    writeMigration("1_things", body);
    expect(await prisma(url, ["migrate", "deploy"])).toMatchObject({ code: 0 });
    expect(await query(url, "SELECT two()")).toEqual([{ two: 2 }]);

    const drift = [
      "migrate",
      "diff",
      "--from-migrations",
      "migrations",
      "--to-schema",
      "schema.prisma",
      "--exit-code",
    ];
    expect((await prisma(url, drift)).code).toBe(0);
    writeSchema(MODEL.replace("name String", "name String\n size Int"));
    expect((await prisma(url, drift)).code).toBe(2);

    writeMigration("2_broken", "CREATE TABLE half (); SELECT 1 / 0;");
    const broken = await prisma(url, ["migrate", "deploy"]);
    expect(broken.code).toBe(1);
    expect(broken.output).toContain("division by zero");
    expect(await query(url, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
    expect((await prisma(url, ["migrate", "deploy"])).output).toContain("P3009");
    engineCommand(url, "drop-database");
  }, 120_000);
});

it("the project's own configuration keeps the password off the engine's command line", async () => {
  const engine = path.join(project, "engine.mjs");
  const seen = path.join(project, "argv.json");
  const script = `import fs from "node:fs"; fs.writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.argv)); process.exit(1);`;
  fs.writeFileSync(engine, `#!${process.execPath}\n${script}\n`, { mode: 0o755 });
  const { password } = new URL(database.ownerUrl);
  expect(password).not.toBe("");
  spawnSync(path.join(ROOT, "node_modules/.bin/prisma"), ["migrate", "deploy"], {
    cwd: ROOT,
    env: {
      ...process.env,
      CHECKPOINT_DISABLE: "1",
      DATABASE_URL: database.ownerUrl,
      PRISMA_SCHEMA_ENGINE_BINARY: engine,
    },
  });
  const argv = fs.readFileSync(seen, "utf8");
  expect(argv).toContain(new URL(database.ownerUrl).username);
  expect(argv).not.toContain(password);
});
