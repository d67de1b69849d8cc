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
