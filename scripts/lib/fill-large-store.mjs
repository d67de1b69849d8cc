// A store as large as the product is built for: rows by set-based SQL in one transaction, every constraint checked.
import fs from "node:fs";
import pg from "pg";
import { SetupError } from "./setup-error.mjs";

const PARTS = ["parties", "numbers", "commerce", "traffic", "audit"];
/** The demonstration has three carriers; a store in which people have worked has more, or accounts of their own. */
const MOST_DEMO_CARRIERS = 10;

/**
 * Fills a store that is empty but for the demonstration. All or nothing.
 *
 * @param {string} ownerUrl
 * @param {(text: string) => void} say
 * @throws {SetupError} where the store holds anything of somebody's
 */
export async function fillLargeStore(ownerUrl, say) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT lock_ledger()");
    await requireDemoStore(client);
    const tables = await setRowTriggers(client, "DISABLE");
    for (const part of PARTS) {
      const began = performance.now();
      await client.query(
        fs.readFileSync(new URL(`large-store/${part}.sql`, import.meta.url), "utf8"),
      );
      say(`${part}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
    await setRowTriggers(client, "ENABLE", tables);
    await client.query("COMMIT");
    await client.query("VACUUM ANALYZE");
  } finally {
    await client.end();
  }
}

/** @returns {Promise<boolean>} whether the store holds the large store's rows */
export async function isLargeStore(ownerUrl) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT FROM trunk WHERE fqdn_label = 'large-0'");
    return rows.length > 0;
  } finally {
    await client.end();
  }
}

async function requireDemoStore(client) {
  const { rows } = await client.query(`SELECT
    (SELECT count(*)::int FROM staff_user WHERE NOT is_demo) AS others,
    (SELECT count(*)::int FROM staff_user) AS accounts,
    (SELECT count(*)::int FROM (SELECT FROM carrier LIMIT ${MOST_DEMO_CARRIERS + 1}) AS c) AS carriers`);
  const { others, accounts, carriers } = rows[0];
  if (others > 0 || carriers > MOST_DEMO_CARRIERS) {
    throw new SetupError(
      "This store holds more than the demonstration: it is left as it is. Set DATA_DIR to an empty folder and start again.",
    );
  }
  if (accounts === 0) {
    throw new SetupError("This store has no accounts: start with CRADLE_DEMO=1 first.");
  }
}

/**
 * The triggers that act for each row, off or on again; those that tell the sip-agents of a whole statement stay on.
 *
 * @param {{ table: string, trigger: string }[]} [known] the same as were switched off
 */
async function setRowTriggers(client, what, known) {
  const triggers =
    known ??
    (
      await client.query(`SELECT tgrelid::regclass::text AS "table", quote_ident(tgname) AS "trigger" FROM pg_trigger
        WHERE NOT tgisinternal AND tgenabled = 'O' AND tgname NOT LIKE '%\\_config\\_%'
          AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
        ORDER BY 1, 2`)
    ).rows;
  // Deferred foreign keys, if there are any, are looked at before a table is altered again.
  await client.query("SET CONSTRAINTS ALL IMMEDIATE");
  for (const { table, trigger } of triggers) {
    await client.query(`ALTER TABLE ${table} ${what} TRIGGER ${trigger}`);
  }
  return triggers;
}
