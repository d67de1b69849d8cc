// Quotes through their verbs: drafted, sent, revised, answered, withdrawn, and what each of these refuses.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Contact } from "@/lib/schemas/contact";
import type { Customer } from "@/lib/schemas/customer";
import type { QuoteRevision } from "@/lib/schemas/quote";
import type { Trunk } from "@/lib/schemas/trunk";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeContact } from "@/prisma/factories/contact";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import {
  makeAcceptedQuote,
  makeQuote,
  makeSentQuote,
  makeTaxRate,
  quoteInput,
} from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import { updateContact } from "../contacts/update-contact";
import type { Context } from "../context";
import { listExchanges } from "../exchanges/list-exchanges";
import { getSettings } from "../settings/get-settings";
import { updateSettings } from "../settings/update-settings";
import { listTaxRates } from "../tax-rates/list-tax-rates";
import { updateTaxRate } from "../tax-rates/update-tax-rate";
import { type TestContexts, testContexts } from "../test-context";
import { changeTrunkState } from "../trunks/change-trunk-state";
import { getTrunk } from "../trunks/get-trunk";
import { updateTrunk } from "../trunks/update-trunk";
import { createQuote } from "./create-quote";
import { expireQuotes } from "./expire-quotes";
import { getQuoteSheet } from "./get-quote-sheet";
import { recordQuoteAnswer } from "./record-quote-answer";
import { reviseQuote } from "./revise-quote";
import { sendQuote } from "./send-quote";
import { updateQuoteDraft } from "./update-quote-draft";
import { withdrawQuote } from "./withdraw-quote";

let contexts: TestContexts;
let admin: Context;
let sales: Context;
let customer: Customer;
let carrierId: string;
let trunk: Trunk;
let contact: Contact;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  sales = contexts.as("sales");
  await makePlatform(admin);
  await makeTaxRate(admin);
  carrierId = (await makeReadyCarrier(admin)).id;
  customer = await makeCustomer(admin, { name: "Harbour Dental", accountReference: "HD-1" });
  contact = await makeContact(admin, { customerId: customer.id });
});
afterAll(() => contexts.close());
beforeEach(async () => {
  contexts.setNow(null);
  trunk = await makeTrunk(admin, carrierId, customer.id, { maxChannels: "", maxCallsPerSec: "" });
});

const line = (overrides: object = {}) => ({
  kind: "monthly",
  description: "Channel",
  quantity: "3",
  unitPrice: "9.50",
  ...overrides,
});
const draftOf = ({ id, version }: { id: string; version: number }, overrides: object = {}) => {
  const { trunkId: _, ...input } = quoteInput(sales, "", { terms: "As agreed." });
  return { id, version, ...input, ...overrides };
};
const send = (revision: QuoteRevision, ctx = sales, sentToId = contact.id) =>
  sendQuote(ctx, { id: revision.id, version: revision.version, sentToId });
const accept = (revision: QuoteRevision, overrides: object = {}, ctx = sales) =>
  recordQuoteAnswer(ctx, {
    id: revision.id,
    version: revision.version,
    answer: "accepted",
    contactId: contact.id,
    note: "by e-mail",
    ...overrides,
  });
const trunkNow = async () => (await getTrunk(sales, { id: trunk.id })).trunk;
const eventsOf = async (entityId: string) =>
  (await listAuditEvents(admin, { trunkId: trunk.id, entityId, limit: 20 })).items;
const waitingJobs = async (revisionId: string) =>
  contexts.pool.prisma.$queryRaw<{ task: string; payload: unknown }[]>`
    SELECT t.identifier AS task, j.payload FROM graphile_worker._private_jobs j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE j.payload->>'revisionId' = ${revisionId}`;

describe("a draft", () => {
  test("is priced, takes the country's tax, and moves an enquiry to quoting", async () => {
    const quote = await createQuote(sales, quoteInput(sales, trunk.id));
    expect(quote).toMatchObject({
      number: null,
      revision: 1,
      state: "draft",
      currencyScale: 2,
      taxName: "GST",
      taxBasisPoints: 1500,
      subtotalMinor: 2222n,
      taxMinor: 333n,
      totalMinor: 2555n,
      customerId: customer.id,
    });
    expect((await trunkNow()).state).toBe("quoting");
    expect(await eventsOf(quote.id)).toMatchObject([
      {
        action: "quote.create",
        after: {
          totalMinor: "2555",
          lines: ["Set-up: 2 × 12.345 less 10 % = NZD 22.22"],
        },
      },
    ]);
    expect((await eventsOf(trunk.id))[0]).toMatchObject({
      action: "trunk.change-state",
      before: { state: "enquiry" },
      after: { state: "quoting" },
      reason: "first quote drafted",
    });
    await createQuote(sales, quoteInput(sales, trunk.id));
    expect(
      (await eventsOf(trunk.id)).filter((e) => e.action === "trunk.change-state"),
    ).toHaveLength(1);
  });

  test("starts with the terms of the settings, unless it is given its own", async () => {
    const { settings } = await getSettings(admin);
    await updateSettings(admin, { version: settings?.version, quoteTerms: "Thirty days net." });
    expect((await createQuote(sales, quoteInput(sales, trunk.id))).terms).toBe("Thirty days net.");
    const own = await createQuote(sales, quoteInput(sales, trunk.id, { terms: "" }));
    expect(own.terms).toBe("");
  });

  test.each([
    ["no line", { lines: [] }, "lines", "at least one line"],
    ["a float", { lines: [line({ quantity: 2.5 })] }, "lines.0.quantity", "in text"],
    ["an exponent", { lines: [line({ unitPrice: "1e3" })] }, "lines.0.unitPrice", "plain decimal"],
    ["a comma", { lines: [line(), line({ unitPrice: "9,50" })] }, "lines.1.unitPrice", "a point"],
    ["nothing of it", { lines: [line({ quantity: "0.0" })] }, "lines.0.quantity", "more than"],
    ["too fine", { lines: [line({ quantity: "1.23456" })] }, "lines.0.quantity", "4 digits"],
    [
      "a gift and more",
      { lines: [line({ discountPercent: "101" })] },
      "lines.0.discountPercent",
      "100",
    ],
    ["a nameless line", { lines: [line({ description: " " })] }, "lines.0.description", "empty"],
    ["NUL", { lines: [line({ description: "a\0b" })] }, "lines.0.description", "control"],
    [
      "too much",
      { lines: [line({ quantity: "999999999", unitPrice: "999999999" })] },
      "lines.0.unitPrice",
      "larger",
    ],
    ["no currency", { currency: "XXX" }, "currency", "such as NZD"],
    ["no country", { taxCountry: "Oz" }, "taxCountry", "such as NZ"],
    [
      "a country without a rate",
      { taxCountry: "AU" },
      "taxCountry",
      "an admin adds the rate of AU",
    ],
    ["a past date", { validUntil: "2020-01-01T00:00Z" }, "validUntil", "in the future"],
    ["no channels", { agreedChannels: 0 }, "agreedChannels", "from 1"],
    ["an unknown field", { colour: "red" }, "colour", "not a field"],
  ])("with %s is refused at its field, and nothing is stored", async (_, wrong, path, words) => {
    await expect(createQuote(sales, quoteInput(sales, trunk.id, wrong))).rejects.toMatchObject({
      kind: "invalid-input",
      fields: [{ path, message: expect.stringContaining(words) }],
    });
    expect((await trunkNow()).state).toBe("enquiry");
  });

  test("is for a trunk that exists and is open", async () => {
    await expect(createQuote(sales, quoteInput(sales, sales.newId()))).rejects.toMatchObject({
      fields: [{ path: "trunkId" }],
    });
    const { id, version } = trunk;
    await changeTrunkState(admin, { id, version, to: "closed" });
    await expect(createQuote(sales, quoteInput(sales, id))).rejects.toMatchObject({
      kind: "gate-closed",
    });
  });

  test("is replaced whole, lines too; a stale one is refused with what stands now", async () => {
    const quote = await makeQuote(admin, trunk.id);
    const lines = [line(), line({ description: "Set-up", kind: "one_off", unitPrice: "100" })];
    const saved = await updateQuoteDraft(sales, draftOf(quote, { lines, agreedChannels: "20" }));
    expect(saved).toMatchObject({ version: 2, subtotalMinor: 32_850n, agreedChannels: 20 });
    const sheet = await getQuoteSheet(sales, { revisionId: quote.id });
    expect(sheet.lines.map(({ description, unitPrice }) => [description, unitPrice])).toEqual([
      ["Channel", "9.50"],
      ["Set-up", "100.00"],
    ]);
    await expect(updateQuoteDraft(sales, draftOf(quote))).rejects.toMatchObject({
      kind: "stale-edit",
      current: { version: 2, lines: [{ quantity: "3" }, { unitPrice: "100" }] },
    });
  });

  test("that was sent is not edited any more", async () => {
    const sent = await makeSentQuote(admin, trunk.id);
    await expect(updateQuoteDraft(sales, draftOf(sent))).rejects.toMatchObject({
      kind: "gate-closed",
      publicMessage: "This quote is sent: a change is a new revision.",
    });
  });
});

describe("a discount over the limit", () => {
  const lines = [line(), line({ discountPercent: "20.01" })];
  test("is refused to sales at its line, and given by an admin", async () => {
    const refusal = {
      kind: "refused",
      permission: "quote.discount-over-limit",
      fields: [{ path: "lines.1.discountPercent", message: expect.stringContaining("20 %") }],
    };
    await expect(createQuote(sales, quoteInput(sales, trunk.id, { lines }))).rejects.toMatchObject(
      refusal,
    );
    const quote = await createQuote(admin, quoteInput(admin, trunk.id, { lines }));
    await expect(updateQuoteDraft(sales, draftOf(quote, { lines }))).rejects.toMatchObject(refusal);
    await expect(send(quote)).rejects.toMatchObject(refusal);
    expect((await send(quote, admin)).state).toBe("sent");
  });

  test("at the limit is everybody's", async () => {
    const atLimit = quoteInput(sales, trunk.id, { lines: [line({ discountPercent: "20" })] });
    expect((await createQuote(sales, atLimit)).subtotalMinor).toBe(2280n);
  });
});

describe("sending", () => {
  test("numbers, freezes and names, and asks for the PDF, all at once", async () => {
    contexts.setNow(new Date("2027-03-04T05:06:07Z"));
    const [first, second] = [await makeQuote(admin, trunk.id), await makeQuote(admin, trunk.id)];
    const sent = await send(first);
    expect(sent).toMatchObject({
      number: "Q-2027-0001",
      state: "sent",
      sentAt: new Date("2027-03-04T05:06:07Z"),
      sentToId: contact.id,
      sentById: sales.actor.id,
      documentId: null,
    });
    expect((await send(second)).number).toBe("Q-2027-0002");
    expect(await waitingJobs(sent.id)).toEqual([
      { task: "render-quote", payload: { revisionId: sent.id } },
    ]);
    const [event] = await eventsOf(sent.id);
    expect(event).toMatchObject({
      action: "quote.send",
      before: { state: "draft", number: null },
      after: { state: "sent", number: "Q-2027-0001", sentToId: contact.id },
    });
  });

  test("keeps what the customer was shown, whatever is renamed afterwards", async () => {
    const other = await makeContact(admin, { customerId: customer.id }, { name: "Purchasing" });
    const sent = await send(await makeQuote(admin, trunk.id), sales, other.id);
    const shown = await getQuoteSheet(sales, { revisionId: sent.id });
    expect(shown).toMatchObject({
      number: sent.number,
      issuer: { legalName: "Cradle" },
      customer: { name: "Harbour Dental", accountReference: "HD-1" },
      addressee: { name: "Purchasing", email: other.email },
      sentAt: sent.sentAt,
      validUntil: sent.validUntil,
      lines: [{ quantity: "2", unitPrice: "12.345", totalMinor: "2222" }],
      totalMinor: "2555",
    });
    expect(shown.excluded.join(" ")).toContain("Emergency calls");
    const { settings } = await getSettings(admin);
    await updateSettings(admin, { version: settings?.version, legalName: "Cradle Renamed" });
    await updateContact(admin, { id: other.id, version: other.version, name: "Somebody" });
    const { id, version } = await trunkNow();
    await updateTrunk(admin, { id, version, name: "Renamed" });
    expect(await getQuoteSheet(sales, { revisionId: sent.id })).toEqual(shown);
    const draft = await makeQuote(admin, trunk.id);
    expect(await getQuoteSheet(sales, { revisionId: draft.id })).toMatchObject({
      number: null,
      issuer: { legalName: "Cradle Renamed" },
      trunk: { name: "Renamed" },
    });
  });

  test("goes to an active contact of the customer with an e-mail address", async () => {
    const quote = await makeQuote(admin, trunk.id);
    const stranger = await makeContact(admin, { carrierId });
    const mute = await makeContact(
      admin,
      { customerId: customer.id },
      { email: "", phone: "+6498879333" },
    );
    const gone = await makeContact(admin, { customerId: customer.id });
    await updateContact(admin, { id: gone.id, version: gone.version, active: false });
    for (const [id, words] of [
      [stranger.id, "no contact of this customer"],
      [mute.id, "no e-mail address"],
      [gone.id, "no longer active"],
      [sales.newId(), "names no contact"],
    ]) {
      await expect(send(quote, sales, id)).rejects.toMatchObject({
        kind: "invalid-input",
        fields: [{ path: "sentToId", message: expect.stringContaining(words ?? "") }],
      });
    }
    expect((await send(quote)).number).not.toBeNull();
  });

  test("wants a validity that lies ahead, and the tax of today; no number is lost by a refusal", async () => {
    const quote = await makeQuote(admin, trunk.id);
    const before = (await send(await makeQuote(admin, trunk.id))).number;
    contexts.setNow(quote.validUntil);
    await expect(send(quote)).rejects.toMatchObject({
      kind: "gate-closed",
      conditions: [{ code: "validity-ended" }],
    });
    contexts.setNow(null);
    const [rate] = await listTaxRates(admin);
    if (rate === undefined) throw new Error("no rate");
    const raised = await updateTaxRate(admin, {
      id: rate.id,
      version: rate.version,
      percent: "16",
    });
    await expect(send(quote)).rejects.toMatchObject({
      kind: "gate-closed",
      conditions: [{ code: "totals-disagree" }],
    });
    const saved = await updateQuoteDraft(sales, draftOf(quote));
    expect(saved).toMatchObject({ taxBasisPoints: 1600, taxMinor: 356n });
    const after = (await send(saved)).number;
    expect(Number(after?.slice(-4))).toBe(Number(before?.slice(-4)) + 1);
    await updateTaxRate(admin, { id: rate.id, version: raised.version, percent: "15" });
  });

  test("twice, or of a stale draft, is refused in words", async () => {
    const quote = await makeQuote(admin, trunk.id);
    const saved = await updateQuoteDraft(sales, draftOf(quote));
    await expect(send(quote)).rejects.toMatchObject({ kind: "stale-edit" });
    await send(saved);
    await expect(send(saved)).rejects.toMatchObject({
      kind: "gate-closed",
      publicMessage: "This quote is sent already.",
    });
  });

  test("needs a person: the seed signs for nothing", async () => {
    const quote = await makeQuote(admin, trunk.id);
    await expect(send(quote, contexts.asSystem("seed"))).rejects.toMatchObject({ kind: "refused" });
  });
});

describe("a revision", () => {
  test("copies the latest, keeps the number, and takes its place when it is sent", async () => {
    const first = await makeSentQuote(admin, trunk.id, { terms: "One." });
    const draft = await reviseQuote(sales, { id: first.quoteId });
    expect(draft).toMatchObject({
      revision: 2,
      state: "draft",
      number: first.number,
      totalMinor: 2555n,
      terms: "One.",
      sentAt: null,
    });
    expect(draft.validUntil.getTime()).toBeGreaterThanOrEqual(first.validUntil.getTime());
    const sent = await send(draft);
    expect(sent.number).toBe(first.number);
    const [older] = await eventsOf(first.id);
    expect(older).toMatchObject({
      action: "quote.supersede",
      after: { state: "superseded" },
      reason: "revision 2 sent",
    });
    await expect(accept({ ...first, version: first.version + 1 })).rejects.toMatchObject({
      kind: "gate-closed",
      publicMessage: "A quote that is superseded cannot become accepted.",
    });
  });

  test("is drafted once at a time", async () => {
    const { quoteId } = await makeSentQuote(admin, trunk.id);
    await reviseQuote(sales, { id: quoteId });
    await expect(reviseQuote(sales, { id: quoteId })).rejects.toMatchObject({
      kind: "conflict",
      publicMessage: "revision 2 of this quote is being drafted already",
    });
    await expect(reviseQuote(sales, { id: sales.newId() })).rejects.toMatchObject({
      kind: "not-found",
    });
  });

  test("of an accepted quote leaves the trunk its acceptance", async () => {
    const accepted = await makeAcceptedQuote(admin, trunk.id);
    await send(await reviseQuote(sales, { id: accepted.quoteId }));
    const { nextSteps, trunk: now } = await getTrunk(admin, { id: trunk.id });
    expect(now.state).toBe("configuring");
    expect(nextSteps.map(({ to }) => to)).toContain("testing");
  });
});

describe("an answer", () => {
  test("that accepts names who, gives the trunk its limits, and lets it be configured", async () => {
    const sent = await makeSentQuote(admin, trunk.id, { agreedChannels: 7, agreedCallsPerSec: 3 });
    const accepted = await accept(sent);
    expect(accepted).toMatchObject({
      state: "accepted",
      answeredById: contact.id,
      answerNote: "by e-mail",
      answerRecordedById: sales.actor.id,
    });
    expect(await trunkNow()).toMatchObject({
      state: "configuring",
      maxChannels: 7,
      maxCallsPerSec: 3,
    });
    const reason = `${sent.number} accepted`;
    expect(await eventsOf(trunk.id)).toMatchObject([
      { action: "trunk.change-state", after: { state: "configuring" }, reason },
      { action: "trunk.agree-limits", after: { maxChannels: 7, maxCallsPerSec: 3 }, reason },
      { action: "trunk.change-state", after: { state: "quoting" } },
      { action: "trunk.create" },
    ]);
    expect((await eventsOf(sent.id))[0]).toMatchObject({ action: "quote.accept" });
    const log = await listExchanges(sales, { customerId: customer.id });
    expect(log.items[0]).toMatchObject({
      ...{ direction: "received", contactId: contact.id, staffId: sales.actor.id },
      ...{ subject: `Quote ${sent.number}, revision 1: accepted`, body: "by e-mail" },
    });
  });

  test("that accepts moves no trunk that is further, and none that is suspended", async () => {
    const sent = await makeSentQuote(admin, trunk.id, { agreedChannels: 9 });
    const { id, version } = await trunkNow();
    const suspended = await changeTrunkState(admin, { id, version, to: "suspended" });
    await accept(sent);
    const now = await trunkNow();
    expect(now).toMatchObject({ state: "suspended", formerState: "quoting", maxChannels: 9 });
    expect(now.version).toBe(suspended.version + 1);
    const resumed = await changeTrunkState(admin, { id, version: now.version, to: "resumed" });
    const moved = { id, version: resumed.version, to: "configuring" };
    expect((await changeTrunkState(admin, moved)).state).toBe("configuring");
    const again = await makeSentQuote(admin, trunk.id, { agreedChannels: 11 });
    await accept(again);
    expect(await trunkNow()).toMatchObject({ state: "configuring", maxChannels: 11 });
  });

  test("past the validity does not accept, whether or not the clock's job has run", async () => {
    const sent = await makeSentQuote(admin, trunk.id);
    contexts.setNow(new Date(sent.validUntil.getTime() - 1));
    await expireQuotes(contexts.asSystem("jobs"));
    expect((await eventsOf(sent.id))[0]).toMatchObject({ action: "quote.send" });
    contexts.setNow(sent.validUntil);
    await expect(accept(sent)).rejects.toMatchObject({
      kind: "gate-closed",
      conditions: [{ code: "validity-ended" }],
    });
    expect((await expireQuotes(contexts.asSystem("jobs"))).changed).toBeGreaterThan(0);
    await expect(accept(sent)).rejects.toMatchObject({
      publicMessage: "A quote that is expired cannot become accepted.",
    });
    expect((await trunkNow()).maxChannels).toBeNull();
    expect((await eventsOf(sent.id))[0]).toMatchObject({ action: "quote.expire" });
  });

  test("that accepts needs a contact of the customer and says how it came", async () => {
    const sent = await makeSentQuote(admin, trunk.id);
    await expect(accept(sent, { contactId: "", note: "" })).rejects.toMatchObject({
      fields: [{ path: "contactId" }, { path: "note" }],
    });
    const stranger = await makeContact(admin, { customerId: (await makeCustomer(admin)).id });
    await expect(accept(sent, { contactId: stranger.id })).rejects.toMatchObject({
      fields: [{ path: "contactId", message: "is no contact of this customer" }],
    });
    const gone = await makeContact(admin, { customerId: customer.id });
    await updateContact(admin, { id: gone.id, version: gone.version, active: false });
    await expect(accept(sent, { contactId: gone.id })).rejects.toMatchObject({
      fields: [{ path: "contactId", message: expect.stringContaining("no longer active") }],
    });
    await expect(accept(sent, { answer: "maybe" })).rejects.toMatchObject({
      fields: [{ path: "answer" }],
    });
    await expect(accept(await makeQuote(admin, trunk.id))).rejects.toMatchObject({
      publicMessage: "A quote that is draft cannot become accepted.",
    });
  });

  test("that declines needs neither, and the quote can be revised", async () => {
    const sent = await makeSentQuote(admin, trunk.id);
    const declined = await accept(sent, { answer: "declined", contactId: "", note: "" });
    expect(declined).toMatchObject({ state: "declined", answeredById: null });
    expect(await trunkNow()).toMatchObject({ state: "quoting", maxChannels: null });
    const log = await listExchanges(sales, { customerId: customer.id });
    expect(log.items[0]).toMatchObject({
      ...{ direction: "received", contactId: null },
      subject: `Quote ${sent.number}, revision 1: declined`,
    });
    expect((await reviseQuote(sales, { id: sent.quoteId })).revision).toBe(2);
  });
});

test("a sent quote is withdrawn with a reason; a draft or an answered one is not", async () => {
  const sent = await makeSentQuote(admin, trunk.id);
  const press = { id: sent.id, version: sent.version, reason: "wrong customer" };
  expect((await withdrawQuote(sales, press)).state).toBe("withdrawn");
  expect((await eventsOf(sent.id))[0]).toMatchObject({
    action: "quote.withdraw",
    reason: "wrong customer",
  });
  await expect(withdrawQuote(sales, press)).rejects.toMatchObject({
    publicMessage: "This quote is withdrawn already.",
  });
  const draft = await makeQuote(admin, trunk.id);
  const { id, version } = draft;
  await expect(withdrawQuote(sales, { id, version })).rejects.toMatchObject({
    kind: "gate-closed",
  });
});
