// Tells a database that is away from a row that it refused, whatever layer of the driver says so.
import { AppError, Outage } from "@/lib/core/errors";
import { Prisma } from "./generated/client";

/** The database refused a row. `constraint` is the constraint's (or trigger's) name, where Postgres told it. */
export class ConstraintViolation extends Error {
  /** Postgres' five-character code: 23505 unique, 23P01 exclusion, 23514 check, 23503 foreign key, P0001 a trigger's own. */
  readonly sqlState: string;
  readonly constraint: string | null;

  constructor(sqlState: string, constraint: string | null, message: string, cause: unknown) {
    super(message, { cause });
    this.name = "ConstraintViolation";
    this.sqlState = sqlState;
    this.constraint = constraint;
  }
}

interface DriverCause {
  readonly kind?: string;
  readonly code?: string;
  readonly originalCode?: string;
  readonly originalMessage?: string;
  readonly message?: string;
  readonly constraint?: { readonly index?: string };
}

const AWAY_KINDS = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TlsConnectionError",
  "TooManyConnections",
  "DatabaseDoesNotExist",
  "AuthenticationFailed",
]);

/** Prisma: cannot reach, timed out, closed, pool exhausted, transaction could not start. */
const AWAY_PRISMA_CODES = new Set(["P1001", "P1002", "P1003", "P1008", "P1017", "P2024", "P2028"]);

/** Postgres shuts down, starts up, or is out of connections (class 57P, 08, 53300). */
const AWAY_SQL_STATE = /^(57P|08|53300)/;
/** What pg says in words alone when a pooled connection dies under a query. */
const AWAY_TEXT =
  /Connection terminated|is not queryable|timeout exceeded when trying to connect|Can't reach database|ECONNREFUSED|ECONNRESET|EPIPE/;
const REFUSED_SQL_STATE = /^(23|P0001)/;
const QUOTED_CONSTRAINT = /constraint "([^"]+)"/;
/** Our own triggers' texts begin with a stable name in front of a colon. */
const LEADING_NAME = /^([a-z][a-z0-9_-]{2,62}): /;

function driverCause(error: Error): DriverCause {
  const meta: unknown = error instanceof Prisma.PrismaClientKnownRequestError ? error.meta : null;
  const adapterError =
    typeof meta === "object" && meta !== null && "driverAdapterError" in meta
      ? meta.driverAdapterError
      : error;
  if (adapterError instanceof Error && typeof adapterError.cause === "object") {
    return adapterError.cause ?? {};
  }
  return {};
}

/** Maps a thrown value to `Outage` or `ConstraintViolation`; gives back anything else unchanged. */
export function translateDatabaseError(error: unknown): unknown {
  // A verb's own error may hold words of a visitor: it is never searched for a driver's.
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const cause = driverCause(error);
  const sqlState = cause.originalCode ?? cause.code ?? "";
  const code = error instanceof Prisma.PrismaClientKnownRequestError ? error.code : "";
  const away =
    AWAY_KINDS.has(cause.kind ?? "") ||
    AWAY_SQL_STATE.test(sqlState) ||
    AWAY_PRISMA_CODES.has(code) ||
    error instanceof Prisma.PrismaClientInitializationError ||
    AWAY_TEXT.test(error.message);
  if (away) return new Outage("the database", error);
  if (REFUSED_SQL_STATE.test(sqlState)) {
    const text = cause.originalMessage ?? cause.message ?? error.message;
    const name =
      cause.constraint?.index ??
      LEADING_NAME.exec(text)?.[1] ??
      QUOTED_CONSTRAINT.exec(text)?.[1] ??
      null;
    return new ConstraintViolation(sqlState, name, text, error);
  }
  return error;
}
