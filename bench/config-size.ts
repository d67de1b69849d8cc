/**
 * Fills a throwaway Postgres with 10,000 carriers, 20,000 ACL entries, 1,000,000 numbers and 100,000 verifications, and
 * measures what an agent's start costs: time, memory, the longest time that calls would wait.
 * node scripts/run-bench.mjs bench/config-size.ts
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import pg from "pg";
import { ConfigFeed } from "@/lib/db/config-feed";
import { testDatabase } from "@/lib/db/test-database";
import { SnapshotBuilder } from "@/lib/snapshot/build";

const CARRIERS = 10_000;
const ACL_ENTRIES = 20_000;
const NUMBERS = 1_000_000;
const VERIFICATIONS = 100_000;

/** A uuid of kind and number, in SQL. */
const uuid = (kind: number, n: string) =>
  `('0000000${kind}-0000-4000-8000-' || lpad((${n})::text, 12, '0'))::uuid`;
const carrier = (n: string) => uuid(1, `(${n}) % ${CARRIERS}`);
const customer = (n: string) => uuid(2, `(${n}) % ${CARRIERS}`);
const trunk = (n: string) => uuid(3, `(${n}) % ${CARRIERS}`);
const series = (count: number) => `generate_series(0, ${count} - 1) n`;

/** Rows of every table, as they would stand after years; triggers and foreign keys rest while they are written. */
const FILL = [
  "SET session_replication_role = replica",
  `INSERT INTO platform_settings (id, signalling_fqdn, sip_port, updated_at) VALUES (1, 'byoc.example.com', 5060, now())
   ON CONFLICT DO NOTHING`,
  `INSERT INTO carrier (id, name, country, state, updated_at)
   SELECT ${carrier("n")}, 'Carrier ' || n, 'NZ', 'ready', now() FROM ${series(CARRIERS)}`,
  `INSERT INTO customer (id, name, country, updated_at)
   SELECT ${customer("n")}, 'Customer ' || n, 'NZ', now() FROM ${series(CARRIERS)}`,
  `INSERT INTO trunk (id, carrier_id, customer_id, name, fqdn_label, country, state, max_channels, max_calls_per_sec,
     allowed_destinations, updated_at)
   SELECT ${trunk("n")}, ${carrier("n")}, ${customer("n")}, 'Main', 't' || n, 'NZ', 'live', 10, 5, '{NZ,AU}', now()
   FROM ${series(CARRIERS)}`,
  `INSERT INTO acl_entry (id, carrier_id, block, updated_at)
   SELECT ${uuid(4, "n")}, ${carrier("n")}, set_masklen('20.0.0.0'::inet + n * 64, 29), now() FROM ${series(ACL_ENTRIES)}`,
  `INSERT INTO gateway (id, carrier_id, host, updated_at)
   SELECT ${uuid(5, "n")}, ${carrier("n")}, host('60.0.0.0'::inet + n), now() FROM ${series(2 * CARRIERS)}`,
  `INSERT INTO phone_number (id, e164, kind, customer_id, carrier_id, trunk_id, updated_at)
   SELECT ${uuid(7, "n")}, '+64' || (20000000 + n * 7), (CASE WHEN c THEN 'cradle' ELSE 'byoc' END)::number_kind,
     ${customer("n")}, CASE WHEN NOT c THEN ${carrier("n")} END, CASE WHEN NOT c THEN ${trunk("n")} END, now()
   FROM ${series(NUMBERS)}, LATERAL (SELECT n >= ${NUMBERS - VERIFICATIONS} AS c) k`,
  `INSERT INTO verification_item (id, request_id, carrier_id, number_id, state, verified_from, decided_by_id, decided_at,
     updated_at)
   SELECT ${uuid(8, "n")}, ${uuid(9, "1")}, ${carrier("n")}, ${uuid(7, `n + ${NUMBERS - VERIFICATIONS}`)}, 'verified', now(),
     ${uuid(9, "2")}, now(), now() FROM ${series(VERIFICATIONS)}`,
  "SET session_replication_role = origin",
  "ANALYZE",
];

const database = await testDatabase();
try {
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  for (const statement of FILL) await admin.query(statement);
  await admin.end();

  const feed = await connected(database.agentUrl);
  const residentBefore = process.memoryUsage().rss;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startMs = performance.now();
  const start = process.cpuUsage();
  const builder = new SnapshotBuilder();
  const { point, rows } = await feed.readWhole((part) => builder.add(part));
  const snapshot = builder.finish(rows, point.version);
  const { user, system } = process.cpuUsage(start);
  const wallMs = performance.now() - startMs;
  delay.disable();
  await feed.stop();

  say("numbers", String(snapshot.policy.numbers.index.count));
  say("verifications", String(snapshot.policy.verifications.index.count));
  say("carriers, ACL entries", `${snapshot.carriers.size}, ${rows.acl_entry.length}`);
  say("from Postgres to snapshot", `${(wallMs / 1000).toFixed(1)} s`);
  say("processor time of this process", `${((user + system) / 1e6).toFixed(1)} s`);
  say("longest pause", `${(delay.max / 1e6).toFixed(0)} ms`);
  say("resident before", `${(residentBefore / 1e6).toFixed(0)} MB`);
  say("resident at most", `${(process.resourceUsage().maxRSS / 1e3).toFixed(0)} MB`);
} finally {
  await database.drop();
}

function connected(url: string): Promise<ConfigFeed> {
  return new Promise((resolve, reject) => {
    const feed: ConfigFeed = new ConfigFeed(url, {
      onConnected: () => resolve(feed),
      onNotice() {},
      onCommand() {},
      onLost: reject,
    });
    feed.start();
  });
}

function say(what: string, value: string): void {
  console.log(`${what.padEnd(32)} ${value}`);
}
