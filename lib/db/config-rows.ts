// Reads the tables that the sip-agent enforces, whole or by ids, as the plain rows that snapshots are built from.
import type { ClientBase } from "pg";
import type { ConfigTable } from "@/lib/policy/rows";
import type {
  IdTable,
  LargeRows,
  LargeTable,
  PolicyConfigRows,
  RowOfTable,
  SmallConfigRows,
  TableChange,
} from "@/lib/snapshot/model";
import { NotSetUp } from "./not-set-up";

/** Runs one statement in a transaction that somebody else has begun. */
export type ConfigQuery = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

const millis = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** A credential without its secrets: what the policy needs of it, and whose it is. */
const CREDENTIAL = `t.id, t.carrier_id AS "carrierId", t.username, t.realm, t.state,
      ${millis("t.retires_at")} AS "retiresAtMs"`;

/** Columns of each table, named as the row types' fields; `sources` may join, `wanted` leaves rows out for good. */
const TABLES: Record<IdTable, { columns: string; source?: string; wanted?: string }> = {
  egress_address: {
    columns: `t.id, host(t.address) AS address, ${millis("t.valid_from")} AS "validFromMs",
      ${millis("t.valid_until")} AS "validUntilMs"`,
  },
  core_endpoint: {
    columns: `t.id, t.host, t.port, t.transport, t.priority, t.weight, t.enabled,
      t.options_check AS "optionsCheck"`,
  },
  core_source: { columns: "t.id, t.block" },
  edge_proxy: { columns: "t.id, host(t.address) AS address" },
  carrier: {
    columns: `t.id, t.name::text AS name, t.state, t.auth_mode AS "authMode", t.digest_status AS "digestStatus",
      t.digest_md5_only AS "digestMd5Only", t.max_channels AS "maxChannels",
      t.max_calls_per_sec AS "maxCallsPerSec"`,
  },
  // Removed entries stay known for messages of running dialogs; the longest call is a day.
  acl_entry: {
    columns: `t.id, t.carrier_id AS "carrierId", t.block, ${millis("t.valid_from")} AS "validFromMs",
      ${millis("t.valid_until")} AS "validUntilMs", t.active, ${millis("t.removed_at")} AS "removedAtMs",
      t.blocked_now AS "blockedNow"`,
    wanted: "t.active OR t.removed_at > now() - interval '1 day'",
  },
  gateway: {
    columns: `t.id, t.carrier_id AS "carrierId", t.host, t.port, t.transport, t.allow_tcp AS "allowTcp",
      t.priority, t.weight, t.enabled, t.options_check AS "optionsCheck",
      ${millis("t.removed_at")} AS "removedAtMs"`,
    wanted: "t.removed_at IS NULL OR t.removed_at > now() - interval '1 day'",
  },
  sip_credential: {
    columns: `${CREDENTIAL}, t.key_id AS "keyId",
      translate(encode(t.ha1_sha256, 'base64'), E'+/=\\n', '-_') AS "ha1Sha256",
      translate(encode(t.ha1_md5, 'base64'), E'+/=\\n', '-_') AS "ha1Md5"`,
    wanted: "t.state <> 'revoked'",
  },
  trunk: {
    columns: `t.id, t.carrier_id AS "carrierId", t.customer_id AS "customerId", t.name,
      t.fqdn_label AS "fqdnLabel", t.country, t.state, t.max_channels AS "maxChannels",
      t.max_calls_per_sec AS "maxCallsPerSec", t.allowed_destinations AS "allowedDestinations",
      t.longest_call_sec AS "longestCallSec", t.accept_anonymous AS "acceptAnonymous",
      t.invalid_anumber AS "invalidANumber", t.accept_forwarded AS "acceptForwarded",
      t.allow_refer AS "allowRefer", t.asserted_identity AS "assertedIdentity", t.diversion,
      t.history_info AS "historyInfo", t.privacy`,
  },
  phone_number: {
    columns: `t.id, t.e164, t.kind, t.customer_id AS "customerId", t.carrier_id AS "carrierId",
      t.trunk_id AS "trunkId", t.active`,
  },
  verification_item: {
    columns: `t.id, t.number_id AS "numberId", n.e164, t.carrier_id AS "carrierId", t.state,
      ${millis("t.verified_from")} AS "verifiedFromMs", ${millis("t.valid_until")} AS "validUntilMs"`,
    source: "JOIN phone_number n ON n.id = t.number_id",
    wanted: "t.state = 'verified'",
  },
};

const SETTINGS = `SELECT lower(signalling_fqdn) AS "signallingFqdn", sip_port AS "sipPort" FROM platform_settings`;

/** A condition of its own, with the value that it calls $1. */
interface Only {
  readonly condition: string;
  readonly value: unknown;
}

const ofIds = (ids: readonly string[] | null): Only | null =>
  ids && { condition: "t.id = ANY ($1::uuid[])", value: ids };

/** Rows of one table, all or only some. What the agent has no use for is left out. */
function findConfigRows<T extends IdTable>(
  query: ConfigQuery,
  table: T,
  only: Only | null,
): Promise<RowOfTable[T][]> {
  return findRows<RowOfTable[T]>(query, table, TABLES[table].columns, only);
}

function findRows<Row>(
  query: ConfigQuery,
  table: IdTable,
  columns: string,
  only: Only | null,
): Promise<Row[]> {
  const text = selectOf(table, columns);
  return only === null ? query(text, []) : query(`${text} AND ${only.condition}`, [only.value]);
}

function selectOf(table: IdTable, columns: string): string {
  const { source = "", wanted = "true" } = TABLES[table];
  return `SELECT ${columns} FROM ${table} t ${source} WHERE (${wanted})`;
}

/** The one row of settings. Throws `NotSetUp` if there is none: then nothing can be enforced. */
async function requireSettingsRow(query: ConfigQuery): Promise<RowOfTable["platform_settings"]> {
  const [row] = await query<RowOfTable["platform_settings"]>(SETTINGS, []);
  if (row === undefined) throw new NotSetUp();
  return row;
}

/** Every table, in the transaction that `client` is in: the large ones in pieces, handed to `add` as they come. */
export async function loadConfigRows(
  client: ClientBase,
  add: (part: LargeRows) => void,
): Promise<SmallConfigRows> {
  const query = queryOf(client);
  const small = {
    ...(await loadSmallTables(query)),
    egress_address: await findConfigRows(query, "egress_address", null),
    sip_credential: await findConfigRows(query, "sip_credential", null),
  };
  for (const table of LARGE_TABLES) await readInPieces(query, table, add);
  return small;
}

const LARGE_TABLES = ["phone_number", "verification_item"] as const satisfies LargeTable[];
/** Some ten milliseconds of work: calls go on between two pieces. */
const ROWS_A_PIECE = 2_000;

/** Through a cursor: a million rows as objects would take half a gigabyte. */
async function readInPieces(
  query: ConfigQuery,
  table: LargeTable,
  add: (part: LargeRows) => void,
): Promise<void> {
  const select = selectOf(table, TABLES[table].columns);
  await query(`DECLARE large_rows NO SCROLL CURSOR FOR ${select}`, []);
  const fetch = () => query(`FETCH ${ROWS_A_PIECE} FROM large_rows`, []);
  let next = fetch();
  for (;;) {
    const rows = await next;
    if (rows.length === 0) break;
    // The database reads the next piece while this one is worked off.
    next = fetch();
    next.catch(() => undefined);
    add({ table, rows } as LargeRows);
  }
  await query("CLOSE large_rows", []);
}

/**
 * What a decision needs that is about no other numbers than these (+E.164), without secrets: the two tables that may
 * have a million rows are not read whole. In the transaction that `query` runs in.
 */
export async function loadPolicyRows(
  query: ConfigQuery,
  e164s: readonly string[],
): Promise<PolicyConfigRows> {
  const ofNumbers = (column: string): Only => ({
    condition: `${column} = ANY ($1::text[])`,
    value: e164s,
  });
  return {
    ...(await loadSmallTables(query)),
    sip_credential: await findRows(query, "sip_credential", CREDENTIAL, null),
    phone_number: await findConfigRows(query, "phone_number", ofNumbers("t.e164")),
    verification_item: await findConfigRows(query, "verification_item", ofNumbers("n.e164")),
  };
}

/**
 * The same for the A-numbers of one customer: its trunks and their carriers alone, for whatever the others have says
 * nothing of what this customer may show.
 */
export async function loadCustomerRows(
  query: ConfigQuery,
  e164s: readonly string[],
  customerId: string,
): Promise<PolicyConfigRows> {
  const ofNumbers = (column: string): Only => ({
    condition: `${column} = ANY ($1::text[])`,
    value: e164s,
  });
  const ofCarriers = (column: string): Only => ({
    condition: `${column} IN (SELECT carrier_id FROM trunk WHERE customer_id = $1::uuid)`,
    value: customerId,
  });
  return {
    ...(await loadPlatform(query)),
    carrier: await findConfigRows(query, "carrier", ofCarriers("t.id")),
    acl_entry: await findConfigRows(query, "acl_entry", ofCarriers("t.carrier_id")),
    gateway: await findConfigRows(query, "gateway", ofCarriers("t.carrier_id")),
    trunk: await findConfigRows(query, "trunk", {
      condition: "t.customer_id = $1::uuid",
      value: customerId,
    }),
    sip_credential: await findRows(query, "sip_credential", CREDENTIAL, ofCarriers("t.carrier_id")),
    phone_number: await findConfigRows(query, "phone_number", ofNumbers("t.e164")),
    verification_item: await findConfigRows(query, "verification_item", ofNumbers("n.e164")),
  };
}

async function loadSmallTables(query: ConfigQuery) {
  return {
    ...(await loadPlatform(query)),
    carrier: await findConfigRows(query, "carrier", null),
    acl_entry: await findConfigRows(query, "acl_entry", null),
    gateway: await findConfigRows(query, "gateway", null),
    trunk: await findConfigRows(query, "trunk", null),
  };
}

async function loadPlatform(query: ConfigQuery) {
  return {
    platform_settings: await requireSettingsRow(query),
    core_endpoint: await findConfigRows(query, "core_endpoint", null),
    core_source: await findConfigRows(query, "core_source", null),
    edge_proxy: await findConfigRows(query, "edge_proxy", null),
  };
}

/** The present rows behind a change of one table, in the transaction that `client` is in. */
export async function loadTableChange(
  client: ClientBase,
  table: ConfigTable,
  ids: readonly string[] | null,
): Promise<TableChange> {
  const query = queryOf(client);
  if (table === "platform_settings") return { table, rows: [await requireSettingsRow(query)] };
  // Narrowing by table is the compiler's business only as long as the tables are named one by one.
  const rows = await findConfigRows(query, table, ofIds(ids));
  return { table, ids, rows } as TableChange;
}

function queryOf(client: ClientBase): ConfigQuery {
  return async <Row>(text: string, values: readonly unknown[]) =>
    (await client.query(text, [...values])).rows as Row[];
}

const CONFIG_TABLES: ReadonlySet<string> = new Set([...Object.keys(TABLES), "platform_settings"]);

/** True for a table that the agent enforces. */
export function isConfigTable(name: string): name is ConfigTable {
  return CONFIG_TABLES.has(name);
}
