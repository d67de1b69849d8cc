// The audit trail: who did what, in a chain that shows where someone with every right meddled.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeTrunk } from "@/prisma/factories/trunk";
import { addAclEntry } from "../acl/add-acl-entry";
import { updateCarrier } from "../carriers/update-carrier";
import { type TestContexts, testContexts } from "../test-context";
import { exportAuditEvents } from "./export-audit-events";
import { getAuditCheckpoints } from "./get-audit-checkpoints";
import { listAuditChoices } from "./list-audit-choices";
import { listAuditEvents } from "./list-audit-events";
import { verifyAuditChain } from "./verify-audit-chain";
import { verifyAuditTrail } from "./verify-audit-trail";

let contexts: TestContexts;
beforeAll(async () => {
  contexts = await testContexts();
});
afterAll(() => contexts.close());

test("events are found by carrier, customer, trunk, table and actor, newest first, page by page", async () => {
  const admin = contexts.as("admin");
  const carrier = await makeCarrier(contexts.as("onboarding"));
  const customer = await makeCustomer(admin);
  const trunk = await makeTrunk(admin, carrier.id, customer.id);
  const actions = async (query: object) =>
    (await listAuditEvents(admin, query)).items.map((event) => event.action);
  expect(await actions({ carrierId: carrier.id })).toEqual(["trunk.create", "carrier.create"]);
  expect(await actions({ customerId: customer.id })).toEqual(["trunk.create", "customer.create"]);
  expect(await actions({ trunkId: trunk.id })).toEqual(["trunk.create"]);
  expect(await actions({ actorId: admin.actor.id })).toEqual(["trunk.create", "customer.create"]);
  expect(await actions({ entityTable: "carrier", entityId: carrier.id })).toEqual([
    "carrier.create",
  ]);

  const first = await listAuditEvents(admin, { limit: 2 });
  const second = await listAuditEvents(admin, { limit: 2, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map((event) => event.sequence)).toEqual([3n, 2n, 1n]);
  expect(second.nextCursor).toBeNull();
  await expect(listAuditEvents(admin, { cursor: "1; DROP" })).rejects.toMatchObject({
    fields: [{ path: "cursor" }],
  });
});

test("what was refused leaves neither row nor event", async () => {
  const admin = contexts.as("admin");
  const carrier = await makeCarrier(admin);
  const before = await listAuditEvents(admin, {});
  await expect(
    addAclEntry(admin, { carrierId: carrier.id, block: "10.0.0.1" }),
  ).rejects.toMatchObject({ kind: "invalid-input" });
  expect(await listAuditEvents(admin, {})).toEqual(before);
});

test("writers that come at once are numbered without a gap", async () => {
  const admin = contexts.as("admin");
  await Promise.all(Array.from({ length: 12 }, () => makeCustomer(admin)));
  const { items } = await listAuditEvents(admin, { limit: 200 });
  const sequences = items.map((event) => event.sequence).reverse();
  expect(sequences).toEqual(sequences.map((_, index) => BigInt(index + 1)));
});

test("events are found by words, action and time, and taken away as CSV or JSON lines", async () => {
  const admin = contexts.as("admin");
  const carrier = await makeCarrier(contexts.as("onboarding"));
  const found = async (query: object) =>
    (await listAuditEvents(admin, query)).items.map((event) => event.entityId);
  expect(await found({ search: carrier.id.slice(4, 30) })).toEqual([carrier.id]);
  expect(await found({ search: carrier.id.slice(4, 30), action: "customer.create" })).toEqual([]);
  expect(await found({ search: "no_such%" })).toEqual([]);
  expect((await found({ action: "carrier.create" }))[0]).toBe(carrier.id);
  expect(await found({ action: "carrier.create", until: "2001-01-01T00:00Z" })).toEqual([]);
  expect(await found({ from: "2999-01-01T00:00Z" })).toEqual([]);
  const { at } = (await listAuditEvents(admin, { entityId: carrier.id })).items[0] ?? {};
  expect(await found({ from: at?.toISOString(), search: carrier.id })).toEqual([carrier.id]);
  expect(await found({ until: at?.toISOString(), search: carrier.id })).toEqual([]);
  await expect(listAuditEvents(admin, { search: "ab" })).rejects.toMatchObject({
    fields: [{ path: "search" }],
  });
  expect((await listAuditChoices(admin)).actions).toEqual(
    expect.arrayContaining(["carrier.create", "customer.create"]),
  );

  const guarded = { carrierId: carrier.id, actorId: "=1+1" };
  const row = admin.event("carrier.create", "carrier", null, carrier, "=HYPERLINK(1)");
  await admin.transaction((tx) => tx.audit.insert({ ...row, actorId: guarded.actorId }));
  const text = async (format: string) => {
    const pieces: string[] = [];
    const file = await exportAuditEvents(admin, { carrierId: carrier.id, format });
    for await (const piece of file.pieces) pieces.push(piece);
    return pieces.join("");
  };
  expect(await text("csv")).toContain("'=HYPERLINK(1)");
  const lines = (await text("jsonl")).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).actorId)).toEqual([
    guarded.actorId,
    contexts.as("onboarding").actor.id,
  ]);
});

test("events are found by what was there before and after, not by names of fields, and few among many", async () => {
  const own = await testContexts();
  onTestFinished(() => own.close());
  const admin = own.as("admin");
  const carrier = await makeCarrier(admin, { name: "Zanzibar Fernsprech" });
  const renamed = await updateCarrier(admin, {
    ...{
      id: carrier.id,
      version: carrier.version,
      notes: "asked for 50% of \\x and a second site",
    },
  });
  await updateCarrier(admin, { id: carrier.id, version: renamed.version, notes: "" });
  const found = async (query: object) =>
    (await listAuditEvents(admin, query)).items.map(({ action, entityId }) => [action, entityId]);
  expect(await found({ search: "zanzibar fern" })).toHaveLength(3);
  const twice = [
    ["carrier.update", carrier.id],
    ["carrier.update", carrier.id],
  ];
  expect(await found({ search: "a second site" })).toEqual(twice);
  expect(await found({ search: "50% of \\x" })).toEqual(twice);
  expect(await found({ search: "50_ of" })).toEqual([]);
  expect(await found({ search: "digestMd5Only" })).toEqual([]);

  // Past the chain, which other tests verify: more than are looked at one by one.
  await asOwner(
    own,
    `INSERT INTO audit_event
     SELECT 1000 + n, gen_random_uuid(), now() + interval '1 hour', 'staff', '${admin.actor.id}', 'many', 'carrier.update', 'carrier',
       '${carrier.id}', '${carrier.id}', NULL, NULL, NULL, '{"notes": "everywhere"}', NULL, 'many', 0, '', n::text::bytea
     FROM generate_series(1, 2010) AS n`,
  );
  await updateCarrier(admin, { id: carrier.id, version: renamed.version + 1, notes: "everywhere" });
  expect(await found({ search: "everywhere", limit: 3 })).toHaveLength(3);
  const { carrierId, ...rest } = { carrierId: carrier.id, entityTable: "carrier" };
  const span = { from: "2001-01-01T00:00Z", until: "2999-01-01T00:00Z", cursor: "99999999" };
  const who = { actorId: admin.actor.id, action: "carrier.update", entityId: carrierId };
  expect(
    await found({ search: "everywhere", limit: 200, carrierId, ...rest, ...span, ...who }),
  ).toHaveLength(200);
  for (const other of [{ trunkId: carrierId }, { customerId: carrierId }, { action: "x.y" }]) {
    expect(await found({ search: "everywhere", ...other })).toEqual([]);
  }
}, 120_000);

describe("the chain", () => {
  const asSuperuser = (sql: string) => asOwner(contexts, sql);

  test("holds, until someone changes an event behind its back", async () => {
    const admin = contexts.as("admin");
    await makeCarrier(admin);
    const { items } = await listAuditEvents(admin, { limit: 1 });
    const last = String(items[0]?.sequence);
    expect(await verifyAuditChain(admin)).toEqual({
      intact: true,
      events: last,
      total: last,
      firstBroken: null,
      nextCursor: null,
    });
    const piece = await verifyAuditChain(admin, { limit: 2 });
    expect(piece).toMatchObject({ intact: true, events: "2", nextCursor: "2" });
    expect(await verifyAuditChain(admin, { cursor: "2" })).toMatchObject({
      ...{ intact: true, events: last, nextCursor: null },
    });
    await asSuperuser("UPDATE audit_event SET hash = sha256('x') WHERE sequence = 2");
    expect(await verifyAuditChain(admin, { cursor: "2" })).toMatchObject({ firstBroken: "3" });
    await asSuperuser(
      "UPDATE audit_event SET hash = (SELECT previous_hash FROM audit_event WHERE sequence = 3) WHERE sequence = 2",
    );

    await asSuperuser("UPDATE audit_event SET actor_name = 'someone else' WHERE sequence = 2");
    expect(await verifyAuditChain(admin)).toMatchObject({ intact: false, firstBroken: "2" });
    await asSuperuser("UPDATE audit_event SET actor_name = 'test admin' WHERE sequence = 2");
    expect(await verifyAuditChain(admin)).toMatchObject({ intact: true });

    await asSuperuser(`DELETE FROM audit_event WHERE sequence = ${last}`);
    expect(await verifyAuditChain(admin)).toMatchObject({ intact: false, firstBroken: last });
  });

  test("is verified from where it was verified last, or as a whole; who did it, when and with which hash is kept", async () => {
    const own = await testContexts();
    try {
      const support = own.as("support");
      const none = { latest: null, latestWhole: null, broken: null };
      expect(await getAuditCheckpoints(support)).toEqual(none);
      for (let n = 0; n < 3; n++) await makeCarrier(own.as("admin"));
      const first = await verifyAuditTrail(support, {});
      expect(first).toMatchObject({ intact: true, from: "1", sequence: "3", isWhole: true });
      expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
      const kept = { sequence: "3", hash: first.hash, isWhole: true, actorName: "test support" };
      expect(await getAuditCheckpoints(support)).toMatchObject({
        ...{ latest: kept, latestWhole: kept, broken: null },
      });
      // The event of the first check is the one new event.
      const second = await verifyAuditTrail(support, {});
      expect(second).toMatchObject({ intact: true, from: "4", sequence: "4", isWhole: false });
      expect(await getAuditCheckpoints(support)).toMatchObject({
        ...{ latest: { sequence: "4", isWhole: false }, latestWhole: kept },
      });

      // Before the checkpoint: what is new holds, the whole does not, and it stays in sight.
      await asOwner(own, "UPDATE audit_event SET actor_name = 'someone else' WHERE sequence = 2");
      expect(await verifyAuditTrail(support, {})).toMatchObject({ intact: true, from: "5" });
      expect(await verifyAuditTrail(support, { whole: "on" })).toMatchObject({
        ...{ intact: false, firstBroken: "2", isWhole: true },
      });
      const broken = { firstBroken: "2", actorName: "test support" };
      expect(await getAuditCheckpoints(support)).toMatchObject({ broken });
      expect(await verifyAuditTrail(support, {})).toMatchObject({ intact: true });
      expect(await getAuditCheckpoints(support)).toMatchObject({ broken });
      await asOwner(own, "UPDATE audit_event SET actor_name = 'test admin' WHERE sequence = 2");
      expect(await verifyAuditTrail(support, { whole: true })).toMatchObject({ intact: true });
      expect(await getAuditCheckpoints(support)).toMatchObject({ broken: null });

      // The very event that a checkpoint stands on was exchanged.
      const { latest } = await getAuditCheckpoints(support);
      await asOwner(
        own,
        `UPDATE audit_event SET hash = sha256('x') WHERE sequence = ${latest?.sequence}`,
      );
      expect(await verifyAuditTrail(support, {})).toMatchObject({
        ...{ intact: false, firstBroken: latest?.sequence },
      });
    } finally {
      await own.close();
    }
  });
});

/** What only a superuser can do: switch the triggers off that refuse it to everyone else. */
async function asOwner({ database }: TestContexts, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`SET session_replication_role = replica; ${sql}`);
  await client.end();
}
