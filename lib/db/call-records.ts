// Writes what the sip-agents leave behind: call records, kept SIP messages, unknown sources. Idempotent by id.
import pg, { type Pool } from "pg";
import type { Direction } from "@/lib/policy/model";
import type { Transport } from "@/lib/policy/rows";
import type { RecordJson } from "./record-json";

/** One try at one gateway or core endpoint. Times in ISO 8601. */
export interface CallAttempt {
  readonly targetTable: "gateway" | "core_endpoint";
  readonly targetId: string;
  /** `transport:address:port` it was sent to; empty if it had none. */
  readonly destination: string;
  readonly startedAt: string;
  /** First provisional response but 100; null if none came. */
  readonly ringingAt: string | null;
  readonly endedAt: string | null;
  /** Final status; null while it runs, or if none came. */
  readonly status: number | null;
  /** Reason phrase, or what went wrong in words. */
  readonly reason: string;
}

/** A row of call_record. Times in ISO 8601 UTC; ids are UUIDs; texts are UTF-8 without NUL. */
export interface CallRecordRow {
  readonly id: string;
  readonly agentId: string;
  /** A bigint as text. */
  readonly configVersion: string;
  readonly direction: Direction | null;
  readonly carrierId: string | null;
  readonly customerId: string | null;
  readonly trunkId: string | null;
  readonly callId: string;
  readonly sourceAddress: string;
  readonly sourcePort: number;
  readonly transport: Transport;
  readonly requestUri: string;
  readonly userAgent: string;
  readonly aReceived: string | null;
  readonly bReceived: string | null;
  readonly aSent: string | null;
  readonly bSent: string | null;
  readonly assertedReceived: readonly string[];
  readonly anonymous: boolean;
  readonly rule: string;
  readonly action: string;
  readonly status: number | null;
  readonly reason: string;
  readonly trace: unknown;
  readonly becauseTable: string | null;
  readonly becauseId: string | null;
  readonly attempts: readonly CallAttempt[];
  readonly startedAt: string;
  readonly ringingAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly postDialDelayMs: number | null;
  readonly endedBy: CallEndedBy | null;
  readonly complete: boolean;
  readonly sampled: boolean;
}

/** Who ended a call that was up, or null in the record of one that never was. */
export type CallEndedBy = "caller" | "callee" | "agent" | "timeout";

/** The end of a call whose record another process holds. */
export interface CallEnd {
  readonly recordId: string;
  readonly endedAt: string;
  readonly endedBy: CallEndedBy;
}

/** A SIP message of a call, secrets masked. */
export interface KeptMessage {
  readonly sequence: number;
  readonly at: string;
  readonly leg: "from-carrier" | "to-carrier" | "from-core" | "to-core";
  /** `transport:address:port` of the peer. */
  readonly peer: string;
  readonly transport: Transport;
  /** Base64. */
  readonly bytes: string;
}

/**
 * Everything of one batch; what stands in it twice counts as its last. An end whose record is in the same batch stands in
 * that record.
 */
export interface CallBatch {
  readonly records: readonly RecordJson[];
  readonly ends: readonly CallEnd[];
  readonly messages: readonly {
    readonly recordId: string;
    readonly messages: readonly KeptMessage[];
  }[];
}

/** What was counted of one unknown source since the last flush. */
export interface UnknownSourceCount {
  readonly address: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly datagrams: number;
  readonly lastTransport: Transport;
  readonly lastMethod: string;
  readonly lastRequestUri: string;
  readonly lastUserAgent: string;
}

const RECORD_COLUMNS = [
  ["id", "id", "uuid"],
  ["agentId", "agent_id", "uuid"],
  ["configVersion", "config_version", "bigint"],
  ["direction", "direction", "direction"],
  ["carrierId", "carrier_id", "uuid"],
  ["customerId", "customer_id", "uuid"],
  ["trunkId", "trunk_id", "uuid"],
  ["callId", "call_id", "text"],
  ["sourceAddress", "source_address", "inet"],
  ["sourcePort", "source_port", "int"],
  ["transport", "transport", "transport"],
  ["requestUri", "request_uri", "text"],
  ["userAgent", "user_agent", "text"],
  ["aReceived", "a_received", "text"],
  ["bReceived", "b_received", "text"],
  ["aSent", "a_sent", "text"],
  ["bSent", "b_sent", "text"],
  ["assertedReceived", "asserted_received", "text[]"],
  ["anonymous", "anonymous", "boolean"],
  ["rule", "rule", "text"],
  ["action", "action", "text"],
  ["status", "status", "int"],
  ["reason", "reason", "text"],
  ["trace", "trace", "jsonb"],
  ["becauseTable", "because_table", "text"],
  ["becauseId", "because_id", "uuid"],
  ["attempts", "attempts", "jsonb"],
  ["startedAt", "started_at", "timestamptz"],
  ["ringingAt", "ringing_at", "timestamptz"],
  ["answeredAt", "answered_at", "timestamptz"],
  ["endedAt", "ended_at", "timestamptz"],
  ["postDialDelayMs", "post_dial_delay_ms", "int"],
  ["endedBy", "ended_by", "text"],
  ["complete", "complete", "boolean"],
  ["sampled", "sampled", "boolean"],
] as const satisfies readonly (readonly [keyof CallRecordRow, string, string])[];

// A complete record is never overwritten: a replayed spool, or the late word of another agent, changes nothing.
const UPSERT_RECORDS = `
  INSERT INTO call_record (${RECORD_COLUMNS.map(([, column]) => column).join(", ")})
  SELECT ${RECORD_COLUMNS.map(([field]) => `r."${field}"`).join(", ")}
  FROM jsonb_to_recordset($1::jsonb)
    AS r(${RECORD_COLUMNS.map(([field, , type]) => `"${field}" ${type}`).join(", ")})
  ON CONFLICT (id) DO UPDATE SET
    ${RECORD_COLUMNS.filter(([field]) => field !== "id")
      .map(([, column]) => `${column} = EXCLUDED.${column}`)
      .join(", ")}
  WHERE NOT call_record.complete
  RETURNING call_record.id, call_record.action, call_record.started_at, call_record.complete, call_record.carrier_id`;

// Each record that is now complete goes once to where the job worker takes it, to see what it shows of the carrier's
// requirements. A challenge is looked at once its answer has had the time to come.
const TO_OBSERVE = `
    INSERT INTO call_record_to_observe (record_id, due_at)
    SELECT id, LEAST(started_at, now()) + CASE WHEN action = 'challenge' THEN interval '1 minute' ELSE interval '0' END
    FROM (SELECT * FROM upserted UNION ALL SELECT * FROM applied) AS written
    WHERE complete AND carrier_id IS NOT NULL
    ON CONFLICT (record_id) DO NOTHING`;

// One statement is one transaction and one way there and back.
const WRITE_BATCH = `
  WITH upserted AS (${UPSERT_RECORDS}
  ), given AS (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS r("recordId" uuid, "endedAt" timestamptz, "endedBy" text)
  ), applied AS (
    UPDATE call_record SET ended_at = given."endedAt", ended_by = given."endedBy", complete = true
    FROM given WHERE call_record.id = given."recordId" AND NOT call_record.complete
    RETURNING call_record.id, call_record.action, call_record.started_at, call_record.complete, call_record.carrier_id
  ), observed AS (${TO_OBSERVE}
  ), kept AS (
    INSERT INTO sip_message (call_record_id, sequence, at, leg, peer, transport, bytes)
    SELECT r."recordId", r.sequence, r.at, r.leg, r.peer, r.transport, decode(r.bytes, 'base64')
    FROM jsonb_to_recordset($3::jsonb)
      AS r("recordId" uuid, sequence int, at timestamptz, leg text, peer text, transport transport, bytes text)
    ON CONFLICT (call_record_id, sequence) DO NOTHING
  )
  SELECT given."recordId" AS id FROM given
  WHERE NOT EXISTS (SELECT FROM call_record WHERE call_record.id = given."recordId")`;

/**
 * Writes a batch, all or none. Returns the ids of ends whose record is not there (yet): they are to be tried again later.
 * Throws what the driver throws; `isRefusedRow` tells a row that can never be written from an outage.
 */
export async function writeCallBatch(pool: Pool, batch: CallBatch): Promise<readonly string[]> {
  const records = lastPerKey(batch.records, (record) => record.id);
  const ends = lastPerKey(batch.ends, (end) => end.recordId);
  const messages = batch.messages.flatMap(({ recordId, messages: kept }) =>
    kept.map((message) => ({ recordId, ...message })),
  );
  const { rows } = await pool.query<{ id: string }>(WRITE_BATCH, [
    `[${records.map((record) => record.text).join(",")}]`,
    JSON.stringify(ends),
    JSON.stringify(messages),
  ]);
  return rows.map((row) => row.id);
}

/** True if Postgres refused the data itself (SQLSTATE classes 22 and 23): writing it again cannot help. */
export function isRefusedRow(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("code" in error)) return false;
  return typeof error.code === "string" && /^2[23]/.test(error.code) && error.code.length === 5;
}

const UPSERT_UNKNOWN_SOURCES = `
  INSERT INTO unknown_source (address, first_seen_at, last_seen_at, datagrams, last_transport, last_method,
    last_request_uri, last_user_agent)
  SELECT r.address, r."firstSeenAt", r."lastSeenAt", r.datagrams, r."lastTransport", r."lastMethod",
    r."lastRequestUri", r."lastUserAgent"
  FROM jsonb_to_recordset($1::jsonb)
    AS r(address inet, "firstSeenAt" timestamptz, "lastSeenAt" timestamptz, datagrams bigint,
      "lastTransport" transport, "lastMethod" text, "lastRequestUri" text, "lastUserAgent" text)
  ON CONFLICT (address) DO UPDATE SET
    last_seen_at = EXCLUDED.last_seen_at,
    datagrams = unknown_source.datagrams + EXCLUDED.datagrams,
    last_transport = EXCLUDED.last_transport,
    last_method = EXCLUDED.last_method,
    last_request_uri = EXCLUDED.last_request_uri,
    last_user_agent = EXCLUDED.last_user_agent`;

/**
 * Adds counts to unknown_source, one statement: all or none. Each address stands in `counts` at most once. Throws what the
 * driver throws; `isRefusedRow` tells a row that can never be written from an outage.
 */
export async function addUnknownSources(
  pool: Pool,
  counts: readonly UnknownSourceCount[],
): Promise<void> {
  if (counts.length > 0) await pool.query(UPSERT_UNKNOWN_SOURCES, [JSON.stringify(counts)]);
}

function lastPerKey<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

/** Connections for records and counts. */
export type RecordPool = Pool;

/** Opens the agent's pool for records; `onError` hears of idle connections that broke. Ends with `pool.end()`. */
export function openRecordPool(url: string, onError: (error: Error) => void): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: 5_000,
    query_timeout: 60_000,
    keepAlive: true,
    application_name: "sip-agent records",
    options: "-c TimeZone=UTC",
  });
  pool.on("error", onError);
  return pool;
}
