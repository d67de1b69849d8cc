// Finding quotes: by number in the ways people write it, by words, by state, page by page; and one whole.
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeAcceptedQuote, makeQuote, makeSentQuote } from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import type { Context } from "../context";
import { uploadDocument } from "../documents/upload-document";
import { type TestContexts, testContexts } from "../test-context";
import { getQuote } from "./get-quote";
import { listQuotes } from "./list-quotes";
import { reviseQuote } from "./revise-quote";

let contexts: TestContexts;
let admin: Context;
let support: Context;
const ids: Record<"draft" | "sent" | "accepted", string> = { draft: "", sent: "", accepted: "" };
let sentNumber: string;
let trunkId: string;
let customerId: string;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  support = contexts.as("support");
  await makePlatform(admin);
  const carrier = await makeReadyCarrier(admin);
  const customer = await makeCustomer(admin, { name: "Harbour %_ Dental" });
  customerId = customer.id;
  const other = await makeCustomer(admin, { name: "Quillhaven" });
  trunkId = (await makeTrunk(admin, carrier.id, customer.id)).id;
  const otherTrunk = await makeTrunk(admin, carrier.id, other.id);
  ids.draft = (await makeQuote(admin, otherTrunk.id)).quoteId;
  const sent = await makeSentQuote(admin, trunkId);
  [ids.sent, sentNumber] = [sent.quoteId, sent.number ?? ""];
  ids.accepted = (await makeAcceptedQuote(admin, trunkId)).quoteId;
  await reviseQuote(admin, { id: ids.accepted });
});
afterAll(() => contexts.close());

const found = async (query: object) => (await listQuotes(support, query)).items.map(({ id }) => id);

test("a quote is found by its number, however it is written", async () => {
  const plain = sentNumber.replace("Q-", "");
  const year = plain.slice(0, 4);
  for (const search of [sentNumber, sentNumber.toLowerCase(), plain, `${year}-1`, "1", "0001"]) {
    expect(await found({ search }), search).toEqual([ids.sent]);
  }
  expect(await found({ search: `${year}-99` })).toEqual([]);
});

test("and by customer, trunk and state, newest first", async () => {
  expect(await found({})).toEqual([ids.accepted, ids.sent, ids.draft]);
  expect(await found({ search: "quillhaven" })).toEqual([ids.draft]);
  expect(await found({ search: "%_" })).toEqual([ids.accepted, ids.sent]);
  expect(await found({ trunkId })).toEqual([ids.accepted, ids.sent]);
  expect(await found({ customerId, state: "draft" })).toEqual([ids.accepted]);
  expect(await found({ state: "accepted", search: "", cursor: "" })).toEqual([ids.accepted]);
  await expect(listQuotes(support, { state: "lost" })).rejects.toMatchObject({
    fields: [{ path: "state" }],
  });
});

test("a revision that stands is named beside the draft that may follow it", async () => {
  const { items } = await listQuotes(support, { state: "accepted" });
  expect(items).toMatchObject([
    { latest: { revision: 2, state: "draft" }, standing: { revision: 1, state: "accepted" } },
  ]);
});

test("page by page, every quote comes once", async () => {
  const first = await listQuotes(support, { limit: 2 });
  const second = await listQuotes(support, { limit: 2, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(await found({}));
  expect(second.nextCursor).toBeNull();
});

test("one quote is shown whole: revisions, lines, contacts, evidence, history", async () => {
  const { revisions } = await getQuote(support, { id: ids.accepted });
  const accepted = revisions[1];
  const bytes = new TextEncoder().encode("Yes.\n");
  await uploadDocument(contexts.as("sales"), {
    quoteRevisionId: accepted?.id,
    purpose: "evidence",
    file: { fileName: "yes.txt", bytes },
  });
  const detail = await getQuote(support, { id: ids.accepted });
  expect(detail.quote).toMatchObject({ customerName: "Harbour %_ Dental", trunkId });
  expect(detail.revisions).toMatchObject([
    { revision: 2, state: "draft", documents: [], lines: [{ unitPrice: "12.345" }] },
    { revision: 1, state: "accepted", documents: [{ fileName: "yes.txt" }] },
  ]);
  expect(detail.revisions[1]?.answeredByName).toBe(detail.revisions[1]?.sentToName);
  expect(detail.history.map(({ action }) => action)).toEqual([
    "quote.revise",
    "quote.accept",
    "quote.send",
    "quote.create",
  ]);
  await expect(getQuote(support, { id: admin.newId() })).rejects.toMatchObject({
    kind: "not-found",
  });
});
