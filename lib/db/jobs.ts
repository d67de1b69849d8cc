// Work for the job worker, put into its queue inside the transaction that makes it necessary.
import type { JobTask } from "@/lib/schemas/job";
import type { Connection } from "./store";

/** Waits between attempts double up to six hours, so this many reach over some days. */
const MAX_ATTEMPTS = 25;

/** Jobs of one queue run one after the other, so that neither drawing nor a slow mail server takes every place. */
const QUEUES: Readonly<Record<JobTask, string>> = {
  "render-quote": "documents",
  "render-loa": "documents",
  "render-hand-off": "documents",
  "mail-notices": "documents",
  "deliver-mail": "mail",
};

export function jobStore(db: Connection) {
  return {
    /**
     * Adds a job; it runs only if the transaction commits. Two with the same key that wait are one.
     * A job that fails is run again later, under the same payload.
     */
    async add(task: JobTask, payload: Record<string, string>, key: string): Promise<void> {
      await db.$executeRaw`
        SELECT 1 FROM graphile_worker.add_job(
          ${task}::text, ${JSON.stringify(payload)}::json, queue_name := ${QUEUES[task]}::text, max_attempts := ${MAX_ATTEMPTS}::int, job_key := ${key}::text)`;
    },
  };
}
