/** The comparison's Postgres: the data are loaded once, kept in a cluster of its own, and copied for each run. */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { sealHa1 } from "@/lib/core/ha1";
import { createRolesAndDatabase } from "@/scripts/lib/database-roles.mjs";
import { EmbeddedPostgres } from "@/scripts/lib/embedded-postgres.mjs";
import { setUpDatabase } from "@/scripts/lib/set-up-database.mjs";
import { CACHE, PLAN, type Sizes } from "./plan";

const BASE = "bench_base";
const RUN = "bench_run";
/** Nobody reaches it from outside, and nothing in it is secret. */
const PASSWORD = "bench";
const MIGRATIONS = "prisma/migrations";
const DATASET = path.join(import.meta.dirname, "dataset.sql");

export interface BenchDatabase {
  /** As the sip-agent's role. */
  readonly agentUrl: string;
  /** As the superuser, and with Kamailio's tables first. */
  readonly adminUrl: string;
  readonly kamailioUrl: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts it, with the data loaded where they are not kept from a former run. */
export async function startBenchDatabase(
  sizes: Sizes,
  say: (text: string) => void,
): Promise<BenchDatabase> {
  const directory = path.resolve(CACHE, `postgres-${fingerprint(sizes)}`);
  removeOthers(path.basename(directory), sizes);
  fs.mkdirSync(directory, { recursive: true, mode: 0o711 });
  const cluster = new EmbeddedPostgres({ directory, password: PASSWORD, durable: false });
  await cluster.start();
  const loaded = path.join(directory, "loaded");
  try {
    if (!fs.existsSync(loaded)) {
      say(`loading ${sizes.numbers} numbers, ${sizes.carriers} carriers; kept for the next runs`);
      await load(cluster, sizes);
      fs.writeFileSync(loaded, "");
    }
    await administer(cluster.url("postgres"), [
      `DROP DATABASE IF EXISTS ${RUN} WITH (FORCE)`,
      `CREATE DATABASE ${RUN} TEMPLATE ${BASE} OWNER cradle_owner STRATEGY FILE_COPY`,
      `ALTER DATABASE ${RUN} SET search_path = public`,
      `ALTER ROLE bench_kamailio IN DATABASE ${RUN} SET search_path = kamailio`,
    ]);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return {
    agentUrl: cluster.url(RUN, "cradle_agent", PASSWORD),
    adminUrl: cluster.url(RUN),
    kamailioUrl: cluster.url(RUN, "bench_kamailio", PASSWORD).replace("postgresql:", "postgres:"),
    pid: cluster.pid ?? 0,
    async stop() {
      await administer(cluster.url("postgres"), [`DROP DATABASE IF EXISTS ${RUN} WITH (FORCE)`]);
      await cluster.stop();
    },
  };
}

async function load(cluster: EmbeddedPostgres, sizes: Sizes): Promise<void> {
  const passwords = { owner: PASSWORD, portal: PASSWORD, agent: PASSWORD };
  const admin = cluster.url("postgres");
  await administer(admin, [`DROP DATABASE IF EXISTS ${BASE} WITH (FORCE)`]);
  await createRolesAndDatabase(admin, BASE, passwords);
  await setUpDatabase(cluster.url(BASE, "cradle_owner", PASSWORD));
  await administer(admin, [
    `DO $$ BEGIN CREATE ROLE bench_kamailio LOGIN PASSWORD '${PASSWORD}'; EXCEPTION WHEN duplicate_object THEN END $$`,
  ]);
  await administer(cluster.url(BASE), [
    datasetOf(sizes),
    ...credentials(),
    "GRANT USAGE ON SCHEMA kamailio TO bench_kamailio",
    "GRANT SELECT ON ALL TABLES IN SCHEMA kamailio TO bench_kamailio",
    "VACUUM ANALYZE",
  ]);
}

function datasetOf(sizes: Sizes): string {
  const values: Record<string, string | number> = {
    ANSWERER_PORT: PLAN.answererPort,
    FQDN: PLAN.fqdn,
    CALLERS: PLAN.callers,
    CARRIERS: sizes.carriers,
    ACL_ENTRIES: sizes.aclEntries,
    NUMBERS: sizes.numbers,
    CALLED: sizes.called,
    VERIFICATIONS: sizes.verifications,
  };
  return fs
    .readFileSync(DATASET, "utf8")
    .replace(/\b[A-Z]+(?:_[A-Z]+)*\b/g, (word) => String(values[word] ?? word));
}

/** One for each caller that is challenged, sealed as the portal seals them. */
function credentials(): string[] {
  return Array.from({ length: PLAN.callers / 2 }, (_, n) => {
    const caller = PLAN.callers / 2 + n;
    const credentialId = `0000000e-0000-7000-8000-${caller.toString(16).padStart(12, "0")}`;
    const owner = { credentialId, username: `bench${caller}`, realm: PLAN.fqdn };
    const sealed = sealHa1(PLAN.keys, owner, "bench-password");
    const hex = (bytes: Uint8Array) => `'\\x${Buffer.from(bytes).toString("hex")}'`;
    return `SET session_replication_role = replica;
      INSERT INTO sip_credential (id, carrier_id, username, realm, ha1_sha256, ha1_md5, key_id, updated_at)
      VALUES ('${credentialId}', bench_id(6, ${caller}), '${owner.username}', '${owner.realm}',
        ${hex(sealed.ha1Sha256)}, ${hex(sealed.ha1Md5)}, '${sealed.keyId}', now())`;
  });
}

function fingerprint(sizes: Sizes): string {
  const hash = createHash("sha256").update(JSON.stringify([sizes, PLAN.fqdn, PLAN.answererPort]));
  const migrations = fs.readdirSync(MIGRATIONS, { recursive: true, encoding: "utf8" }).sort();
  const files = migrations.filter((name) => name.endsWith(".sql"));
  hash.update(fs.readFileSync(DATASET)).update(fs.readFileSync("scripts/database-roles.sql"));
  for (const name of files) hash.update(fs.readFileSync(path.join(MIGRATIONS, name)));
  return `${sizes.name}-${hash.digest("hex").slice(0, 12)}`;
}

/** What was kept of the same size for other migrations. */
function removeOthers(kept: string, sizes: Sizes): void {
  fs.mkdirSync(CACHE, { recursive: true, mode: 0o711 });
  for (const name of fs.readdirSync(CACHE)) {
    if (!name.startsWith(`postgres-${sizes.name}-`) || name === kept) continue;
    fs.rmSync(path.join(CACHE, name), { recursive: true, force: true });
  }
}

async function administer(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
