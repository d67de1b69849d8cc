// Writes a failure to the log under the reference that the visitor was shown.
import "server-only";
import { AppError } from "@/lib/core/errors";
import { createLogger, type Logger } from "@/lib/core/log";

const store = globalThis as typeof globalThis & { byocPortalLog?: Logger };

/** The portal's log; Next.js loads modules more than once, the log is one. */
function portalLog(): Logger {
  store.byocPortalLog ??= createLogger({ name: "portal", level: process.env.LOG_LEVEL || "info" });
  return store.byocPortalLog;
}

/** What was foreseen (a refusal, a fault in the input) is a note; an outage a warning; anything else an error. */
export function reportFailure(error: unknown, reference: string): void {
  const log = portalLog();
  if (!(error instanceof AppError))
    log.error({ err: error, requestId: reference }, "unexpected failure");
  else if (error.kind === "outage") log.warn({ err: error, requestId: reference }, "outage");
  else log.info({ kind: error.kind, requestId: reference }, error.message);
}
