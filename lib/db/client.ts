// Opens the pool: one Prisma client, UTC sessions, and database errors turned into the product's own.
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client";
import { translateDatabaseError } from "./translate-error";

export interface Database {
  readonly prisma: PrismaClient;
  /** Ends the pool. */
  close(): Promise<void>;
}

/**
 * Connects lazily to `url`. Its failures are the driver's own: `translated` gives the client that verbs are to use.
 */
export function connect(url: string, options: { poolSize?: number } = {}): PrismaClient {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 5_000,
    // The adapter reads timestamptz by dropping the offset, so that the session's zone must be UTC.
    options: "-c TimeZone=UTC",
  });
  // Between the end of a broken transaction and the end of its socket neither adapter nor pool listens: without a
  // listener of our own, for as long as the connection lives, a server that goes away would end this process.
  // What was under way is told by its query.
  pool.on("connect", (client) => client.on("error", () => {}));
  const adapter = new PrismaPg(pool, { disposeExternalPool: true });
  return new PrismaClient({ adapter, errorFormat: "minimal" });
}

/**
 * The same pool with every query's failure translated: `Outage` where the database is away, `ConstraintViolation` where
 * it refused a row, anything else as it came.
 */
export function translated(base: PrismaClient): Database {
  const translating = base.$extends({
    name: "translate-errors",
    query: {
      $allOperations: ({ args, query }) =>
        query(args).catch((error: unknown) => {
          throw translateDatabaseError(error);
        }),
    },
  });
  return {
    // The extension adds no member and changes no type, so the client is used under its plain type.
    prisma: translating as unknown as PrismaClient,
    close: () => base.$disconnect(),
  };
}

/** Connects lazily to `url`, with failures translated. */
export function openDatabase(url: string, options: { poolSize?: number } = {}): Database {
  return translated(connect(url, options));
}
