/** The database and the forms call the same addresses special: compared at both ends of every range that either names. */
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseBlock, specialNoun } from "@/lib/telephony/cidr";
import { addressText } from "@/lib/telephony/packed-address";
import { GLOBAL_UNICAST_IPV6, SPECIAL_RANGES } from "@/lib/telephony/special-ranges";
import { type TestDatabase, testDatabase } from "./test-database";

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.portalUrl });
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await database?.drop();
});

/** The ranges themselves, their first and last addresses, and the neighbours outside: two unions that agree there are one. */
const PROBES = `
  WITH named AS (SELECT unnest($1::inet[]) AS net), edge AS (
    SELECT net, set_masklen(network(net)::inet, width) AS first, set_masklen(broadcast(net), width) AS last
    FROM named, LATERAL (SELECT CASE family(net) WHEN 4 THEN 32 ELSE 128 END AS width) AS of_family)
  SELECT DISTINCT probe::text AS block, special_network(probe) AS name FROM (
    SELECT net AS probe FROM edge UNION SELECT first FROM edge UNION SELECT last FROM edge
    UNION SELECT first - 1 FROM edge WHERE host(first) NOT IN ('0.0.0.0', '::')
    UNION SELECT last + 1 FROM edge WHERE host(last) NOT IN ('255.255.255.255', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')
  ) AS probes`;

it("special_network() and the forms agree on every range", async () => {
  const source = await client.query<{ prosrc: string }>(
    "SELECT prosrc FROM pg_proc WHERE proname = 'special_network'",
  );
  const inDatabase = [...(source.rows[0]?.prosrc ?? "").matchAll(/'([0-9a-f.:]+\/\d+)'/g)].flatMap(
    ([, block]) => block ?? [],
  );
  const inForms = [...SPECIAL_RANGES, GLOBAL_UNICAST_IPV6].map(
    ({ base, prefixLength }) => `${addressText(base)}/${prefixLength}`,
  );
  expect(inDatabase.length).toBeGreaterThan(15);

  const probes = await client.query<{ block: string; name: string | null }>(PROBES, [
    [...new Set([...inDatabase, ...inForms])],
  ]);
  const differing = probes.rows.filter(({ block, name }) => {
    const parsed = parseBlock(block);
    if (!parsed.ok) throw new Error(parsed.message);
    return (specialNoun(parsed.value) === null) !== (name === null);
  });
  expect(probes.rows.length).toBeGreaterThan(80);
  expect(differing).toEqual([]);
});
