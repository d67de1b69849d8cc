// From a press to the mail: documents are drawn on the queue, a failure is tried again under the same number, mail follows once.
import type { Job } from "graphile-worker";
import type { ReactElement } from "react";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { systemDeps } from "@/lib/core/deps";
import { createLogger } from "@/lib/core/log";
import { getDocument } from "@/lib/services/documents/get-document";
import { listDocuments } from "@/lib/services/documents/list-documents";
import { listMail } from "@/lib/services/mail/list-mail";
import { readMessage } from "@/lib/services/read-message";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeSentQuote } from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import { createSendMail } from "./mail/send-mail";
import { startTestMailServer, type TestMailServer } from "./mail/test-mail-server";
import { renderPdf } from "./pdf/render-pdf";
import { pdfPages } from "./pdf/test-pdf-text";
import { queuedTasks } from "./queued-tasks";
import { startWorker, type Worker } from "./worker";

const FROM = { name: "Cradle BYOC", address: "byoc@cradle.example" };

let contexts: TestContexts;
let server: TestMailServer;
let worker: Worker | undefined;
beforeAll(async () => {
  contexts = await testContexts();
  await makePlatform(contexts.as("admin"));
});
afterAll(() => contexts.close());
beforeEach(async () => {
  server = await startTestMailServer();
});
afterEach(async () => {
  await worker?.stop();
  await server.stop();
});

/** A minute may begin while a test runs: what the clock itself starts is no matter of these tests. */
const isByClock = ({ payload }: Job) =>
  typeof payload === "object" && payload !== null && "_cron" in payload;

/** Starts the worker; what it gives ends once `count` jobs have succeeded, failed ones being due again at once. */
async function work(
  count: number,
  draw: (document: ReactElement) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<{ finished: Promise<string[]> }> {
  const outcomes: string[] = [];
  const started = await startWorker({
    databaseUrl: contexts.database.portalUrl,
    database: contexts.pool,
    deps: systemDeps,
    log: createLogger({ name: "test", level: "silent" }),
    queued: queuedTasks({ draw, sendMail: createSendMail({ smtpUrl: server.url, from: FROM }) }),
  });
  worker = started;
  const finished = new Promise<string[]>((resolve, reject) => {
    started.queue.events.on("job:complete", ({ job, error }) => {
      if (isByClock(job)) return;
      outcomes.push(`${job.task_identifier} ${error ? "failed" : "done"}`);
      if (outcomes.filter((outcome) => outcome.endsWith("done")).length === count) {
        resolve(outcomes);
      }
      if (error) {
        contexts.pool.prisma
          .$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`.catch(reject);
      }
    });
  });
  return { finished };
}

async function sentQuote() {
  const ctx = contexts.as("admin");
  const [carrier, customer] = [await makeCarrier(ctx), await makeCustomer(ctx)];
  const trunk = await makeTrunk(ctx, carrier.id, customer.id);
  return makeSentQuote(ctx, trunk.id);
}

it("draws a quote again after a failure: one number, one document, one mail", async () => {
  const sent = await sentQuote();
  let attempts = 0;
  const { finished } = await work(2, async (document) => {
    attempts += 1;
    if (attempts === 1) throw new Error("no ink");
    return renderPdf(document);
  });
  expect(await finished).toEqual(["render-quote failed", "render-quote done", "deliver-mail done"]);

  const ctx = contexts.as("sales");
  const { items } = await listDocuments(ctx, { quoteRevisionId: sent.id });
  expect(items).toHaveLength(1);
  const { bytes } = await getDocument(ctx, { id: items[0]?.id });
  const text = (await pdfPages(bytes)).join(" ");
  const { number } = sent;
  expect(number).toMatch(/^Q-\d{4}-\d+/);
  expect(text).toContain(number ?? "");
  expect(text).toContain("NZD 25.55");
  expect(text).toMatch(/emergency/i);

  const { items: mails } = await listMail(ctx, {});
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ state: "sent", attempts: 1, documentId: items[0]?.id });
  expect(server.taken).toHaveLength(1);
  const mail = await readMessage(Buffer.from(server.taken[0] ?? "", "latin1"));
  expect(Buffer.from(mail.attachments[0]?.bytes ?? []).equals(bytes)).toBe(true);
});

it("does not let a document that takes long hold up what is due by the clock", async () => {
  await sentQuote();
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let begin: (() => void) | undefined;
  const began = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const { finished } = await work(3, async (document) => {
    begin?.();
    await held;
    return renderPdf(document);
  });
  await began;
  const first = new Promise<string>((resolve) => {
    worker?.queue.events.on("job:success", ({ job }) => {
      if (!isByClock(job)) resolve(job.task_identifier);
    });
  });
  await worker?.queue.addJob("expire-quotes", {}, { queueName: "timed" });
  expect(await first).toBe("expire-quotes");
  release?.();
  expect(await finished).toEqual(["expire-quotes done", "render-quote done", "deliver-mail done"]);
});

it("a payload that is not what it should be touches nothing, and stays to be looked at", async () => {
  const { finished } = await work(1, renderPdf);
  const failed = new Promise<string>((resolve) => {
    worker?.queue.events.once("job:failed", ({ error }) => resolve(String(error)));
  });
  await worker?.queue.addJob("render-quote", { revisionId: "x' or 1=1" }, { maxAttempts: 1 });
  expect(await failed).toContain("is not an id");
  await worker?.queue.addJob("expire-quotes", {});
  expect(await finished).toContain("expire-quotes done");
});
