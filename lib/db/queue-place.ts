// A job worker's place at the queue: tells whether others are alive, and frees what dead ones left locked.
import pg from "pg";

/** Any number, as long as nobody else in this database takes the same. */
const LOCK = 7_240_151_001;

export interface QueuePlace {
  /** Jobs that a worker was at when it died; they run again. */
  readonly freed: number;
  /** Gives the place up; the worker has stopped by then. */
  leave(): Promise<void>;
}

/**
 * To be asked for before the worker starts. The queue itself waits four hours before it takes a job, or a whole named
 * queue, from a worker that was killed. Each worker holds a lock for as long as its connection lives: whoever gets it
 * alone is the only one there, and what is locked then is nobody's.
 */
export async function takeQueuePlace(databaseUrl: string): Promise<QueuePlace> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
  // A connection that breaks later costs the place, and must not end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS alone", [LOCK]);
    const isAlone = rows[0]?.alone === true;
    const freed = isAlone ? await freeLocks(client) : 0;
    await client.query("SELECT pg_advisory_lock_shared($1)", [LOCK]);
    if (isAlone) await client.query("SELECT pg_advisory_unlock($1)", [LOCK]);
    return { freed, leave: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** A job that ended its worker may do so again: it comes back as late as one that failed. */
async function freeLocks(client: pg.Client): Promise<number> {
  const { rowCount } = await client.query(`
    UPDATE graphile_worker._private_jobs
    SET locked_at = NULL, locked_by = NULL,
      run_at = greatest(run_at, now() + exp(least(attempts, 10)) * interval '1 second')
    WHERE locked_at IS NOT NULL`);
  await client.query(`
    UPDATE graphile_worker._private_job_queues SET locked_at = NULL, locked_by = NULL
    WHERE locked_at IS NOT NULL`);
  return rowCount ?? 0;
}
