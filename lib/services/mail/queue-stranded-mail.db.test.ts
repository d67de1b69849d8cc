// Mail whose job is gone, or used up, is queued again; mail that a job still stands for is left to it.
import { afterEach, beforeEach, expect, test } from "vitest";
import { queueMail } from "../queue-mail";
import { type TestContexts, testContexts } from "../test-context";
import { queueStrandedMail } from "./queue-stranded-mail";
import { recordDelivery } from "./record-delivery";

let contexts: TestContexts;
beforeEach(async () => {
  contexts = await testContexts();
});
afterEach(() => contexts.close());

async function queued(): Promise<string> {
  const ctx = contexts.as("admin");
  const about = { table: "customer", id: ctx.newId() };
  const mail = {
    toAddress: "desk@customer.example",
    subject: "Quote",
    textBody: "It is attached.",
  };
  const row = await ctx.transaction((tx) =>
    queueMail(ctx, tx, { ...mail, documentId: null, about }),
  );
  return row.id;
}

const jobs = (mailId: string) =>
  contexts.pool.prisma.$queryRaw<object[]>`
    SELECT task_identifier AS task, queue_name AS queue, attempts FROM graphile_worker.jobs
    WHERE key = ${`deliver-mail:${mailId}`}`;
const FRESH = [{ task: "deliver-mail", queue: "mail", attempts: 0 }];

function run(minutesLater: number) {
  contexts.setNow(new Date(Date.now() + minutesLater * 60_000));
  return queueStrandedMail(contexts.asSystem("jobs"));
}

test("mail whose job is gone is queued again, once, when it has waited ten minutes", async () => {
  const id = await queued();
  await contexts.pool.prisma.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  expect(await run(9)).toEqual({ changed: 0 });
  expect(await jobs(id)).toEqual([]);
  expect(await run(11)).toEqual({ changed: 1 });
  expect(await jobs(id)).toEqual(FRESH);
  expect(await run(12)).toEqual({ changed: 0 });
});

test("mail whose job died at its last attempt is queued anew", async () => {
  const id = await queued();
  await contexts.pool.prisma
    .$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = max_attempts`;
  expect(await run(11)).toEqual({ changed: 1 });
  expect(await jobs(id)).toEqual(FRESH);
});

test("a job that comes back later, or is at its last attempt just now, keeps its mail", async () => {
  const id = await queued();
  await contexts.pool.prisma
    .$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = 3, run_at = now() + interval '5 hours'`;
  expect(await run(60)).toEqual({ changed: 0 });
  await contexts.pool.prisma
    .$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = max_attempts, locked_at = now(), locked_by = 'one'`;
  expect(await run(60)).toEqual({ changed: 0 });
  expect(await jobs(id)).toHaveLength(1);
});

test("mail that was sent, or failed for good, is left alone", async () => {
  const [sent, failed] = [await queued(), await queued()];
  const worker = contexts.asSystem("jobs");
  await recordDelivery(worker, { mailId: sent, outcome: "sent" });
  await recordDelivery(worker, { mailId: failed, outcome: "failed", error: "no such user" });
  await contexts.pool.prisma.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  expect(await run(60)).toEqual({ changed: 0 });
});
