// The letter of authorisation: what it says, that it is attached once, and whom it is mailed to.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Carrier } from "@/lib/schemas/carrier";
import type { Customer } from "@/lib/schemas/customer";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeContact } from "@/prisma/factories/contact";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeCradleNumber } from "@/prisma/factories/number";
import { makePlatform } from "@/prisma/factories/platform";
import { nextNumber } from "@/prisma/factories/sequence";
import { deactivateContact } from "../contacts/deactivate-contact";
import type { Context } from "../context";
import { listExchanges } from "../exchanges/list-exchanges";
import { type TestContexts, testContexts } from "../test-context";
import { attachLoa } from "./attach-loa";
import { changeVerificationState } from "./change-verification-state";
import { createVerificationRequest } from "./create-verification-request";
import { getLoaSheet } from "./get-loa-sheet";
import { getVerificationRequest } from "./get-verification-request";
import { submitVerificationRequest } from "./submit-verification-request";
import { withdrawVerificationRequest } from "./withdraw-verification-request";

let contexts: TestContexts;
let ctx: Context;
let support: Context;
let carrier: Carrier;
let customer: Customer;
beforeAll(async () => {
  contexts = await testContexts();
  ctx = contexts.as("onboarding");
  support = contexts.as("support");
  await makePlatform(contexts.as("admin"));
  carrier = await makeCarrier(ctx, { name: "Kererū Networks" });
  customer = await makeCustomer(contexts.as("admin"), { name: "Aldermoor" });
});
afterAll(() => contexts.close());

async function draftOf(count: number) {
  const numbers = [];
  for (let n = 0; n < count; n++) numbers.push(await makeCradleNumber(ctx, customer.id));
  const created = await createVerificationRequest(ctx, {
    ...{ carrierId: carrier.id, reference: `REQ-${nextNumber()}` },
    numbers: numbers.map(({ e164 }) => e164).join("\n"),
  });
  return { ...created, numbers };
}

async function submittedOf(count: number) {
  const { request, numbers } = await draftOf(count);
  const submitted = await submitVerificationRequest(ctx, brief(request));
  const { items } = await getVerificationRequest(ctx, { id: request.id });
  return { request: submitted, numbers, items };
}

const brief = ({ id, version }: { id: string; version: number }) => ({ id, version });
describe("the letter of authorisation", () => {
  const bytes = new TextEncoder().encode("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n");

  test("names who asks, whom, and every number that was submitted with whose it is", async () => {
    const { request, items, numbers } = await submittedOf(2);
    const jobsContext = contexts.asSystem("jobs");
    expect(await getLoaSheet(jobsContext, { requestId: request.id })).toMatchObject({
      ...{ reference: request.reference, carrierName: "Kererū Networks" },
      ...{ signallingFqdn: "byoc.sip.cradle.test", submittedBy: "test onboarding" },
      date: request.submittedAt,
      numbers: numbers.map(({ e164 }) => ({ e164, customerName: "Aldermoor" })),
    });
    const [first] = items;
    if (first) await changeVerificationState(ctx, { ...brief(first), to: "withdrawn" });
    const sheet = await getLoaSheet(support, { requestId: request.id });
    expect(sheet.numbers).toHaveLength(1);
  });

  test("is attached once, by the job worker alone, however often it is drawn", async () => {
    const { request } = await submittedOf(1);
    const jobsContext = contexts.asSystem("jobs");
    const raw = { requestId: request.id, bytes };
    await expect(attachLoa(ctx, raw)).rejects.toMatchObject({ kind: "refused" });
    const document = await attachLoa(jobsContext, raw);
    expect(await attachLoa(jobsContext, raw)).toEqual(document);
    const { documents } = await getVerificationRequest(support, { id: request.id });
    expect(documents).toMatchObject([
      { purpose: "loa", fileName: `LOA ${request.reference}.pdf`, contentType: "application/pdf" },
    ]);
    await expect(attachLoa(jobsContext, { ...raw, requestId: ctx.newId() })).rejects.toMatchObject({
      kind: "not-found",
    });
  });

  test("goes by mail to the contact that was chosen, once, and the exchange log says so", async () => {
    const contact = await makeContact(
      ctx,
      { carrierId: carrier.id },
      { name: "Interconnect desk" },
    );
    const { request } = await draftOf(2);
    const submitted = await submitVerificationRequest(ctx, {
      ...{ ...brief(request), contactId: contact.id },
    });
    expect(submitted).toMatchObject({ sentToId: contact.id, submittedById: ctx.actor.id });
    const raw = { requestId: request.id, bytes };
    const document = await attachLoa(contexts.asSystem("jobs"), raw);
    await attachLoa(contexts.asSystem("jobs"), raw);
    const subject = `Letter of authorisation ${request.reference} from Cradle`;
    const [mail, ...others] = await contexts.pool.prisma.mailOutbox.findMany({
      where: { aboutId: request.id },
    });
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ toAddress: contact.email, subject, documentId: document.id });
    expect(mail?.textBody).toContain("for 2 numbers.");
    const log = await listExchanges(ctx, { carrierId: carrier.id, limit: 100 });
    expect(log.items.filter((line) => line.subject === subject)).toMatchObject([
      {
        ...{ direction: "sent", channel: "email", contactName: "Interconnect desk" },
        staffId: ctx.actor.id,
      },
    ]);
    expect(await getVerificationRequest(support, { id: request.id })).toMatchObject({
      sentToName: "Interconnect desk",
    });
  });

  test("goes to nobody where no contact was chosen, one left, or all was withdrawn", async () => {
    const leaver = await makeContact(ctx, { carrierId: carrier.id });
    const staying = await makeContact(ctx, { carrierId: carrier.id });
    const { request: kept } = await submittedOf(1);
    const requests = [kept];
    for (const contactId of [leaver.id, staying.id]) {
      const { request } = await draftOf(1);
      requests.push(await submitVerificationRequest(ctx, { ...brief(request), contactId }));
    }
    await deactivateContact(ctx, brief(leaver));
    const [, , withdrawn] = requests;
    if (withdrawn) await withdrawVerificationRequest(ctx, brief(withdrawn));
    for (const { id } of requests) {
      await attachLoa(contexts.asSystem("jobs"), { requestId: id, bytes });
      expect(await contexts.pool.prisma.mailOutbox.findMany({ where: { aboutId: id } })).toEqual(
        [],
      );
    }
  });

  test("is mailed to no contact of somebody else, to none without an address, by no way round the verb", async () => {
    const other = await makeCarrier(ctx);
    const foreign = await makeContact(ctx, { carrierId: other.id });
    const mute = await makeContact(
      ctx,
      { carrierId: carrier.id },
      { email: null, phone: "+6498879333" },
    );
    const { request } = await draftOf(1);
    for (const contactId of [foreign.id, mute.id, ctx.newId()]) {
      await expect(
        submitVerificationRequest(ctx, { ...brief(request), contactId }),
      ).rejects.toMatchObject({ fields: [{ path: "contactId" }] });
    }
    await expect(contexts.pool.prisma.$executeRaw`
      UPDATE verification_request SET sent_to_id = ${foreign.id}::uuid WHERE id = ${request.id}::uuid
    `).rejects.toThrow(/letter_contact/);
    expect(await getVerificationRequest(ctx, { id: request.id })).toMatchObject({ state: "draft" });
  });
});
