// The local catcher: takes what the job worker sends by real SMTP, shows it, and never grows without end.
import nodemailer from "nodemailer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLogger } from "@/lib/core/log";
import { catchMail } from "@/lib/services/mail/catch-mail";
import { cleanUpCaughtMail } from "@/lib/services/mail/clean-up-caught-mail";
import { getCaughtAttachment } from "@/lib/services/mail/get-caught-attachment";
import { getCaughtMail } from "@/lib/services/mail/get-caught-mail";
import { listCaughtMail } from "@/lib/services/mail/list-caught-mail";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { type MailCatcher, startMailCatcher } from "./mail-catcher";

const log = createLogger({ name: "test", level: "silent" });
let contexts: TestContexts;
let catcher: MailCatcher;
let isAway = false;
beforeAll(async () => {
  contexts = await testContexts();
  catcher = await startMailCatcher({
    log,
    keep: async (message) => {
      if (isAway) throw new Error("the database is away");
      await catchMail(contexts.asSystem("jobs"), message);
    },
  });
});
afterAll(async () => {
  await catcher.stop();
  await contexts.close();
});

const newest = async () => {
  const { items } = await listCaughtMail(contexts.as("support"), {});
  return items[0];
};
const send = (message: object) =>
  nodemailer
    .createTransport({ url: catcher.url })
    .sendMail({ from: "a@x.example", to: "b@y.example", ...message });

it("keeps a message and gives its attachment back byte by byte", async () => {
  const bytes = Buffer.from("%PDF-1.7\n\0\xff\r\n.\r\n", "latin1");
  await send({
    subject: "Grüße aus Ōtautahi",
    text: "Hello",
    html: "<b>Hello</b>",
    attachments: [{ filename: "../x/Āpia.pdf", content: bytes, contentType: "text/html" }],
  });
  const caught = await newest();
  expect(caught).toMatchObject({
    fromAddress: "a@x.example",
    toAddresses: ["b@y.example"],
    subject: "Grüße aus Ōtautahi",
  });
  const id = caught?.id ?? "";
  const message = await getCaughtMail(contexts.as("sales"), { id });
  expect(message.text.trim()).toBe("Hello");
  expect(message.attachments).toEqual([
    { index: 0, fileName: "Āpia.pdf", sizeBytes: bytes.byteLength },
  ]);
  const attachment = await getCaughtAttachment(contexts.as("sales"), { id, index: "0" });
  // Whatever the sender calls it.
  expect(attachment.contentType).toBe("application/pdf");
  expect(Buffer.from(attachment.bytes).equals(bytes)).toBe(true);
  await expect(getCaughtAttachment(contexts.as("sales"), { id, index: "1" })).rejects.toMatchObject(
    { kind: "not-found" },
  );
});

it("takes nothing from who does not know its password", async () => {
  const { host } = new URL(catcher.url);
  const message = { from: "a@x.example", to: "b@y.example", subject: "forged", text: "x" };
  for (const url of [`smtp://${host}`, `smtp://catcher:guess@${host}`]) {
    const outcome = nodemailer.createTransport({ url }).sendMail(message);
    await expect(outcome).rejects.toThrow(/530|535/);
  }
  expect((await newest())?.subject).not.toBe("forged");
});

it("shows HTML without a text part as its source", async () => {
  await send({ subject: "x", html: "<script>alert(1)</script>" });
  const message = await getCaughtMail(contexts.as("sales"), { id: (await newest())?.id });
  expect(message.text).toContain("<script>alert(1)</script>");
});

it("takes what is no mail at all", async () => {
  await send({ raw: Buffer.from("\0\xff\n\nno mail", "latin1") });
  const message = await getCaughtMail(contexts.as("sales"), { id: (await newest())?.id });
  expect(message.text).toContain("no mail");
});

it("refuses what is too large, and takes the next", async () => {
  const before = (await listCaughtMail(contexts.as("sales"), {})).items.length;
  const tooLarge = Buffer.alloc(16 * 1024 * 1024, `${"x".repeat(70)}\r\n`);
  await expect(send({ raw: tooLarge })).rejects.toMatchObject({ responseCode: 552 });
  await send({ subject: "next", text: "Hello" });
  expect((await listCaughtMail(contexts.as("sales"), {})).items).toHaveLength(before + 1);
});

it("asks to come again where a message cannot be kept", async () => {
  isAway = true;
  await expect(send({ text: "Hello" })).rejects.toMatchObject({ responseCode: 451 });
  isAway = false;
});

it("keeps the newest 500, and none older than a month", async () => {
  const ctx = contexts.asSystem("jobs");
  await contexts.pool.prisma.caughtMail.createMany({
    data: Array.from({ length: 505 }, () => ({
      id: ctx.newId(),
      fromAddress: "a@x.example",
      toAddresses: ["b@y.example"],
      subject: "filler",
      textBody: "",
      source: new Uint8Array(),
    })),
  });
  await send({ subject: "the newest", text: "Hello" });
  expect(await contexts.pool.prisma.caughtMail.count()).toBe(500);
  expect((await newest())?.subject).toBe("the newest");
  contexts.setNow(new Date(Date.now() + 40 * 24 * 3600 * 1000));
  expect(await cleanUpCaughtMail(ctx)).toEqual({ changed: 500 });
  contexts.setNow(null);
});

it("keeps the newest 200 MB", async () => {
  const ctx = contexts.asSystem("jobs");
  const { caughtMail } = contexts.pool.prisma;
  await caughtMail.deleteMany();
  const source = Buffer.alloc(9_000_000, "x");
  for (let i = 0; i < 23; i += 1) {
    await caughtMail.create({
      data: {
        id: ctx.newId(),
        fromAddress: "a@x.example",
        toAddresses: ["b@y.example"],
        subject: `large ${i}`,
        textBody: "x".repeat(1_000_000),
        source,
      },
    });
  }
  await send({ subject: "the newest", text: "Hello" });
  const kept = await caughtMail.findMany({ select: { subject: true }, orderBy: { id: "asc" } });
  expect(kept.map(({ subject }) => subject)).toEqual([
    ...Array.from({ length: 19 }, (_, i) => `large ${i + 4}`),
    "the newest",
  ]);
});
