// The sip-agent's end of the configuration: reads it whole or change by change, is woken by NOTIFY, reports what it applies.
import pg from "pg";
import { asError } from "@/lib/core/as-error";
import type { LargeRows, SmallConfigRows, TableChange } from "@/lib/snapshot/model";
import { isConfigTable, loadConfigRows, loadTableChange } from "./config-rows";

/**
 * A point in the configuration's history: the ledger's version, and when that version was made, as the database
 * wrote it. The same number with another time is another history: a database put back from a copy.
 */
export interface ConfigPoint {
  readonly version: bigint;
  readonly madeAt: string;
}

/** The whole configuration at one point; the two large tables have been handed on in pieces. */
export interface WholeConfig {
  readonly point: ConfigPoint;
  readonly rows: SmallConfigRows;
}

/** What changed from one point to another. `null` changes: the log cannot say, the whole must be read. */
export interface ConfigChanges {
  readonly point: ConfigPoint;
  readonly changes: readonly TableChange[] | null;
}

/** A heartbeat. Times in ISO 8601. */
export interface AgentReport {
  readonly id: string;
  readonly name: string;
  readonly state: "starting" | "ready" | "not_ready" | "draining" | "stopped";
  /** Why it is not ready, or what its alert is; empty if all is well. */
  readonly reason: string;
  readonly softwareVersion: string;
  readonly listen: readonly string[];
  /** 0 before the first snapshot. */
  readonly appliedVersion: bigint;
  readonly appliedAt: string | null;
  readonly openCalls: number;
  readonly startedAt: string;
}

export interface ConfigFeedHandler {
  /** Connected (again), and listening: look at the version. */
  onConnected(): void;
  /** A notice came: the configuration has changed, or may have. */
  onNotice(): void;
  /** Staff ask something of the agents, or may have. */
  onCommand(): void;
  /** The connection is gone, or could not be made; the next try is under way. */
  onLost(error: Error): void;
}

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

const READ_ONLY_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/**
 * One connection that listens, reads, and writes this agent's own row. It is made again whenever it is lost, with
 * growing pauses. Methods reject while there is none, and wait for one another.
 */
export class ConfigFeed {
  readonly #url: string;
  readonly #handler: ConfigFeedHandler;
  #client: pg.Client | null = null;
  #retryMs = FIRST_RETRY_MS;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(url: string, handler: ConfigFeedHandler) {
    this.#url = url;
    this.#handler = handler;
  }

  get isConnected(): boolean {
    return this.#client !== null;
  }

  /** Starts connecting; returns at once. */
  start(): void {
    void this.#connect();
  }

  /** Ends the connection and the tries for one. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  /** Reads everything in one snapshot of the database; `add` is given the large tables piece by piece. */
  readWhole(add: (part: LargeRows) => void): Promise<WholeConfig> {
    return this.#inSnapshot(null, async (client, { point }) => ({
      point,
      rows: await loadConfigRows(client, add),
    }));
  }

  /** Reads what changed after `since`, in one snapshot of the database. */
  readChanges(since: ConfigPoint): Promise<ConfigChanges> {
    return this.#inSnapshot(since.version, async (client, { point, knownAt, log }) => {
      const isSameHistory = point.version >= since.version && knownAt === since.madeAt;
      // One row a version: a gap means that the log was shortened.
      if (!isSameHistory || BigInt(log.length) !== point.version - since.version) {
        return { point, changes: null };
      }
      const changes: TableChange[] = [];
      for (const [table, ids] of idsByTable(log)) {
        if (isConfigTable(table)) changes.push(await loadTableChange(client, table, ids));
      }
      return { point, changes };
    });
  }

  /** Writes this agent's row: heartbeat and applied version. */
  async report(report: AgentReport): Promise<void> {
    const values = [
      report.id,
      report.name,
      report.state,
      report.reason,
      report.softwareVersion,
      report.listen,
      report.appliedVersion.toString(),
      report.appliedAt,
      report.openCalls,
      report.startedAt,
    ];
    await this.#inTurn((client) => client.query(UPSERT_AGENT, values));
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: 5_000,
      // A half-dead connection must not hold the feed up: the next one reads the whole again.
      query_timeout: 60_000,
      keepAlive: true,
      application_name: "sip-agent configuration",
      options: "-c TimeZone=UTC",
    });
    client.on("error", (error) => this.#lose(client, error));
    client.on("end", () => this.#lose(client, new Error("the connection has ended")));
    client.on("notification", ({ channel }) => {
      if (channel === "agent_command") this.#handler.onCommand();
      else this.#handler.onNotice();
    });
    try {
      await client.connect();
      await client.query("LISTEN config_change; LISTEN agent_command");
    } catch (error) {
      client.removeAllListeners("end");
      await client.end().catch(() => undefined);
      this.#again(asError(error));
      return;
    }
    if (this.#stopped) {
      await client.end().catch(() => undefined);
      return;
    }
    this.#client = client;
    this.#retryMs = FIRST_RETRY_MS;
    this.#handler.onConnected();
  }

  #lose(client: pg.Client, error: Error): void {
    if (this.#client !== client) return;
    this.#client = null;
    client.end().catch(() => undefined);
    this.#again(error);
  }

  #again(error: Error): void {
    if (this.#stopped) return;
    this.#handler.onLost(error);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  #require(): pg.Client {
    if (this.#client === null) throw new Error("Postgres is away");
    return this.#client;
  }

  /** Begins a snapshot of the database and asks for the news since a version in the same message. */
  #inSnapshot<T>(
    since: bigint | null,
    read: (client: pg.Client, news: News) => Promise<T>,
  ): Promise<T> {
    return this.#inTurn(async (client) => {
      try {
        const result = await read(client, await beginWithNews(client, since));
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK").catch((failure) => this.#lose(client, asError(failure)));
        throw error;
      }
    });
  }

  /** One at a time: a heartbeat must not fall into a read-only transaction on the same connection. */
  #inTurn<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => work(this.#require()));
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

interface ChangeRow {
  readonly table: string;
  readonly ids: readonly string[];
  readonly whole: boolean;
}

const UPSERT_AGENT = `
  INSERT INTO agent_instance (id, name, state, reason, software_version, listen, applied_version, applied_at,
    open_calls, started_at, last_seen_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now())
  ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, state = EXCLUDED.state, reason = EXCLUDED.reason,
    software_version = EXCLUDED.software_version, listen = EXCLUDED.listen,
    applied_version = EXCLUDED.applied_version, applied_at = EXCLUDED.applied_at,
    open_calls = EXCLUDED.open_calls, started_at = EXCLUDED.started_at, last_seen_at = now()`;

/** What the ledger and its log say at one instant. */
interface News {
  readonly point: ConfigPoint;
  /** When the version asked about was made; empty where the log has no such version: before the first change, or cut off. */
  readonly knownAt: string;
  /** What was logged after it. */
  readonly log: readonly ChangeRow[];
}

/** Several statements in one message take no parameters: the version is a bigint of our own. */
async function beginWithNews(client: pg.Client, since: bigint | null): Promise<News> {
  const known = since === null ? "NULL" : String(since);
  const madeAt = (version: string) =>
    `coalesce((SELECT to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS') FROM config_change WHERE version = ${version}), '')`;
  const answers: unknown = await client.query(`
    ${READ_ONLY_SNAPSHOT};
    SELECT config_version::text AS version, ${madeAt("config_version")} AS "madeAt", ${madeAt(known)} AS "knownAt"
      FROM ledger WHERE id = 1;
    SELECT table_name AS "table", row_ids AS ids, whole FROM config_change
      WHERE version > ${known} ORDER BY version`);
  const [, ledger, log] = answers as [
    unknown,
    pg.QueryResult<{ version: string; madeAt: string; knownAt: string }>,
    pg.QueryResult<ChangeRow>,
  ];
  const [row] = ledger.rows;
  if (row === undefined) throw new Error("the ledger has no row: the database is not migrated");
  const point = { version: BigInt(row.version), madeAt: row.madeAt };
  return { point, knownAt: row.knownAt, log: log.rows };
}

/** All changed ids of each table; null where a whole table is to be read anew. Tables in order of their first change. */
function idsByTable(rows: readonly ChangeRow[]): Map<string, readonly string[] | null> {
  const ids = new Map<string, Set<string> | null>();
  for (const row of rows) {
    const known = ids.get(row.table);
    if (known === null) continue;
    if (row.whole) {
      ids.set(row.table, null);
      continue;
    }
    const set = known ?? new Set<string>();
    for (const id of row.ids) set.add(id);
    ids.set(row.table, set);
  }
  return new Map([...ids].map(([table, set]) => [table, set === null ? null : [...set]]));
}
