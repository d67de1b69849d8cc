// Runs timed and queued tasks on graphile-worker, each through its verbs, as the system's own actor.
import {
  parseCronItems,
  Logger as QueueLogger,
  type Runner,
  run,
  type Task,
  type TaskList,
} from "graphile-worker";
import { systemActor } from "@/lib/auth/actor";
import type { Deps } from "@/lib/core/deps";
import type { Logger } from "@/lib/core/log";
import type { Database } from "@/lib/db/client";
import { openQueuePool } from "@/lib/db/queue-pool";
import { createContext } from "@/lib/services/context";
import { MailPutOff } from "./deliver-mail";
import type { QueuedTask } from "./queued-tasks";
import { TIMED_TASKS } from "./tasks";

/** One place each for what is due by the clock, for drawing and for mail: their queues keep them to it. */
const CONCURRENT_TASKS = 3;

export interface WorkerParts {
  readonly databaseUrl: string;
  /** What mail links to; undefined: links are paths. */
  readonly portalUrl?: string | undefined;
  readonly database: Database;
  readonly deps: Deps;
  readonly log: Logger;
  readonly queued: Readonly<Record<string, QueuedTask>>;
}

export interface Worker {
  /** Its events, and a way to add jobs. To be stopped by `stop` alone. */
  readonly queue: Pick<Runner, "events" | "addJob">;
  /** Returns when no job is under way and every connection has ended. */
  stop(): Promise<void>;
}

/** Connections beside one for each task: the queue's own, and the one that it hears of new jobs by. */
const FURTHER_CONNECTIONS = 2;

/** Starts the worker; the queue's schema must be there. The caller stops it. */
export async function startWorker(parts: WorkerParts): Promise<Worker> {
  const { databaseUrl, log } = parts;
  const pool = openQueuePool(databaseUrl, {
    size: CONCURRENT_TASKS + FURTHER_CONNECTIONS,
    onLost: (error) => log.warn({ err: error }, "the queue lost an idle connection"),
  });
  const runner = await run({
    pgPool: pool,
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
  }).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  return {
    queue: runner,
    stop: async () => {
      try {
        await runner.stop();
      } finally {
        await pool.end();
      }
    },
  };
}

function taskList({ portalUrl, database, deps, log, queued }: WorkerParts): TaskList {
  const contextOf = (task: string) => {
    const requestId = deps.newId();
    const taskLog = log.child({ task, requestId });
    const actor = systemActor("jobs");
    return createContext({ database, deps, log: taskLog, actor, requestId, portalUrl });
  };
  const timed = Object.entries(TIMED_TASKS).map(([task, { run: runTask }]): [string, Task] => [
    task,
    async () => {
      const ctx = contextOf(task);
      const { changed } = await runTask(ctx);
      if (changed > 0) ctx.log.info({ changed }, "done");
    },
  ]);
  const onRequest = Object.entries(queued).map(([task, runTask]): [string, Task] => [
    task,
    async (payload, { job }) => {
      const ctx = contextOf(task);
      const isLast = job.attempts >= job.max_attempts;
      try {
        await runTask(ctx, payload, { isLast });
      } catch (error) {
        // The queue tells of the error and runs the task again; here stands which request it was.
        if (error instanceof MailPutOff) ctx.log.info({ reason: error.message }, "mail put off");
        else ctx.log.error({ err: error, payload, isLast }, "task failed");
        throw error;
      }
    },
  ]);
  return Object.fromEntries([...timed, ...onRequest]);
}
