// The embedded Postgres on which users keep their data: nobody gets in without the password, and nothing is lost.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EmbeddedPostgres } from "./embedded-postgres.mjs";
import { freePort } from "./free-port.mjs";

let directory: string;
let cluster: EmbeddedPostgres;

const PASSWORD = "pass/word with 'quotes'";

beforeAll(async () => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), "cradle-embedded-"));
  fs.chmodSync(directory, 0o711);
  cluster = new EmbeddedPostgres({ directory, password: PASSWORD, durable: true });
  await cluster.start();
});
afterAll(async () => {
  await cluster?.stop();
  fs.rmSync(directory, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

describe("EmbeddedPostgres", () => {
  it("lets no local process in without the password", async () => {
    await expect(
      ask(cluster.url("postgres", "postgres", "wrong"), "SELECT 1"),
    ).rejects.toMatchObject({
      code: "28P01",
    });
    const none = new URL(cluster.url("postgres"));
    none.password = "";
    await expect(ask(none.toString(), "SELECT 1")).rejects.toThrow();
  });

  it("keeps what was committed, listens on loopback alone and leaves no socket file", async () => {
    const sql = `SELECT current_setting('fsync'), current_setting('synchronous_commit'),
      current_setting('listen_addresses'), current_setting('unix_socket_directories'), current_setting('TimeZone')`;
    expect(await ask(cluster.url("postgres"), sql)).toEqual([["on", "on", "127.0.0.1", "", "UTC"]]);
  });

  it("has its data after a restart, on the same port, and does not mind a server left behind", async () => {
    await ask(cluster.url("postgres"), "CREATE TABLE kept AS SELECT 42 AS answer");
    const { port } = cluster;
    await cluster.stop();
    expect(await cluster.isRunning()).toBe(false);
    expect(cluster.pid).toBeNull();
    await cluster.stop();
    await cluster.start();
    const heir = new EmbeddedPostgres({ directory, password: PASSWORD, durable: true });
    await heir.start();
    expect(await ask(heir.url("postgres"), "SELECT answer FROM kept")).toEqual([[42]]);
    await heir.stop();
    await cluster.start();
    expect(cluster.port).toBe(port);
  });

  it("takes the port it is given, and says so when it cannot have it", async () => {
    const port = await freePort();
    await cluster.stop();
    const given = new EmbeddedPostgres({ directory, password: PASSWORD, durable: true, port });
    await given.start();
    expect(given.port).toBe(port);
    const other = new EmbeddedPostgres({
      directory: fs.mkdtempSync(path.join(directory, "other-")),
      password: PASSWORD,
      durable: false,
      port,
    });
    fs.chmodSync(path.dirname(other.dataDirectory), 0o711);
    await expect(other.start()).rejects.toThrow("The embedded Postgres did not start");
    await given.stop();
  });

  it("refuses the data of another major version, and leaves them alone", async () => {
    const file = path.join(cluster.dataDirectory, "PG_VERSION");
    const own = fs.readFileSync(file, "utf8");
    await cluster.stop();
    fs.writeFileSync(file, "16\n");
    await expect(cluster.start()).rejects.toThrow(
      /belong to Postgres 16, and this version brings Postgres 18/,
    );
    fs.writeFileSync(file, own);
    await cluster.start();
    expect(await ask(cluster.url("postgres"), "SELECT count(*)::int FROM kept")).toEqual([[1]]);
  });
});
