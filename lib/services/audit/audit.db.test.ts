// The audit trail: who did what, in a chain that shows where someone with every right meddled.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeTrunk } from "@/prisma/factories/trunk";
import { addAclEntry } from "../acl/add-acl-entry";
import { type TestContexts, testContexts } from "../test-context";
import { exportAuditEvents } from "./export-audit-events";
import { listAuditChoices } from "./list-audit-choices";
import { listAuditEvents } from "./list-audit-events";
import { verifyAuditChain } from "./verify-audit-chain";

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

describe("the chain", () => {
  async function asSuperuser(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: contexts.database.url });
    await client.connect();
    // What only a superuser can do: switch the triggers off that refuse it to everyone else.
    await client.query(`SET session_replication_role = replica; ${sql}`);
    await client.end();
  }

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
});
