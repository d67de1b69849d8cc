// One structured log for all three processes, with secrets masked wherever they might slip in.
import pino, { type DestinationStream, type Logger } from "pino";

export type { Logger };

const SECRET_FIELDS = [
  "password",
  "passwordHash",
  "secret",
  "token",
  "authorization",
  "cookie",
  "databaseUrl",
  "ha1Md5",
  "ha1Sha256",
];

/** Makes a process's logger. `level` is one of pino's; `destination` is for tests and defaults to stdout. */
export function createLogger(
  options: { name: string; level?: string },
  destination?: DestinationStream,
): Logger {
  const settings = {
    name: options.name,
    level: options.level ?? "info",
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: "[masked]",
    },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(settings, destination) : pino(settings);
}

/** Written when so much has gathered, and every so often. */
const GATHERED_BYTES = 4_096;
const FLUSH_MS = 100;
/** Beyond it lines are dropped: a reader that stalls costs its lines, and neither memory nor calls. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Standard output for a process that must not wait for whoever reads its log: lines are gathered and written beside the
 * event loop. All that is there is written at an orderly exit; a process that is killed loses the last tenth of a second.
 */
export function gatheredOutput(fd = 1): DestinationStream & { flushSync(): void } {
  return pino.destination({
    fd,
    sync: false,
    minLength: GATHERED_BYTES,
    maxLength: MOST_BYTES,
    periodicFlush: FLUSH_MS,
  });
}
