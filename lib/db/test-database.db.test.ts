// The tests' own databases: apart from each other, and with roles that may do what they should and no more.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "./test-database";

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([testDatabase(), testDatabase()]);
});
afterAll(async () => {
  await Promise.all([first?.drop(), second?.drop()]);
});

async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

describe("testDatabase", () => {
  it("gives databases that do not see each other", async () => {
    await query(first.url, "CREATE TABLE only_here ()");
    await expect(query(second.url, "SELECT FROM only_here")).rejects.toMatchObject({
      code: "42P01",
    });
  });

  it("copies every migration", async () => {
    const { rows } = await query(first.url, "SELECT config_version FROM ledger");
    expect(rows).toEqual([{ config_version: "0" }]);
  });
});

describe("database roles", () => {
  const DENIED = { code: "42501" };

  it.each([
    ["CREATE TABLE mine ()"],
    ["DROP TABLE carrier"],
    ["ALTER TABLE acl_entry DISABLE TRIGGER ALL"],
    ["TRUNCATE acl_entry"],
    ["UPDATE audit_event SET reason = 'nothing happened'"],
    ["DELETE FROM audit_event"],
    ["UPDATE ledger SET config_version = 9"],
    ["DELETE FROM config_change"],
    ["SELECT FROM _prisma_migrations"],
  ])("portal is denied: %s", async (sql) => {
    await expect(query(first.portalUrl, sql)).rejects.toMatchObject(DENIED);
  });

  it("portal writes rows and locks the ledger", async () => {
    await query(first.portalUrl, "SELECT lock_ledger()");
    await query(first.portalUrl, "UPDATE platform_settings SET version = version");
    await query(first.portalUrl, "SELECT graphile_worker.add_job('anything')");
  });

  it.each([
    ["CREATE TABLE mine ()"],
    ["DELETE FROM lab_network"],
    ["UPDATE acl_entry SET active = true"],
    ["DELETE FROM call_record"],
    ["SELECT FROM staff_user"],
    ["SELECT FROM staff_session"],
    ["SELECT FROM api_token"],
    ["SELECT FROM audit_event"],
    ["SELECT FROM document"],
    ["SELECT FROM quote"],
    ["SELECT lock_ledger()"],
    ["SELECT graphile_worker.add_job('anything')"],
  ])("sip-agent is denied: %s", async (sql) => {
    await expect(query(first.agentUrl, sql)).rejects.toMatchObject(DENIED);
  });

  it("sip-agent reads configuration and leaves records", async () => {
    await query(
      first.agentUrl,
      "SELECT FROM acl_entry, gateway, trunk, phone_number, sip_credential",
    );
    await query(
      first.agentUrl,
      `INSERT INTO unknown_source (address, first_seen_at, last_seen_at, datagrams, last_transport)
       VALUES ('192.0.2.1', now(), now(), 1, 'udp')
       ON CONFLICT (address) DO UPDATE SET datagrams = unknown_source.datagrams + 1`,
    );
  });
});
