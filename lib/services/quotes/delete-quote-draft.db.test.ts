// A draft that is thrown away: gone with its quote, but for the audit trail; what was sent stays.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Trunk } from "@/lib/schemas/trunk";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeContact } from "@/prisma/factories/contact";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeQuote, makeSentQuote, makeTaxRate } from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { deleteQuoteDraft } from "./delete-quote-draft";
import { getQuote } from "./get-quote";
import { reviseQuote } from "./revise-quote";

let contexts: TestContexts;
let admin: Context;
let sales: Context;
let trunk: Trunk;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  sales = contexts.as("sales");
  await makePlatform(admin);
  await makeTaxRate(admin);
  const customer = await makeCustomer(admin);
  await makeContact(admin, { customerId: customer.id });
  trunk = await makeTrunk(admin, (await makeReadyCarrier(admin)).id, customer.id);
});
afterAll(() => contexts.close());

test("the only draft takes its quote with it, and the audit keeps what it said", async () => {
  const { id, version, quoteId } = await makeQuote(sales, trunk.id);
  await expect(deleteQuoteDraft(sales, { id, version: version + 1 })).rejects.toMatchObject({
    kind: "stale-edit",
  });
  await deleteQuoteDraft(sales, { id, version, reason: "asked for twice" });
  await expect(getQuote(sales, { id: quoteId })).rejects.toMatchObject({ kind: "not-found" });
  const { items } = await listAuditEvents(sales, { entityId: id, limit: 1 });
  expect(items).toMatchObject([
    { action: "quote.delete-draft", reason: "asked for twice", before: { state: "draft" } },
  ]);
});

test("of a revised quote only the draft goes; what was sent is refused", async () => {
  const sent = await makeSentQuote(admin, trunk.id);
  const draft = await reviseQuote(sales, { id: sent.quoteId });
  await deleteQuoteDraft(sales, { id: draft.id, version: draft.version });
  const { revisions } = await getQuote(sales, { id: sent.quoteId });
  expect(revisions.map(({ state }) => state)).toEqual(["sent"]);
  await expect(
    deleteQuoteDraft(sales, { id: sent.id, version: sent.version }),
  ).rejects.toMatchObject({ kind: "gate-closed" });
});
