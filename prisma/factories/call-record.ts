// Leaves a call record as a sip-agent would: an answered call, unless the test says otherwise.
import { randomUUID } from "node:crypto";
import type pg from "pg";

/** `row` by column name. `agent` is connected with the agent's rights. */
export async function leaveCallRecord(
  agent: pg.Client,
  row: Readonly<Record<string, unknown>>,
): Promise<string> {
  const startedAt = row.started_at instanceof Date ? row.started_at : new Date();
  const full: Record<string, unknown> = {
    id: randomUUID(),
    agent_id: randomUUID(),
    config_version: 1,
    direction: "termination",
    call_id: randomUUID(),
    source_address: "127.0.0.2",
    source_port: 5060,
    transport: "udp",
    request_uri: "sip:x",
    a_sent: row.a_received ?? null,
    b_sent: row.b_received ?? null,
    rule: "route",
    action: "route",
    status: 200,
    trace: "[]",
    started_at: startedAt,
    answered_at: new Date(startedAt.getTime() + 2_000),
    ...row,
  };
  const columns = Object.keys(full);
  const places = columns.map((_, index) => `$${index + 1}`);
  await agent.query(
    `INSERT INTO call_record (${columns.join(", ")}) VALUES (${places.join(", ")})`,
    Object.values(full),
  );
  return String(full.id);
}
