// Quotes in the database, as far as the gates and the clock look at them.
import type { Connection } from "./store";

/** A revision of a quote, without its lines. */
export interface QuoteRevisionHead {
  readonly id: string;
  readonly quoteId: string;
  readonly state:
    | "draft"
    | "sent"
    | "accepted"
    | "declined"
    | "expired"
    | "withdrawn"
    | "superseded";
  readonly validUntil: Date;
  readonly version: number;
  readonly trunkId: string;
  readonly carrierId: string;
  readonly customerId: string;
}

const head = {
  id: true,
  quoteId: true,
  state: true,
  validUntil: true,
  version: true,
  quote: { select: { trunk: { select: { id: true, carrierId: true, customerId: true } } } },
} as const;

export function quoteStore(db: Connection) {
  return {
    countOfTrunk: (trunkId: string): Promise<number> => db.quote.count({ where: { trunkId } }),

    /** Revisions of this trunk's quotes that a named contact accepted, also if a later revision stands now. */
    countAccepted: (trunkId: string): Promise<number> =>
      db.quoteRevision.count({
        where: {
          quote: { trunkId },
          answeredById: { not: null },
          state: { in: ["accepted", "superseded"] },
        },
      }),

    /** The same over all trunks of a carrier: before there is one, no credential is issued. */
    countAcceptedOnCarrier: (carrierId: string): Promise<number> =>
      db.quoteRevision.count({
        where: {
          quote: { trunk: { carrierId } },
          answeredById: { not: null },
          state: { in: ["accepted", "superseded"] },
        },
      }),

    /** Sent revisions whose validity has ended. */
    async findLapsed(now: Date, limit: number): Promise<QuoteRevisionHead[]> {
      const rows = await db.quoteRevision.findMany({
        where: { state: "sent", validUntil: { lte: now } },
        orderBy: { id: "asc" },
        take: limit,
        select: head,
      });
      return rows.map(({ quote, ...row }) => ({
        ...row,
        trunkId: quote.trunk.id,
        carrierId: quote.trunk.carrierId,
        customerId: quote.trunk.customerId,
      }));
    },

    async setState(revision: QuoteRevisionHead, state: QuoteRevisionHead["state"]): Promise<void> {
      await db.quoteRevision.update({
        where: { id: revision.id, version: revision.version },
        data: { state, version: { increment: 1 } },
      });
    },
  };
}
