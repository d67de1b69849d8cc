/** When a credential was last used, written as the agent's own role: the latest stays, and no configuration changes. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openRecordPool, type RecordPool } from "./call-records";
import { writeCredentialUses } from "./credential-uses";
import { type TestDatabase, testDatabase } from "./test-database";

let database: TestDatabase;
let pool: RecordPool;
let admin: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  pool = openRecordPool(database.agentUrl, () => undefined);
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
});

afterAll(async () => {
  await pool?.end();
  await admin?.end();
  await database?.drop();
});

const stored = async () =>
  (await admin.query("SELECT * FROM sip_credential_use ORDER BY last_used_at")).rows;
const configVersion = async () =>
  (await admin.query("SELECT config_version FROM ledger")).rows[0]?.config_version;

it("keeps the latest use of each credential and its calls by the hour, whichever agent saw it, and changes no configuration", async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  const [one, other] = [randomUUID(), randomUUID()];
  const at = Date.UTC(2027, 0, 1, 12, 0, 0, 123);
  const before = await configVersion();
  await writeCredentialUses(pool, one, [
    { credentialId: first, usedMs: at, calls: 3 },
    { credentialId: second, usedMs: at + 1, calls: 1 },
  ]);
  await writeCredentialUses(pool, other, [
    { credentialId: first, usedMs: at - 1, calls: 2 },
    { credentialId: second, usedMs: at + 3_600_000, calls: 4 },
  ]);
  expect(await stored()).toEqual([
    { credential_id: first, agent_id: one, last_used_at: new Date(at) },
    { credential_id: second, agent_id: other, last_used_at: new Date(at + 3_600_000) },
  ]);
  const hours = await admin.query("SELECT * FROM sip_credential_hour ORDER BY calls");
  const hour = new Date(Date.UTC(2027, 0, 1, 12));
  expect(hours.rows).toEqual([
    { credential_id: second, hour, calls: 1 },
    { credential_id: second, hour: new Date(Date.UTC(2027, 0, 1, 13)), calls: 4 },
    { credential_id: first, hour, calls: 5 },
  ]);
  expect(before).toBeDefined();
  expect(await configVersion()).toBe(before);
});
