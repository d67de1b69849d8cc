// The PDF of a quote: attached once, mailed once to the contact that was chosen, and not at all once taken back.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeQuote, makeSentQuote } from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import { updateContact } from "../contacts/update-contact";
import type { Context } from "../context";
import { listExchanges } from "../exchanges/list-exchanges";
import { type TestContexts, testContexts } from "../test-context";
import { attachQuotePdf } from "./attach-quote-pdf";
import { getQuote } from "./get-quote";
import { withdrawQuote } from "./withdraw-quote";

let contexts: TestContexts;
let admin: Context;
let jobs: Context;
let carrierId: string;
let trunkId: string;
let customerId: string;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  jobs = contexts.asSystem("jobs");
  await makePlatform(admin);
  carrierId = (await makeReadyCarrier(admin)).id;
});
afterAll(() => contexts.close());
beforeEach(async () => {
  customerId = (await makeCustomer(admin)).id;
  trunkId = (await makeTrunk(admin, carrierId, customerId)).id;
});

const PDF = new TextEncoder().encode("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n");
const attach = (revisionId: string, bytes = PDF, ctx = jobs) =>
  attachQuotePdf(ctx, { revisionId, file: { fileName: "quote.pdf", bytes } });

test("attached once, it is mailed once, and stands in the customer's log", async () => {
  const sent = await makeSentQuote(admin, trunkId);
  const attached = await attach(sent.id);
  expect(attached.documentId).not.toBeNull();
  const again = await attach(sent.id);
  expect(again).toEqual(attached);

  const { revisions, contacts, history } = await getQuote(admin, { id: sent.quoteId });
  const [revision] = revisions;
  expect(revision?.documents).toMatchObject([
    { id: attached.documentId, purpose: "quote", contentType: "application/pdf" },
  ]);
  const [contact] = contacts;
  expect(revision?.mail).toMatchObject([
    {
      state: "waiting",
      toAddress: contact?.email,
      subject: `Quote ${sent.number} from Cradle`,
      documentId: attached.documentId,
    },
  ]);
  expect(revision?.mail[0]?.textBody).toContain("Total      NZD 25.55");
  expect(history[0]).toMatchObject({ action: "quote.attach-pdf", actorKind: "system" });
  const { items } = await listExchanges(admin, { customerId });
  expect(items).toMatchObject([
    { direction: "sent", channel: "email", contactName: contact?.name, staffName: "test admin" },
  ]);
  const jobsWaiting = await contexts.pool.prisma.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM graphile_worker._private_jobs
    WHERE payload->>'mailId' = ${revision?.mail[0]?.id}`;
  expect(jobsWaiting).toEqual([{ count: 1n }]);
});

test("two workers at once attach one PDF and send one mail", async () => {
  const sent = await makeSentQuote(admin, trunkId);
  await Promise.all([attach(sent.id), attach(sent.id), attach(sent.id)]);
  const { revisions } = await getQuote(admin, { id: sent.quoteId });
  expect(revisions[0]?.mail).toHaveLength(1);
  expect(revisions[0]?.documents).toHaveLength(1);
});

test("it goes to the address that was chosen, whatever the contact's becomes", async () => {
  const sent = await makeSentQuote(admin, trunkId);
  const before = (await getQuote(admin, { id: sent.quoteId })).contacts[0];
  if (before === undefined) throw new Error("no contact");
  const email = "somebody-else@example.com";
  await updateContact(admin, { id: before.id, version: before.version, email });
  await attach(sent.id);
  const { revisions } = await getQuote(admin, { id: sent.quoteId });
  expect(revisions[0]?.mail.map(({ toAddress }) => toAddress)).toEqual([before.email]);
});

test("a quote taken back meanwhile keeps its PDF and is not mailed", async () => {
  const { id, version, quoteId } = await makeSentQuote(admin, trunkId);
  await withdrawQuote(admin, { id, version });
  expect((await attach(id)).documentId).not.toBeNull();
  expect((await getQuote(admin, { id: quoteId })).revisions[0]?.mail).toEqual([]);
  expect((await listExchanges(admin, { customerId })).items).toEqual([]);
});

test("what is no PDF, no quote, or no job worker is refused", async () => {
  const sent = await makeSentQuote(admin, trunkId);
  await expect(attach(sent.id, new TextEncoder().encode("MZ"))).rejects.toMatchObject({
    kind: "invalid-input",
    fields: [{ path: "file" }],
  });
  const draft = await makeQuote(admin, trunkId);
  await expect(attach(draft.id)).rejects.toMatchObject({ kind: "gate-closed" });
  await expect(attach(admin.newId())).rejects.toMatchObject({ kind: "not-found" });
  await expect(attach(sent.id, PDF, admin)).rejects.toMatchObject({ kind: "refused" });
});
