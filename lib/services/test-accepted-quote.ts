// For tests that need an accepted quote and are not about quotes: puts one into the store by raw SQL.
import { randomUUID } from "node:crypto";
import pg from "pg";
import type { TestDatabase } from "@/lib/db/test-database";
import type { Trunk } from "@/lib/schemas/trunk";
import { makeContact } from "@/prisma/factories/contact";
import type { Context } from "./context";

/** A quote for `trunk` that a contact of its customer has accepted; the trunk's own state stays. */
export async function putAcceptedQuote(
  database: TestDatabase,
  ctx: Context,
  trunk: Pick<Trunk, "id" | "customerId">,
): Promise<void> {
  const { id: contactId } = await makeContact(ctx, { customerId: trunk.customerId });
  const quoteId = randomUUID();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    // Without the triggers: the way to "accepted" is not what these tests are about.
    await client.query("SET session_replication_role = replica");
    await client.query("INSERT INTO quote (id, trunk_id) VALUES ($1, $2)", [quoteId, trunk.id]);
    await client.query(
      `INSERT INTO quote_revision (id, quote_id, revision, state, currency, currency_scale, tax_country, tax_basis_points,
         agreed_channels, agreed_calls_per_sec, valid_until, sent_at, answered_at, answered_by_id, updated_at)
       VALUES ($1, $2, 1, 'accepted', 'NZD', 2, 'NZ', 1500, 10, 2, now() + interval '30 days', now(), now(), $3, now())`,
      [randomUUID(), quoteId, contactId],
    );
  } finally {
    await client.end();
  }
}
