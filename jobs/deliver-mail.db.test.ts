// The outbox against real mail servers: delivered once and whole, put off and tried again, refused and shown.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Mail } from "@/lib/schemas/mail";
import { listAuditEvents } from "@/lib/services/audit/list-audit-events";
import { uploadDocument } from "@/lib/services/documents/upload-document";
import { getMail } from "@/lib/services/mail/get-mail";
import { listMail } from "@/lib/services/mail/list-mail";
import { retryMail } from "@/lib/services/mail/retry-mail";
import { queueMail } from "@/lib/services/queue-mail";
import { withdrawQuote } from "@/lib/services/quotes/withdraw-quote";
import { readMessage } from "@/lib/services/read-message";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeSentQuote } from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import { deliverMail, MailPutOff } from "./deliver-mail";
import { createSendMail } from "./mail/send-mail";
import { startTestMailServer, type TestMailServer } from "./mail/test-mail-server";

const FROM = { name: "Cradle BYOC", address: "byoc@cradle.example" };
const PDF = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(300_000, "\x00\xff\r\n.\r\n")]);

let contexts: TestContexts;
let server: TestMailServer;
let documentId: string;
beforeAll(async () => {
  contexts = await testContexts();
  const ctx = contexts.as("admin");
  await makePlatform(ctx);
  const customer = await makeCustomer(ctx);
  const file = { fileName: "Angebot Āpia.pdf", bytes: new Uint8Array(PDF) };
  documentId = (await uploadDocument(ctx, { customerId: customer.id, file })).id;
});
afterAll(() => contexts.close());
beforeEach(async () => {
  server = await startTestMailServer();
});
afterEach(() => server.stop());

function queue(overrides: object = {}): Promise<Mail> {
  const ctx = contexts.as("admin");
  const about = { table: "customer", id: ctx.newId() };
  return ctx.transaction((tx) =>
    queueMail(ctx, tx, {
      toAddress: "accounts@customer.example",
      subject: "Quote Q-2026-0042 – Kererū",
      textBody: "Dear desk,\n.\nthe quote is attached.",
      documentId,
      about,
      ...overrides,
    }),
  );
}

function deliver(mailId: string, options: { url?: string; isLastAttempt?: boolean } = {}) {
  const send = createSendMail({ smtpUrl: options.url ?? server.url, from: FROM });
  const { isLastAttempt = false } = options;
  return deliverMail(contexts.asSystem("jobs"), { mailId, send, isLastAttempt });
}

const now = async (id: string) => (await getMail(contexts.as("support"), { id })).mail;
const actions = async (entityId: string) =>
  (await listAuditEvents(contexts.as("admin"), { entityId })).items.map(
    (event) => `${event.action} by ${event.actorKind} ${event.actorId}`,
  );

describe("a message of the outbox", () => {
  it("is delivered once, whole, under an id of its own", async () => {
    const { id } = await queue();
    await deliver(id);
    await deliver(id);
    expect(server.taken).toHaveLength(1);
    const source = Buffer.from(server.taken[0] ?? "", "latin1");
    expect(source.toString()).toContain(`Message-ID: <${id}@cradle.example>`);
    const message = await readMessage(source);
    expect(message.subject).toBe("Quote Q-2026-0042 – Kererū");
    expect(message.text.trim()).toBe("Dear desk,\n.\nthe quote is attached.");
    expect(message.attachments[0]?.fileName).toBe("Angebot Āpia.pdf");
    expect(Buffer.from(message.attachments[0]?.bytes ?? []).equals(PDF)).toBe(true);
    expect(await now(id)).toMatchObject({ state: "sent", attempts: 1, lastError: "" });
    expect((await now(id)).sentAt).not.toBeNull();
    expect(await actions(id)).toEqual(["mail.send by system jobs"]);
  });

  it("that is put off waits, says why, and is taken at the next attempt", async () => {
    const { id } = await queue();
    server.answers.push({ code: 450, words: "Mailbox busy" });
    await expect(deliver(id)).rejects.toThrow(MailPutOff);
    expect(await now(id)).toMatchObject({
      state: "waiting",
      attempts: 1,
      lastError: expect.stringContaining("put it off: 450 Mailbox busy"),
    });
    await deliver(id);
    expect(server.taken).toHaveLength(1);
    expect(await now(id)).toMatchObject({ state: "sent", attempts: 2, lastError: "" });
  });

  it("about a quote that was taken back meanwhile does not leave, now or when tried again", async () => {
    const ctx = contexts.as("admin");
    const [carrier, customer] = [await makeReadyCarrier(ctx), await makeCustomer(ctx)];
    const trunk = await makeTrunk(ctx, carrier.id, customer.id);
    const quote = await makeSentQuote(ctx, trunk.id);
    const about = { table: "quote_revision", id: quote.id };
    const [first, second] = [await queue({ about }), await queue({ about })];
    await deliver(first.id);
    expect(server.taken).toHaveLength(1);
    await withdrawQuote(ctx, { id: quote.id, version: quote.version, reason: "wrong price" });
    await deliver(second.id);
    expect(server.taken).toHaveLength(1);
    expect(await now(second.id)).toMatchObject({
      state: "failed",
      lastError: "not sent: the quote is withdrawn meanwhile",
    });
    await expect(retryMail(ctx, { id: second.id })).rejects.toMatchObject({ kind: "gate-closed" });
  });

  it("that is refused fails at once, is shown, and can be tried again", async () => {
    const { id } = await queue();
    server.answers.push({ code: 550, words: "No such user" });
    await deliver(id);
    expect(await now(id)).toMatchObject({
      state: "failed",
      attempts: 1,
      lastError: expect.stringContaining("refused it: 550 No such user"),
    });
    const failed = await listMail(contexts.as("sales"), { state: "failed" });
    expect(failed.items[0]?.id).toBe(id);

    expect(await retryMail(contexts.as("sales"), { id })).toMatchObject({ state: "waiting" });
    await expect(retryMail(contexts.as("sales"), { id })).rejects.toMatchObject({
      kind: "conflict",
    });
    await deliver(id);
    expect(server.taken).toHaveLength(1);
    await expect(retryMail(contexts.as("sales"), { id })).rejects.toMatchObject({
      kind: "conflict",
    });
    const sales = contexts.as("sales").actor.id;
    expect(await actions(id)).toEqual([
      "mail.send by system jobs",
      `mail.retry by staff ${sales}`,
      "mail.fail by system jobs",
    ]);
  });

  it("that was put off for long is tried again at a person's word, with all attempts before it", async () => {
    const { id } = await queue();
    server.answers.push({ code: 450, words: "Mailbox busy" });
    await expect(deliver(id)).rejects.toThrow(MailPutOff);
    contexts.setNow(new Date(Date.now() + 9 * 60_000));
    await expect(retryMail(contexts.as("sales"), { id })).rejects.toMatchObject({
      kind: "conflict",
    });
    contexts.setNow(new Date(Date.now() + 11 * 60_000));
    const retried = await retryMail(contexts.as("sales"), { id });
    contexts.setNow(null);
    expect(retried).toMatchObject({ state: "waiting", attempts: 0, lastError: "" });
    await deliver(id);
    await deliver(id);
    expect(server.taken).toHaveLength(1);
  });

  it("waits while the server is away, which is no refusal, and goes once it is back", async () => {
    const { id } = await queue();
    const { url, port } = server;
    await server.stop();
    await expect(deliver(id, { url })).rejects.toThrow(MailPutOff);
    const away = await now(id);
    expect(away).toMatchObject({ state: "waiting", attempts: 1 });
    expect(away.lastError).toContain("cannot be reached");
    expect(away.lastError).not.toContain("refused it");
    server = await startTestMailServer({ port });
    await deliver(id, { url });
    expect(server.taken).toHaveLength(1);
    expect(await now(id)).toMatchObject({ state: "sent", attempts: 2 });
  });

  it("fails after the last attempt", async () => {
    const { id } = await queue();
    server.answers.push({ code: 450, words: "Mailbox busy" });
    await deliver(id, { isLastAttempt: true });
    expect(await now(id)).toMatchObject({ state: "failed", attempts: 1 });
  });

  it("waits where the password is wrong, and shows no password", async () => {
    const { id } = await queue();
    const guarded = await startTestMailServer({ password: "right" });
    const url = `smtp://mailer:hunter2@127.0.0.1:${guarded.port}`;
    await expect(deliver(id, { url })).rejects.toThrow(MailPutOff);
    expect((await now(id)).lastError).toContain("lets us not in");
    expect(JSON.stringify(await now(id))).not.toContain("hunter2");
    await deliver(id, { url: `smtp://mailer:right@127.0.0.1:${guarded.port}` });
    expect(guarded.taken).toHaveLength(1);
    await guarded.stop();
  });

  it("puts no header in by its subject and no second recipient by its address", async () => {
    const subject = "Offer\r\nBcc: everyone@elsewhere.example";
    const { id } = await queue({ subject, documentId: null });
    await deliver(id);
    expect(server.taken[0]).not.toMatch(/^Bcc:/m);
    const two = await queue({ toAddress: "a@x.example, b@y.example", documentId: null });
    await deliver(two.id);
    expect(await now(two.id)).toMatchObject({ state: "failed" });
    expect(server.taken).toHaveLength(1);
  });
});
