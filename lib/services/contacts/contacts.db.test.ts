// Contacts through their verbs: whose they are, what is refused in which words, who may write for whom.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeContact } from "@/prisma/factories/contact";
import { makeCustomer } from "@/prisma/factories/customer";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { addContact } from "./add-contact";
import { deactivateContact } from "./deactivate-contact";
import { listContacts } from "./list-contacts";
import { updateContact } from "./update-contact";

let contexts: TestContexts;
let onboarding: Context;
let sales: Context;
let carrierId: string;
let customerId: string;
beforeAll(async () => {
  contexts = await testContexts();
  onboarding = contexts.as("onboarding");
  sales = contexts.as("sales");
  carrierId = (await makeCarrier(onboarding)).id;
  customerId = (await makeCustomer(sales)).id;
});
afterAll(() => contexts.close());

const noc = { role: "noc", name: "Night desk", phone: "+64 9 887 9333" };

describe("a contact", () => {
  test("is added, changed, deactivated and brought back, each with its audit event at its owner", async () => {
    const added = await addContact(onboarding, { carrierId, ...noc });
    expect(added).toMatchObject({ phone: "+6498879333", email: null, active: true });
    const changed = await updateContact(onboarding, {
      id: added.id,
      version: added.version,
      email: "noc@example.com",
      phone: "",
    });
    expect(changed).toMatchObject({ phone: null, email: "noc@example.com", name: "Night desk" });
    const gone = await deactivateContact(onboarding, { id: added.id, version: changed.version });
    expect(gone.active).toBe(false);
    const again = await deactivateContact(onboarding, { id: added.id, version: gone.version });
    expect(again.version).toBe(gone.version);
    expect((await listContacts(sales, { carrierId, active: true })).items).toEqual([]);
    const back = await updateContact(onboarding, {
      id: added.id,
      version: gone.version,
      active: true,
    });
    expect((await listContacts(sales, { carrierId })).items).toEqual([back]);
    const events = await listAuditEvents(onboarding, { carrierId, entityTable: "contact" });
    expect(events.items.map((event) => event.action)).toEqual([
      "contact.update",
      "contact.deactivate",
      "contact.update",
      "contact.add",
    ]);
  });

  test("of a stale form is not overwritten", async () => {
    const contact = await makeContact(sales, { customerId });
    const { id, version } = contact;
    const current = await updateContact(sales, { id, version, name: "Somebody faster" });
    await expect(updateContact(sales, { id, version, name: "Slower" })).rejects.toMatchObject({
      kind: "stale-edit",
      current,
    });
  });
});

describe("what is wrong is named at its field, and nothing is stored", () => {
  test.each([
    [{ email: "noc" }, "email", "must be an e-mail address such as noc@carrier.example"],
    [{ email: "a@b.example\u0000" }, "email", "must not contain control characters"],
    [
      { phone: "887 9333" },
      "phone",
      "must be a full phone number with + and country code, such as +6498879333",
    ],
    [{ phone: "" }, "email", "an e-mail address or a phone number is needed"],
    [{ name: " " }, "name", "must not be empty"],
    [{ role: "boss" }, "role", "must be commercial, technical, noc, escalation or signatory"],
  ])("%j", async (fault, path, message) => {
    const before = await listContacts(onboarding, {});
    await expect(addContact(onboarding, { carrierId, ...noc, ...fault })).rejects.toMatchObject({
      fields: [{ path, message }],
    });
    expect(await listContacts(onboarding, {})).toEqual(before);
  });

  test("no owner, both, or one that does not exist", async () => {
    await expect(addContact(onboarding, noc)).rejects.toMatchObject({
      fields: [{ path: "carrierId", message: "a carrier or a customer is needed" }],
    });
    await expect(addContact(onboarding, { ...noc, carrierId, customerId })).rejects.toMatchObject({
      fields: [{ path: "customerId" }],
    });
    await expect(
      addContact(onboarding, { ...noc, carrierId: onboarding.newId() }),
    ).rejects.toMatchObject({ fields: [{ path: "carrierId", message: "names no carrier" }] });
  });
});

describe("by whose it is", () => {
  test("sales writes customers' contacts and no carrier's, onboarding the other way round", async () => {
    const ofCustomer = await makeContact(sales, { customerId });
    const ofCarrier = await makeContact(onboarding, { carrierId });
    const version = 1;
    for (const [ctx, contact, owner] of [
      [sales, ofCarrier, { carrierId }],
      [onboarding, ofCustomer, { customerId }],
    ] as const) {
      const refused = { kind: "refused" };
      await expect(addContact(ctx, { ...noc, ...owner })).rejects.toMatchObject(refused);
      const { id } = contact;
      await expect(updateContact(ctx, { id, version, name: "x" })).rejects.toMatchObject(refused);
      await expect(deactivateContact(ctx, { id, version })).rejects.toMatchObject(refused);
    }
  });
});
