// What database-roles.sql withholds: each role tries what it must not, and what it must still be able to do.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "@/lib/db/test-database";
import { grantRoles } from "./lib/database-roles.mjs";

const DENIED = { code: "42501" };

let database: TestDatabase;
let owner: pg.Client;
let portal: pg.Client;
let agent: pg.Client;

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

beforeAll(async () => {
  database = await testDatabase();
  owner = await connect(database.ownerUrl);
  portal = await connect(database.portalUrl);
  agent = await connect(database.agentUrl);
});

afterAll(async () => {
  await Promise.all([owner?.end(), portal?.end(), agent?.end()]);
  await database?.drop();
});

describe("portal", () => {
  it.each([
    "call_record",
    "sip_message",
    "agent_instance",
    "sip_credential_use",
    "trunk_gate_override",
    "audit_event",
    "document",
    "config_change",
    "ledger",
  ])("changes no row of %s", async (table) => {
    const { rows } = await owner.query(
      "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1",
      [table],
    );
    const column = rows[0].attname;
    await expect(portal.query(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toMatchObject(
      DENIED,
    );
    await expect(portal.query(`DELETE FROM ${table}`)).rejects.toMatchObject(DENIED);
  });

  it.each(["call_record", "sip_message", "agent_instance", "config_change"])(
    "invents no row of %s",
    async (table) => {
      await expect(portal.query(`INSERT INTO ${table} DEFAULT VALUES`)).rejects.toMatchObject(
        DENIED,
      );
    },
  );

  it("lets go of unknown sources, and changes none", async () => {
    const change = portal.query("UPDATE unknown_source SET datagrams = 0");
    await expect(change).rejects.toMatchObject(DENIED);
    await expect(portal.query("DELETE FROM unknown_source")).resolves.toBeDefined();
  });

  it.each(["target_health", "target_health_hour", "target_health_change"])(
    "lets go of old rows of %s, and writes none",
    async (table) => {
      const change = portal.query(`UPDATE ${table} SET agent_id = agent_id`);
      await expect(change).rejects.toMatchObject(DENIED);
      const row = portal.query(`INSERT INTO ${table} DEFAULT VALUES`);
      await expect(row).rejects.toMatchObject(DENIED);
      await expect(portal.query(`DELETE FROM ${table}`)).resolves.toBeDefined();
    },
  );

  it("deletes from the few tables that lose rows, and from no other", async () => {
    const { rows } = await owner.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
         AND has_table_privilege('cradle_portal', oid, 'DELETE') ORDER BY relname`,
    );
    expect(rows.map(({ relname }) => relname)).toEqual([
      "agent_command",
      "call_record_to_observe",
      "carrier_template",
      "caught_mail",
      "core_endpoint",
      "core_source",
      "default_view",
      "egress_address",
      "lab_network",
      // Drafts alone: a trigger keeps what was sent.
      "quote",
      "quote_line",
      "quote_revision",
      "requirement_observation",
      "saved_view",
      "sip_credential_hour",
      "staff_session",
      "target_health",
      "target_health_change",
      "target_health_hour",
      "tax_rate",
      "unknown_source",
    ]);
  });
});

describe("sip-agent", () => {
  it("says what came of a command, and never changes what it asks for", async () => {
    await agent.query("UPDATE agent_command SET state = 'claimed', claimed_at = now()");
    for (const change of ["payload = '{}'", "kind = 'hang_up'", "deadline_at = now()"]) {
      await expect(agent.query(`UPDATE agent_command SET ${change}`)).rejects.toMatchObject(DENIED);
    }
    await expect(agent.query("INSERT INTO agent_command DEFAULT VALUES")).rejects.toMatchObject(
      DENIED,
    );
  });

  it("reads neither staff nor sessions nor tokens", async () => {
    for (const table of ["staff_user", "staff_session", "api_token", "audit_event", "document"]) {
      await expect(agent.query(`SELECT FROM ${table}`)).rejects.toMatchObject(DENIED);
    }
  });
});

describe("grantRoles", () => {
  it("withdraws what was granted before and is no longer named", async () => {
    await owner.query(`GRANT ALL ON call_record, agent_command TO cradle_portal, cradle_agent;
      GRANT UPDATE (bytes) ON sip_message TO cradle_agent;
      GRANT SELECT ON staff_user TO cradle_agent`);
    await grantRoles(database.ownerUrl);
    await expect(portal.query("DELETE FROM call_record")).rejects.toMatchObject(DENIED);
    await expect(agent.query("TRUNCATE agent_command")).rejects.toMatchObject(DENIED);
    await expect(agent.query("UPDATE sip_message SET bytes = ''")).rejects.toMatchObject(DENIED);
    await expect(agent.query("SELECT FROM staff_user")).rejects.toMatchObject(DENIED);
  });

  it("lets nobody write to a table that is not named", async () => {
    const table = `new_${randomUUID().replaceAll("-", "")}`;
    await owner.query(`CREATE TABLE ${table} ()`);
    await grantRoles(database.ownerUrl);
    await expect(portal.query(`INSERT INTO ${table} DEFAULT VALUES`)).rejects.toMatchObject(DENIED);
    await expect(agent.query(`SELECT FROM ${table}`)).rejects.toMatchObject(DENIED);
  });
});
