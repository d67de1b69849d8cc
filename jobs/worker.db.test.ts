// The job worker on a real queue, with the portal's rights: timed arrows go through their verbs.
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemDeps } from "@/lib/core/deps";
import { createLogger } from "@/lib/core/log";
import { listAuditEvents } from "@/lib/services/audit/list-audit-events";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeCradleNumber, makeVerified } from "@/prisma/factories/number";
import { TIMED_TASKS } from "./tasks";
import { startWorker } from "./worker";

let contexts: TestContexts;
beforeAll(async () => {
  contexts = await testContexts();
});
afterAll(() => contexts.close());

test("a verification past its date is expired by the worker, as the system's own actor", async () => {
  const ctx = contexts.as("admin");
  const carrier = await makeCarrier(ctx);
  const customer = await makeCustomer(ctx);
  const number = await makeCradleNumber(ctx, customer.id);
  const item = await makeVerified(ctx, carrier.id, number.id, {
    verifiedFrom: new Date("2020-01-01T00:00Z"),
    validUntil: new Date("2021-01-01T00:00Z"),
  });

  const worker = await startWorker({
    databaseUrl: contexts.database.portalUrl,
    database: contexts.pool,
    deps: systemDeps,
    log: createLogger({ name: "test", level: "silent" }),
    queued: {},
  });
  const outcome = new Promise<string>((resolve) => {
    worker.queue.events.on("job:success", ({ job }) =>
      resolve(`success of ${job.task_identifier}`),
    );
    worker.queue.events.on("job:error", ({ error }) => resolve(`error: ${String(error)}`));
  });
  await worker.queue.addJob("expire-verifications", {});
  expect(await outcome).toBe("success of expire-verifications");
  await worker.stop();

  const { items } = await listAuditEvents(ctx, { entityId: item.id });
  expect(items[0]).toMatchObject({
    action: "verification.expire",
    actorKind: "system",
    actorId: "jobs",
    before: { state: "verified" },
    after: { state: "expired" },
  });
});

test("every timed task has a crontab line with five fields", () => {
  for (const task of Object.values(TIMED_TASKS)) {
    expect(task.cron.split(" ")).toHaveLength(5);
  }
});
