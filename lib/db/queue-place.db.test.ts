// What a killed job worker had locked: free for the next one at once, and never taken from one that lives.
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeQueuePlace } from "./queue-place";
import { type TestDatabase, testDatabase } from "./test-database";

let database: TestDatabase;
let client: pg.Client;
beforeEach(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.portalUrl });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

/** A job in a named queue, as a worker has it that is at work. */
async function lockedJob(): Promise<void> {
  await client.query("SELECT graphile_worker.add_job('deliver-mail', '{}', queue_name := 'mail')");
  await client.query(
    "UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'dead', attempts = 2",
  );
  await client.query(
    "UPDATE graphile_worker._private_job_queues SET locked_at = now(), locked_by = 'dead'",
  );
}

async function locks(): Promise<{ jobs: number; queues: number; inSeconds: number }> {
  const { rows } = await client.query(`
    SELECT count(j.locked_at)::int AS jobs, count(q.locked_at)::int AS queues,
      max(extract(epoch FROM j.run_at - now()))::float AS "inSeconds"
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id`);
  return rows[0];
}

test("the next worker frees job and queue, and the job comes back as one that failed", async () => {
  await lockedJob();
  const place = await takeQueuePlace(database.portalUrl);
  expect(place.freed).toBe(1);
  const { inSeconds, ...free } = await locks();
  expect(free).toEqual({ jobs: 0, queues: 0 });
  expect(inSeconds).toBeGreaterThan(0);
  await place.leave();
});

test("a second worker takes nothing from the first, and frees what is left once alone", async () => {
  const first = await takeQueuePlace(database.portalUrl);
  await lockedJob();
  const second = await takeQueuePlace(database.portalUrl);
  expect(second.freed).toBe(0);
  expect(await locks()).toMatchObject({ jobs: 1, queues: 1 });
  await first.leave();
  const third = await takeQueuePlace(database.portalUrl);
  expect(third.freed).toBe(0);
  await Promise.all([second.leave(), third.leave()]);
  const fourth = await takeQueuePlace(database.portalUrl);
  expect(fourth.freed).toBe(1);
  await fourth.leave();
});
