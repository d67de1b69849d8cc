// Tax rates: one a country, an admin's to set; quotes that were sent keep theirs.
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeQuote, makeSentQuote } from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { getQuoteSheet } from "../quotes/get-quote-sheet";
import { reviseQuote } from "../quotes/revise-quote";
import { sendQuote } from "../quotes/send-quote";
import { type TestContexts, testContexts } from "../test-context";
import { addTaxRate } from "./add-tax-rate";
import { listTaxRates } from "./list-tax-rates";
import { removeTaxRate } from "./remove-tax-rate";
import { updateTaxRate } from "./update-tax-rate";

let contexts: TestContexts;
let admin: Context;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  await makePlatform(admin);
});
afterAll(() => contexts.close());

test("a rate is added, changed and removed, each with its event; a second for the country is refused", async () => {
  const rate = await addTaxRate(admin, { country: "au", name: "GST", percent: "10" });
  expect(rate).toMatchObject({ country: "AU", basisPoints: 1000, version: 1 });
  await expect(
    addTaxRate(admin, { country: "AU", name: "VAT", percent: "20" }),
  ).rejects.toMatchObject({ kind: "conflict", fields: [{ path: "country" }] });
  const changed = await updateTaxRate(admin, { id: rate.id, version: 1, percent: "12.5" });
  expect(changed).toMatchObject({ name: "GST", basisPoints: 1250, version: 2 });
  const stale = { id: rate.id, version: 1 };
  await expect(updateTaxRate(admin, { ...stale, name: "X" })).rejects.toMatchObject({
    kind: "stale-edit",
  });
  await expect(removeTaxRate(admin, stale)).rejects.toMatchObject({ kind: "stale-edit" });
  await removeTaxRate(admin, { id: rate.id, version: 2 });
  expect(await listTaxRates(contexts.as("support"))).toEqual([]);
  const { items } = await listAuditEvents(admin, { entityTable: "tax_rate" });
  expect(items.map(({ action }) => action)).toEqual([
    "tax-rate.remove",
    "tax-rate.update",
    "tax-rate.add",
  ]);
});

test.each([
  ["country", { country: "ZZ" }],
  ["name", { name: " " }],
  ["percent", { percent: "100.5" }],
  ["percent", { percent: 15 }],
])("a wrong %s is refused at its field", async (path, wrong) => {
  const raw = { country: "NZ", name: "GST", percent: "15", ...wrong };
  await expect(addTaxRate(admin, raw)).rejects.toMatchObject({ fields: [{ path }] });
});

test("a country whose rate is gone can be sent no quote; what was sent keeps its rate", async () => {
  const carrier = await makeReadyCarrier(admin);
  const customer = await makeCustomer(admin);
  const trunk = await makeTrunk(admin, carrier.id, customer.id);
  const sent = await makeSentQuote(admin, trunk.id);
  const { id, version } = await makeQuote(admin, trunk.id);
  const [rate] = await listTaxRates(admin);
  if (rate === undefined) throw new Error("no rate");
  await removeTaxRate(admin, { id: rate.id, version: rate.version });
  await expect(sendQuote(admin, { id, version, sentToId: sent.sentToId })).rejects.toMatchObject({
    fields: [{ path: "taxCountry" }],
  });
  const sheet = await getQuoteSheet(admin, { revisionId: sent.id });
  expect(sheet.tax).toEqual({ country: "NZ", name: "GST", basisPoints: 1500 });
  // A revision can still be drafted, with the old rate, until there is a new one.
  expect((await reviseQuote(admin, { id: sent.quoteId })).taxBasisPoints).toBe(1500);
});
