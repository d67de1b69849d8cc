// Whether an error says that Postgres is away, whichever of the drivers threw it and in whatever words.
import { Outage } from "@/lib/core/errors";
import { translateDatabaseError } from "./translate-error";

/** Postgres ends connections, starts up or is out of them (SQLSTATE), or the socket fails (errno). */
const LOST_CODE = /^(57P0\d|08\d{3}|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;

/**
 * True for what a query or a connection rejects with where the server dies, restarts or cannot be reached. A server that
 * is killed outright says nothing: the driver's own words, without a code, are all there is then.
 */
export function isLostConnection(error: unknown): boolean {
  if (error instanceof Outage) return true;
  if (error instanceof AggregateError) return error.errors.some(isLostConnection);
  if (!(error instanceof Error)) return false;
  if ("code" in error && LOST_CODE.test(String(error.code))) return true;
  return translateDatabaseError(error) instanceof Outage;
}
