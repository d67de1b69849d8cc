// Transactions. The writing one locks the ledger row first, so that writers queue up instead of waiting for each other crosswise.
import type { PrismaClient } from "./generated/client";
import { type Connection, createStore, type ReadStore, type Store } from "./store";
import { translateDatabaseError } from "./translate-error";

/** Longest wait for a free connection. */
const MAX_WAIT_MS = 5_000;
/** Longest run of a transaction, waiting for the ledger's lock included. */
const TIMEOUT_MS = 20_000;

/**
 * Runs `work` in one transaction that holds the ledger's lock from its first statement: what it reads is what the writers
 * before it left, and sequence, hash and configuration version follow commit order. Throws what `work` throws, `Outage`
 * where the database is away, `ConstraintViolation` where it refuses a row, also at commit.
 */
export async function writeTransaction<T>(
  prisma: PrismaClient,
  work: (tx: Store, connection: Connection) => Promise<T>,
): Promise<T> {
  try {
    return await prisma.$transaction(
      async (connection) => {
        await connection.$executeRaw`SELECT lock_ledger()`;
        return work(createStore(connection), connection);
      },
      { maxWait: MAX_WAIT_MS, timeout: TIMEOUT_MS },
    );
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/**
 * Runs `work` in one transaction that only reads, and sees the database as it was at its first statement. Takes no lock.
 * Throws what `work` throws, `Outage` where the database is away.
 */
export async function readTransaction<T>(
  prisma: PrismaClient,
  work: (tx: ReadStore) => Promise<T>,
): Promise<T> {
  try {
    return await prisma.$transaction(
      async (connection) => {
        await connection.$executeRaw`SET TRANSACTION READ ONLY`;
        return work(createStore(connection));
      },
      { maxWait: MAX_WAIT_MS, timeout: TIMEOUT_MS, isolationLevel: "RepeatableRead" },
    );
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
