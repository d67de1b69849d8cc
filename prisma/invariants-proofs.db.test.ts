// Tries to forge, with raw SQL and the portal's rights, what opens a gate: an acceptance, a test call, a carrier's word.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { leaveCallRecord } from "./factories/call-record";
import { makeReadyCarrier } from "./factories/carrier";
import { makeContact } from "./factories/contact";
import { makeCustomer } from "./factories/customer";
import { makePlatform } from "./factories/platform";
import { makeAcceptedQuote, makeSentQuote } from "./factories/quote";
import { makeTrunk } from "./factories/trunk";

let contexts: TestContexts;
let portal: pg.Client;
let agent: pg.Client;
let carrierId: string;
let customerId: string;
let trunkId: string;
beforeAll(async () => {
  contexts = await testContexts();
  portal = new pg.Client({ connectionString: contexts.database.portalUrl });
  agent = new pg.Client({ connectionString: contexts.database.agentUrl });
  await Promise.all([portal.connect(), agent.connect()]);
  await makePlatform(contexts.as("admin"));
});
afterAll(async () => {
  await Promise.all([portal.end(), agent.end()]);
  await contexts.close();
});
beforeEach(async () => {
  const admin = contexts.as("admin");
  carrierId = (await makeReadyCarrier(admin)).id;
  customerId = (await makeCustomer(admin)).id;
  trunkId = (await makeTrunk(admin, carrierId, customerId)).id;
});

const AUDIT = `INSERT INTO audit_event (sequence, id, at, actor_kind, actor_id, actor_name, action, entity_table, entity_id,
  request_id, transaction_id, previous_hash, hash) VALUES (0, $1, now(), 'system', 'test', 'test', 'test', 'test', $2, 'test', 0, '', '')`;

/** One statement in a transaction, with an audit event about `id` where one is given. */
async function run(sql: string, values: unknown[], audited?: string): Promise<void> {
  await portal.query("BEGIN");
  try {
    if (audited !== undefined) await portal.query(AUDIT, [randomUUID(), audited]);
    await portal.query(sql, values);
    await portal.query("COMMIT");
  } catch (error) {
    await portal.query("ROLLBACK");
    throw error;
  }
}

test("a quote is given an answer by being accepted or declined, and by no other step", async () => {
  const { id, sentToId } = await makeSentQuote(contexts.as("admin"), trunkId);
  const answer = "answered_at = now(), answered_by_id = $2";
  for (const change of [answer, `${answer}, state = 'superseded'`, "answer_note = $2"]) {
    await expect(
      run(`UPDATE quote_revision SET ${change} WHERE id = $1`, [id, sentToId], id),
    ).rejects.toThrow("quote_answer_step");
  }
  const stranger = await makeContact(contexts.as("admin"), { carrierId });
  await expect(
    run(
      `UPDATE quote_revision SET state = 'declined', ${answer} WHERE id = $1`,
      [id, stranger.id],
      id,
    ),
  ).rejects.toThrow("quote_answer_contact");
  await run(
    `UPDATE quote_revision SET state = 'declined', ${answer} WHERE id = $1`,
    [id, sentToId],
    id,
  );
});

test("a contact stays whose it is", async () => {
  const { id } = await makeContact(contexts.as("admin"), { customerId });
  await expect(
    run("UPDATE contact SET customer_id = NULL, carrier_id = $2 WHERE id = $1", [id, carrierId]),
  ).rejects.toThrow("contact_kept");
});

const announce = (id: string, more: Record<string, unknown> = {}) => {
  const row: Record<string, unknown> = {
    id,
    trunk_id: trunkId,
    direction: "termination",
    announced_a: "+6498879333",
    announced_b: "+6498879334",
    expires_at: new Date(Date.now() + 60_000),
    recorded_by_id: randomUUID(),
    ...more,
  };
  const places = Object.keys(row).map((_, index) => `$${index + 1}`);
  const sql = `INSERT INTO test_call (${Object.keys(row).join(", ")}) VALUES (${places.join(", ")})`;
  return run(sql, Object.values(row));
};
const SUCCEED = `UPDATE test_call SET state = 'succeeded', finished_at = now(), a_number_intact = true, proof = 'call_record',
  call_record_id = $2 WHERE id = $1`;

test("a test call begins announced, and succeeds by an answered call of its own trunk alone, on record", async () => {
  const forged = { state: "succeeded", finished_at: new Date(), a_number_intact: true };
  await expect(
    announce(randomUUID(), { ...forged, proof: "call_record", call_record_id: randomUUID() }),
  ).rejects.toThrow("state_arrow");
  const id = randomUUID();
  await announce(id);
  await expect(run(SUCCEED, [id, randomUUID()], id)).rejects.toThrow("test_call_record");
  const call = { trunk_id: trunkId, carrier_id: carrierId, a_received: "+6498879333" };
  const otherWay = await leaveCallRecord(agent, { ...call, direction: "origination" });
  const unanswered = await leaveCallRecord(agent, { ...call, answered_at: null });
  const early = await leaveCallRecord(agent, {
    ...call,
    started_at: new Date(Date.now() - 60_000),
  });
  for (const record of [otherWay, unanswered, early]) {
    await expect(run(SUCCEED, [id, record], id)).rejects.toThrow("test_call_record");
  }
  const record = await leaveCallRecord(agent, call);
  await expect(run(SUCCEED, [id, record])).rejects.toThrow("state_change_without_audit");
  await run(SUCCEED, [id, record], id);
});

test("a hand-off sheet goes to a contact of its carrier, and only such a one acknowledges it, once sent", async () => {
  const admin = contexts.as("admin");
  const { sentToId } = await makeAcceptedQuote(admin, trunkId);
  const { id: contactId } = await makeContact(admin, { carrierId });
  const send = (id: string, number: number, sentAt: Date | null, to: string | null) =>
    run(
      `INSERT INTO hand_off_version (id, carrier_id, number, content, created_by_id, sent_at, sent_to_id)
       VALUES ($1, $2, $3, '{}', $4, $5, $6)`,
      [id, carrierId, number, randomUUID(), sentAt, to],
    );
  await expect(send(randomUUID(), 1, new Date(), sentToId)).rejects.toThrow("hand_off_contact");
  const [draft, sent] = [randomUUID(), randomUUID()];
  await send(draft, 1, null, null);
  await send(sent, 2, new Date(), contactId);
  const acknowledge = (version: string, by: string | null) =>
    run(
      `INSERT INTO hand_off_acknowledgement (id, hand_off_version_id, contact_id, allows_fqdn_and_egress, recorded_by_id, acknowledged_at)
       VALUES ($1, $2, $3, true, $4, now())`,
      [randomUUID(), version, by, randomUUID()],
    );
  await expect(acknowledge(draft, contactId)).rejects.toThrow("hand_off_word");
  await expect(acknowledge(sent, sentToId)).rejects.toThrow("hand_off_word");
  await acknowledge(sent, contactId);
});

test("a requirement is born unknown", async () => {
  const id = randomUUID();
  await portal.query(
    "INSERT INTO carrier (id, name, country, updated_at) VALUES ($1, $2, 'NZ', now())",
    [id, `Carrier ${id}`],
  );
  const insert = (state: string) =>
    portal.query(
      `INSERT INTO requirement_check (id, carrier_id, code, state, waiver_reason, updated_at)
        VALUES ($1, $2, 'DIRECT_SIP', $3, 'because', now())`,
      [randomUUID(), id, state],
    );
  for (const state of ["met", "not_met", "waived"]) {
    await expect(insert(state)).rejects.toThrow("a new requirement_check is unknown");
  }
  await insert("unknown");
});
