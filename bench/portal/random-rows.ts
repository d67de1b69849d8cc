/** Ids of random rows of the large store, to open pages with. */
import pg from "pg";
import type { RowKind } from "./addresses";

const QUERIES: Record<RowKind, string> = {
  carrier: sample("carrier", "id"),
  customer: sample("customer", "id"),
  trunk: sample("trunk", "id"),
  quote: sample("quote", "id"),
  draftQuote: "SELECT quote_id::text AS id FROM quote_revision WHERE state = 'draft' LIMIT 200",
  verification: sample("verification_request", "id"),
  call: sample("call_record", "id"),
  mail: sample("mail_outbox", "id"),
  number: sample("phone_number", "e164"),
  notice: sample("carrier_notice", "id"),
  caughtMail: "SELECT id::text AS id FROM caught_mail LIMIT 200",
};

function sample(table: string, column: string): string {
  return `SELECT ${column}::text AS id FROM ${table} ORDER BY hashtext(id::text) LIMIT 200`;
}

/** The same rows at each run of the same store. */
export async function findRows(databaseUrl: string): Promise<ReadonlyMap<string, string[]>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const rows = new Map<string, string[]>();
  for (const [kind, query] of Object.entries(QUERIES)) {
    const found = await client.query<{ id: string }>(query);
    rows.set(
      kind,
      found.rows.map(({ id }) => encodeURIComponent(id)),
    );
  }
  await client.end();
  return rows;
}
