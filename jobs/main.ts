// The job worker's process: reads its environment, runs timed and queued tasks, ends cleanly on SIGTERM or SIGINT.
import { systemActor } from "@/lib/auth/actor";
import { systemDeps } from "@/lib/core/deps";
import { databaseUrl, EnvError, logLevel, portalUrl, readEnv } from "@/lib/core/env";
import { createLogger } from "@/lib/core/log";
import { openDatabase } from "@/lib/db/client";
import { isLostConnection } from "@/lib/db/is-lost-connection";
import { takeQueuePlace } from "@/lib/db/queue-place";
import { createContext } from "@/lib/services/context";
import { catchMail } from "@/lib/services/mail/catch-mail";
import { type CaughtMessage, startMailCatcher } from "./mail/mail-catcher";
import { readMailSettings } from "./mail/mail-settings";
import { createSendMail } from "./mail/send-mail";
import { renderPdf } from "./pdf/render-pdf";
import { queuedTasks } from "./queued-tasks";
import { startWorker } from "./worker";

function readEnvironment() {
  const problems: string[] = [];
  const read = <T>(check: () => T): T | null => {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof EnvError)) throw error;
      problems.push(...error.problems);
      return null;
    }
  };
  const shape = {
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: logLevel.default("info"),
    NEXTAUTH_URL: portalUrl.optional(),
  };
  const own = read(() => readEnv(shape, process.env));
  const mail = read(() => readMailSettings(process.env));
  if (own !== null && mail !== null) return { ...own, mail };
  console.error(new EnvError(problems).message);
  process.exit(2);
}

const env = readEnvironment();
const log = createLogger({ name: "jobs", level: env.LOG_LEVEL });
const database = openDatabase(env.DATABASE_URL, { poolSize: 4 });
const catcher =
  env.mail.smtpUrl === null ? await startMailCatcher({ keep: keepCaught, log }) : null;
const smtpUrl = env.mail.smtpUrl ?? catcher?.url ?? "";
const queued = queuedTasks({
  sendMail: createSendMail({ smtpUrl, from: env.mail.from }),
  draw: renderPdf,
});

/** Takes the place at the queue, frees what a dead worker had locked, and works. */
async function beginWork() {
  const place = await takeQueuePlace(env.DATABASE_URL);
  if (place.freed > 0) log.warn({ jobs: place.freed }, "jobs of a worker that died run again");
  const worker = await startWorker({
    databaseUrl: env.DATABASE_URL,
    portalUrl: env.NEXTAUTH_URL,
    database,
    deps: systemDeps,
    log,
    queued,
  });
  return { place, worker };
}

let work = await beginWork();
log.info({ mail: catcher === null ? "by SMTP_URL" : "local catcher" }, "ready");

/** What the catcher took goes where the portal's page finds it. */
function keepCaught(message: CaughtMessage): Promise<void> {
  const requestId = systemDeps.newId();
  const actor = systemActor("jobs");
  const ctx = createContext({ database, deps: systemDeps, log, actor, requestId });
  return catchMail(ctx, message);
}

async function endWork(): Promise<void> {
  await work.worker.stop();
  await work.place.leave();
}

const TRY_AGAIN_MS = 1000;

// The queue's library lets a rejection go unhandled where Postgres dies while a job is at work. The worker that is left
// would hold its locks for hours, so that it is begun anew, as soon as Postgres is back.
let stopping = false;
let isBeginningAnew = false;
process.on("unhandledRejection", (error: unknown) => {
  if (!isLostConnection(error)) throw error;
  log.warn({ err: error }, "Postgres went away while a job was at work");
  if (!isBeginningAnew && !stopping) void beginAnew();
});

async function beginAnew(): Promise<void> {
  isBeginningAnew = true;
  await endWork().catch((error: unknown) => log.warn({ err: error }, "the worker ended badly"));
  while (!stopping) {
    try {
      work = await beginWork();
      log.info("at work again");
      break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
  }
  isBeginningAnew = false;
}

async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "stopping");
  await endWork();
  await catcher?.stop();
  await database.close();
  log.info("stopped");
}
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
