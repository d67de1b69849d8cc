// A bare throwaway server starts whatever migrations and roles say: with it the next migration is written.
import pg from "pg";
import { expect, it } from "vitest";
import { startThrowawayPostgres } from "./start-throwaway-postgres.mjs";

it("a bare one has neither the roles nor the template", async () => {
  const postgres = await startThrowawayPostgres("bare");
  try {
    const { adminUrl } = JSON.parse(postgres.description);
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    const { rows } = await client.query(
      `SELECT rolname AS name FROM pg_roles WHERE rolname LIKE 'cradle%'
       UNION SELECT datname FROM pg_database WHERE datname LIKE 'cradle%'`,
    );
    await client.end();
    expect(rows).toEqual([]);
  } finally {
    await postgres.stop();
  }
});
