// Words for what the database refuses: every name in the catalogue exists there, and reaches the visitor as its sentence.
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "@/lib/db/client";
import { ConstraintViolation } from "@/lib/db/translate-error";
import { makeAclEntry, makeCarrier } from "@/prisma/factories/carrier";
import { makePlatform } from "@/prisma/factories/platform";
import { createCarrier } from "./carriers/create-carrier";
import { listCarriers } from "./carriers/list-carriers";
import { createContext } from "./context";
import { EXPLANATIONS } from "./explain-constraint";
import { type TestContexts, testContexts } from "./test-context";

let contexts: TestContexts;
beforeAll(async () => {
  contexts = await testContexts();
  await makePlatform(contexts.as("admin"));
});
afterAll(() => contexts.close());

test("every name in the catalogue is a constraint, an index or a trigger's text of the database", async () => {
  const client = new pg.Client({ connectionString: contexts.database.url });
  await client.connect();
  const { rows } = await client.query<{ text: string }>(`
    SELECT conname::text AS text FROM pg_constraint UNION ALL
    SELECT indexname FROM pg_indexes WHERE schemaname = 'public' UNION ALL
    SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace`);
  await client.end();
  const missing = Object.keys(EXPLANATIONS).filter(
    (name) => !rows.some(({ text }) => text === name || text.includes(`'${name}: `)),
  );
  expect(missing).toEqual([]);
});

test("a row that a writer without our checks brings is explained at its field", async () => {
  const ctx = contexts.as("admin");
  const [one, two] = [await makeCarrier(ctx), await makeCarrier(ctx)];
  const entry = await makeAclEntry(ctx, one.id);
  const insert = (block: string, carrierId = two.id) =>
    ctx.transaction((tx) =>
      tx.acl.insert({ id: ctx.newId(), carrierId, block, validFrom: ctx.now() }),
    );
  await expect(insert(entry.block)).rejects.toMatchObject({
    kind: "conflict",
    fields: [{ path: "block", message: "overlaps an ACL entry of another carrier" }],
  });
  await expect(insert(entry.block, one.id)).rejects.toMatchObject({
    fields: [{ path: "block", message: "is already on this carrier's list" }],
  });
  await expect(insert("10.1.2.3")).rejects.toMatchObject({
    kind: "invalid-input",
    fields: [{ path: "block" }],
  });
  await expect(insert("127.0.0.1")).rejects.toMatchObject({
    kind: "conflict",
    fields: [{ path: "block", message: "overlaps one of Cradle's own addresses" }],
  });
});

test("what has no words of its own stays an unexpected error, with its constraint for the log", async () => {
  const ctx = contexts.as("admin");
  const { id } = await makeCarrier(ctx);
  const refused = ctx.transaction((tx) =>
    tx.gateways.insert({ id: ctx.newId(), carrierId: id, host: "no host!" }),
  );
  await expect(refused).rejects.toBeInstanceOf(ConstraintViolation);
  await expect(refused).rejects.toMatchObject({ constraint: "gateway_host", sqlState: "23514" });
});

test("a state that changes without its audit event is refused when the transaction ends", async () => {
  const ctx = contexts.as("admin");
  const carrier = await makeCarrier(ctx);
  await expect(
    ctx.transaction((tx) => tx.carriers.update(carrier, { state: "ready" })),
  ).rejects.toMatchObject({ constraint: "state_change_without_audit" });
  expect(await ctx.read.carriers.get(carrier.id)).toEqual(carrier);
});

test("a database that is away is an outage, for reading and for writing", async () => {
  const away = openDatabase("postgresql://nobody@127.0.0.1:1/none");
  const { actor, requestId, log, now, newId, randomBytes } = contexts.as("admin");
  const deps = { now, newId, randomBytes };
  const ctx = createContext({ database: away, deps, log, actor, requestId });
  await expect(listCarriers(ctx, {})).rejects.toMatchObject({ kind: "outage" });
  const raw = { name: "N", country: "NZ" };
  await expect(createCarrier(ctx, raw)).rejects.toMatchObject({ kind: "outage" });
  await away.close();
});

test("connections that the server cuts are an outage for who had them, and nothing for the next", async () => {
  const ctx = contexts.as("admin");
  const client = new pg.Client({ connectionString: contexts.database.url });
  await client.connect();
  const endOthers = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  // At once, and once the news has arrived: the driver words the two differently.
  for (const pause of [async () => {}, () => nobodyElse(client)]) {
    const cut = ctx.transaction(async (tx) => {
      await client.query(endOthers);
      await pause();
      return tx.carriers.findPage({});
    });
    await expect(cut).rejects.toMatchObject({ kind: "outage" });
  }
  await client.end();
  await expect(listCarriers(ctx, {})).resolves.toBeDefined();
});

/** Resolves when the server has ended every other connection to the database. */
async function nobodyElse(client: pg.Client): Promise<void> {
  const others = `SELECT count(*)::int AS n FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  for (;;) {
    const { rows } = await client.query(others);
    if (rows[0].n === 0) return;
  }
}
