// Gives a test its own database: a copy of the migrated template in the tests' throwaway cluster.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { z } from "zod";

/** What scripts/throwaway-postgres.mjs says of the cluster it runs. */
const TestCluster = z.object({
  adminUrl: z.string(),
  template: z.string(),
  passwords: z.object({ owner: z.string(), portal: z.string(), agent: z.string() }),
});
type TestCluster = z.infer<typeof TestCluster>;

export interface TestDatabase {
  /** As the database's superuser: for arranging, and for looking at what the roles cannot see. */
  readonly url: string;
  /** As the owner, who migrates. */
  readonly ownerUrl: string;
  /** As portal and job worker: no DDL. */
  readonly portalUrl: string;
  /** As the sip-agent: reads configuration, inserts records. */
  readonly agentUrl: string;
  /** Ends every session and deletes the database. */
  drop(): Promise<void>;
}

/** Makes an empty, migrated database. Call `drop` in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = testCluster();
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await administer(
    cluster,
    `CREATE DATABASE ${name} TEMPLATE ${cluster.template} OWNER cradle_owner`,
  );
  const { owner, portal, agent } = cluster.passwords;
  return {
    url: addressOf(cluster, name),
    ownerUrl: addressOf(cluster, name, "cradle_owner", owner),
    portalUrl: addressOf(cluster, name, "cradle_portal", portal),
    agentUrl: addressOf(cluster, name, "cradle_agent", agent),
    drop: () => administer(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

function testCluster(): TestCluster {
  const text = process.env.TEST_CLUSTER;
  if (!text) throw new Error("No test cluster: name the file *.db.test.ts and run it with vitest.");
  return TestCluster.parse(JSON.parse(text));
}

function addressOf(
  cluster: TestCluster,
  database: string,
  user?: string,
  password?: string,
): string {
  const url = new URL(cluster.adminUrl);
  url.pathname = `/${database}`;
  if (user !== undefined) url.username = user;
  if (password !== undefined) url.password = password;
  return url.toString();
}

async function administer(cluster: TestCluster, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
