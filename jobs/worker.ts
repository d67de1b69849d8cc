// Runs the timed tasks on graphile-worker's queue, each through its verb, as the system's own actor.
import {
  parseCronItems,
  Logger as QueueLogger,
  type Runner,
  run,
  type TaskList,
} from "graphile-worker";
import { systemActor } from "@/lib/auth/actor";
import type { Deps } from "@/lib/core/deps";
import type { Logger } from "@/lib/core/log";
import type { Database } from "@/lib/db/client";
import { createContext } from "@/lib/services/context";
import { TIMED_TASKS } from "./tasks";

const CONCURRENT_TASKS = 2;

export interface WorkerParts {
  readonly databaseUrl: string;
  readonly database: Database;
  readonly deps: Deps;
  readonly log: Logger;
}

/** Starts the worker; the queue's schema must be there. The caller stops it. */
export async function startWorker(parts: WorkerParts): Promise<Runner> {
  const { databaseUrl, log } = parts;
  return run({
    connectionString: databaseUrl,
    concurrency: CONCURRENT_TASKS,
    noHandleSignals: true,
    taskList: taskList(parts),
    parsedCronItems: parseCronItems(
      Object.entries(TIMED_TASKS).map(([task, { cron }]) => ({
        task,
        match: cron,
        // What was due while the worker was away is one catching-up run, made by the next turn anyway.
        options: { backfillPeriod: 0, maxAttempts: 3, queueName: "timed", jobKey: task },
      })),
    ),
    logger: new QueueLogger(() => (level, message) => {
      // Every job's start and end would be four lines a minute for nothing.
      if (level === "error") log.error({ from: "queue" }, message);
      else if (level === "warning") log.warn({ from: "queue" }, message);
      else log.debug({ from: "queue" }, message);
    }),
  });
}

function taskList({ database, deps, log }: WorkerParts): TaskList {
  return Object.fromEntries(
    Object.entries(TIMED_TASKS).map(([task, { run: runTask }]) => [
      task,
      async () => {
        const requestId = deps.newId();
        const actor = systemActor("jobs");
        const taskLog = log.child({ task, requestId });
        const ctx = createContext({ database, deps, log: taskLog, actor, requestId });
        const { changed } = await runTask(ctx);
        if (changed > 0) taskLog.info({ changed }, "done");
      },
    ]),
  );
}
