// The log of what was sent and received: who signs, what is refused in which words, and that nothing in it ever changes.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeContact } from "@/prisma/factories/contact";
import { makeCustomer } from "@/prisma/factories/customer";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { type TestContexts, testContexts, testStaff } from "../test-context";
import { listExchanges } from "./list-exchanges";
import { recordExchange } from "./record-exchange";

let contexts: TestContexts;
let ctx: Context;
let carrierId: string;
let customerId: string;
beforeAll(async () => {
  contexts = await testContexts();
  const admin = contexts.as("admin");
  carrierId = (await makeCarrier(admin)).id;
  customerId = (await makeCustomer(admin)).id;
  ctx = contexts.as("support");
});
afterAll(() => contexts.close());

const call = { direction: "received", channel: "phone", subject: "Asked for the FQDN" };

describe("an exchange", () => {
  test("is listed by when it happened, newest first, page by page, with who recorded it and whom with", async () => {
    const contact = await makeContact(contexts.as("admin"), { carrierId }, { name: "Night desk" });
    const at = (day: number) => `2026-11-0${day}T09:00Z`;
    const second = await recordExchange(ctx, { ...call, carrierId, happenedAt: at(2) });
    const third = await recordExchange(ctx, {
      ...call,
      carrierId,
      contactId: contact.id,
      happenedAt: at(3),
      body: "Sent by e-mail.\nWill confirm.",
    });
    const first = await recordExchange(ctx, { ...call, carrierId, happenedAt: at(1) });
    const newest = await recordExchange(ctx, { ...call, carrierId, happenedAt: "" });
    const page = await listExchanges(ctx, { carrierId, limit: 2 });
    expect(page.items).toEqual([
      { ...newest, contactName: null, documents: [] },
      { ...third, contactName: "Night desk", documents: [] },
    ]);
    expect(third.staffName).toBe(testStaff("support").name);
    const rest = await listExchanges(ctx, { carrierId, limit: 2, cursor: page.nextCursor });
    expect(rest.items.map((row) => row.id)).toEqual([second.id, first.id]);
    expect(rest.nextCursor).toBeNull();
    expect((await listExchanges(ctx, { customerId })).items).toEqual([]);
    const events = await listAuditEvents(ctx, { carrierId, entityTable: "exchange_log" });
    expect(events.items).toHaveLength(4);
  });

  test("is never changed, deleted or cut off: not by the portal's role, and not by the owner of the tables", async () => {
    const { id } = await recordExchange(ctx, { ...call, customerId });
    for (const [url, text] of [
      [contexts.database.portalUrl, "permission denied"],
      [contexts.database.ownerUrl, "never changed or deleted"],
    ] as const) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      for (const statement of [
        `UPDATE exchange_log SET subject = 'nothing' WHERE id = '${id}'`,
        `DELETE FROM exchange_log WHERE id = '${id}'`,
        "TRUNCATE exchange_log CASCADE",
      ]) {
        await expect(client.query(statement), statement).rejects.toThrow(text);
      }
      await client.end();
    }
    expect((await listExchanges(ctx, { customerId })).items).toMatchObject([{ id }]);
  });
});

describe("what is wrong is named at its field, and nothing is stored", () => {
  test("a moment in the future, an empty subject, words that are none of the lists', an unknown field", async () => {
    contexts.setNow(new Date("2026-11-22T10:00:00Z"));
    await expect(
      recordExchange(ctx, { ...call, carrierId, happenedAt: "2026-11-22T10:01" }),
    ).rejects.toMatchObject({
      fields: [{ path: "happenedAt", message: "must not be in the future (UTC)" }],
    });
    contexts.setNow(null);
    const wrong = { direction: "out", channel: "fax", subject: " ", body: "\u0000", staffId: "x" };
    await expect(recordExchange(ctx, { carrierId, ...wrong })).rejects.toMatchObject({
      fields: [
        { path: "direction" },
        { path: "channel" },
        { path: "subject" },
        { path: "body" },
        { path: "staffId" },
      ],
    });
  });

  test("another's contact, no owner, both owners, and one that does not exist", async () => {
    const admin = contexts.as("admin");
    const { id: contactId } = await makeContact(admin, { customerId });
    const cases: [object, string, string][] = [
      [{ carrierId, contactId }, "contactId", "must be a contact of this carrier"],
      [{ customerId, contactId: ctx.newId() }, "contactId", "names no contact"],
      [{}, "carrierId", "a carrier or a customer is needed"],
      [
        { carrierId, customerId },
        "customerId",
        "must be empty where a carrier is named: only one of both",
      ],
      [{ customerId: ctx.newId() }, "customerId", "names no customer"],
    ];
    const before = await listExchanges(ctx, {});
    for (const [given, path, message] of cases) {
      await expect(recordExchange(ctx, { ...call, ...given })).rejects.toMatchObject({
        fields: [{ path, message }],
      });
    }
    expect(await listExchanges(ctx, {})).toEqual(before);
    const owner = new pg.Client({ connectionString: contexts.database.ownerUrl });
    await owner.connect();
    await expect(
      owner.query(
        `INSERT INTO exchange_log (id, carrier_id, contact_id, direction, channel, subject, happened_at, staff_id, staff_name)
         VALUES ($1, $2, $3, 'sent', 'email', 'x', now(), $1, 'x')`,
        [ctx.newId(), carrierId, contactId],
      ),
    ).rejects.toThrow("exchange_contact");
    await owner.end();
  });
});
