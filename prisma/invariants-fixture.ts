// Rows made with plain SQL for the tests that try to break the database's own rules.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { testDatabase } from "@/lib/db/test-database";

/** One open connection with the few rows that the invariants speak of. */
export interface Store {
  query(sql: string, values?: unknown[]): Promise<pg.QueryResult>;
  /** Runs the statements in one transaction, with an audit event about each id given. */
  audited(ids: string[], ...statements: [string, unknown[]][]): Promise<void>;
  carrier(name?: string): Promise<string>;
  customer(name?: string): Promise<string>;
  trunk(carrierId: string, customerId: string): Promise<string>;
  connect(): Promise<pg.Client>;
  /** Goes around every trigger, as only a superuser can, then runs `look` and takes it all back. */
  tamper(sql: string, values: unknown[], look: (client: pg.Client) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

const AUDIT = `INSERT INTO audit_event (sequence, id, at, actor_kind, actor_id, actor_name, action, entity_table, entity_id,
  request_id, transaction_id, previous_hash, hash) VALUES (0, $1, now(), 'system', 'test', 'test', 'test', 'test', $2, 'test', 0, '', '')`;

/** Opens a fresh database as its owner, who may do all that rules do not forbid. */
export async function openStore(): Promise<Store> {
  const database = await testDatabase();
  const clients: pg.Client[] = [];
  const open = async (url: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    clients.push(client);
    return client;
  };
  const connect = () => open(database.ownerUrl);
  const main = await connect();
  const query: Store["query"] = (sql, values) => main.query(sql, values);
  return {
    query,
    connect,
    async audited(ids, ...statements) {
      await query("BEGIN");
      try {
        for (const id of ids) await query(AUDIT, [randomUUID(), id]);
        for (const [sql, values] of statements) await query(sql, values);
        await query("COMMIT");
      } catch (error) {
        await query("ROLLBACK");
        throw error;
      }
    },
    async tamper(sql, values, look) {
      const superuser = await open(database.url);
      await superuser.query("BEGIN");
      await superuser.query("SET LOCAL session_replication_role = replica");
      await superuser.query(sql, values);
      await look(superuser);
      await superuser.query("ROLLBACK");
    },
    async carrier(name = `Carrier ${randomUUID()}`) {
      const id = randomUUID();
      await query(
        "INSERT INTO carrier (id, name, country, updated_at) VALUES ($1, $2, 'NZ', now())",
        [id, name],
      );
      return id;
    },
    async customer(name = `Customer ${randomUUID()}`) {
      const id = randomUUID();
      await query(
        "INSERT INTO customer (id, name, country, updated_at) VALUES ($1, $2, 'NZ', now())",
        [id, name],
      );
      return id;
    },
    async trunk(carrierId, customerId) {
      const id = randomUUID();
      await query(
        `INSERT INTO trunk (id, carrier_id, customer_id, name, fqdn_label, country, updated_at)
         VALUES ($1, $2, $3, 'Trunk', $4, 'NZ', now())`,
        [id, carrierId, customerId, `t${id.slice(0, 8)}`],
      );
      return id;
    },
    async close() {
      await Promise.all(clients.map((client) => client.end()));
      await database.drop();
    },
  };
}
