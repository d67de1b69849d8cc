// Quotes in the database: their revisions, lines and numbers, and what the gates and the clock look at.
import type { Page } from "@/lib/schemas/fields";
import type { Quote, QuoteLine, QuoteRevision, QuoteSummary } from "@/lib/schemas/quote";
import type { Prisma } from "./generated/client";
import { given, holding } from "./paging";
import {
  lineRow,
  type NewQuoteLine,
  quoteRow,
  revisionRow,
  toLine,
  toQuote,
  toRevision,
} from "./quote-rows";
import {
  type BoundAsk,
  findSorted,
  type SortedArgs,
  type SortedQuery,
  type SortPlan,
} from "./sorting";
import type { Connection } from "./store";

export interface QuoteFilter extends SortedQuery {
  readonly search?: string | undefined;
  readonly state?: QuoteRevision["state"] | undefined;
  readonly customerId?: string | undefined;
  readonly trunkId?: string | undefined;
}

/** Ids rise with time. */
const PLAN: SortPlan = {
  initial: { by: "created", descending: true },
  columns: {
    created: { path: "id", kind: "text" },
    customer: { path: "trunk.customer.name", kind: "text" },
    trunk: { path: "trunk.name", kind: "text" },
  },
};

/** The revisions that a customer can accept or has accepted; the database allows one of a quote. */
const STANDING: QuoteRevision["state"][] = ["sent", "accepted"];

/** How far a page of quotes goes that is sorted by customer or trunk. */
function quoteBounds(db: Connection) {
  type Ask = BoundAsk<Prisma.QuoteWhereInput>;
  const nameOf = (row: { name: string } | null) => row?.name ?? null;
  return {
    customer: async ({ rows, range, direction, skip }: Ask) =>
      nameOf(
        await db.customer.findFirst({
          where: { name: range, trunks: { some: { quotes: { some: rows } } } },
          orderBy: { name: direction },
          select: { name: true },
          skip,
        }),
      ),
    trunk: async ({ rows, range, direction, skip }: Ask) =>
      nameOf(
        await db.trunk.findFirst({
          where: { name: range, quotes: { some: rows } },
          orderBy: [{ name: direction }, { id: direction }],
          select: { name: true },
          skip,
        }),
      ),
  };
}

export function quoteStore(db: Connection) {
  return {
    async get(id: string): Promise<Quote | null> {
      const row = await db.quote.findUnique({ where: { id }, ...quoteRow });
      return row && toQuote(row);
    },

    async getRevision(id: string): Promise<QuoteRevision | null> {
      const row = await db.quoteRevision.findUnique({ where: { id }, ...revisionRow });
      return row && toRevision(row);
    },

    /** Newest first. */
    async findRevisions(quoteId: string): Promise<QuoteRevision[]> {
      const rows = await db.quoteRevision.findMany({
        where: { quoteId },
        orderBy: { revision: "desc" },
        ...revisionRow,
      });
      return rows.map(toRevision);
    },

    async findLines(revisionId: string): Promise<QuoteLine[]> {
      const rows = await db.quoteLine.findMany({
        where: { revisionId },
        orderBy: { position: "asc" },
      });
      return rows.map(toLine);
    },

    /** What the customer was shown, as it was stored when sent; null for a draft. */
    async getSheet(revisionId: string): Promise<unknown> {
      const where = { id: revisionId };
      const row = await db.quoteRevision.findUnique({ where, select: { sheet: true } });
      return row?.sheet ?? null;
    },

    async findPage(query: QuoteFilter): Promise<Page<QuoteSummary>> {
      const { search, state, customerId, trunkId } = query;
      const page = await findSorted({
        plan: PLAN,
        query,
        where: {
          ...given({ trunkId }),
          ...(customerId ? { trunk: { customerId } } : {}),
          ...(state ? { revisions: { some: { state } } } : {}),
          ...(search ? { OR: searched(search) } : {}),
        },
        find: (args: SortedArgs<Prisma.QuoteWhereInput, Prisma.QuoteOrderByWithRelationInput>) =>
          db.quote.findMany({
            ...args,
            include: {
              ...quoteRow.include,
              revisions: { orderBy: { revision: "desc" }, ...revisionRow },
            },
          }),
        bounds: quoteBounds(db),
        count: (args) => db.quote.count(args),
      });
      const items = page.items.flatMap(({ revisions, ...row }) => {
        const [latest, ...older] = revisions.map(toRevision);
        const standing = older.find((one) => STANDING.includes(one.state)) ?? null;
        return latest === undefined ? [] : [{ ...toQuote(row), latest, standing }];
      });
      return { ...page, items };
    },

    /** With its lines, and with the quote where no other revision is left. */
    async deleteDraft(draft: QuoteRevision): Promise<void> {
      await db.quoteLine.deleteMany({ where: { revisionId: draft.id } });
      await db.quoteRevision.delete({ where: { id: draft.id, version: draft.version } });
      const others = await db.quoteRevision.count({ where: { quoteId: draft.quoteId } });
      if (others === 0) await db.quote.delete({ where: { id: draft.quoteId } });
    },

    countOfTrunk: (trunkId: string): Promise<number> => db.quote.count({ where: { trunkId } }),

    /** Revisions that a named contact accepted of quotes for this carrier's trunks: before there is one, no credential is issued. */
    countAcceptedOnCarrier: (carrierId: string): Promise<number> =>
      db.quoteRevision.count({
        where: {
          quote: { trunk: { carrierId } },
          answeredById: { not: null },
          state: { in: ["accepted", "superseded"] },
        },
      }),

    /** Sent revisions whose validity has ended. */
    async findLapsed(now: Date, limit: number): Promise<QuoteRevision[]> {
      const rows = await db.quoteRevision.findMany({
        where: { state: "sent", validUntil: { lte: now } },
        orderBy: { id: "asc" },
        take: limit,
        ...revisionRow,
      });
      return rows.map(toRevision);
    },

    async findStanding(quoteId: string): Promise<QuoteRevision[]> {
      const rows = await db.quoteRevision.findMany({
        where: { quoteId, state: { in: STANDING } },
        ...revisionRow,
      });
      return rows.map(toRevision);
    },

    async insert(row: Prisma.QuoteUncheckedCreateInput): Promise<void> {
      await db.quote.create({ data: row });
    },

    async insertRevision(
      row: Prisma.QuoteRevisionUncheckedCreateInput,
      lines: readonly NewQuoteLine[],
    ): Promise<QuoteRevision> {
      const { id } = await db.quoteRevision.create({ data: row, select: { id: true } });
      await db.quoteLine.createMany({ data: lines.map((line) => lineRow(id, line)) });
      const stored = await db.quoteRevision.findUniqueOrThrow({ where: { id }, ...revisionRow });
      return toRevision(stored);
    },

    async replaceLines(revisionId: string, lines: readonly NewQuoteLine[]): Promise<void> {
      await db.quoteLine.deleteMany({ where: { revisionId } });
      await db.quoteLine.createMany({ data: lines.map((line) => lineRow(revisionId, line)) });
    },

    async updateRevision(
      revision: QuoteRevision,
      changes: Prisma.QuoteRevisionUncheckedUpdateInput,
    ): Promise<QuoteRevision> {
      const row = await db.quoteRevision.update({
        where: { id: revision.id, version: revision.version },
        data: { ...changes, version: { increment: 1 } },
        ...revisionRow,
      });
      return toRevision(row);
    },

    /** Takes the year's next number for a quote that has none. No number is lost: the counter moves in this transaction. */
    async takeNumber(quoteId: string, year: number): Promise<void> {
      const { last } = await db.quoteCounter.upsert({
        where: { year },
        create: { year, last: 1 },
        update: { last: { increment: 1 } },
      });
      await db.quote.update({ where: { id: quoteId }, data: { year, serial: last } });
    },
  };
}

/** A quote's number in one of the ways people write it, or words of customer or trunk. */
function searched(search: string): Prisma.QuoteWhereInput[] {
  const words = holding(search);
  const found: Prisma.QuoteWhereInput[] = [
    { trunk: { name: words } },
    { trunk: { customer: { name: words } } },
  ];
  const full = /^(?:q-?)?(\d{4})-(\d{1,9})$/i.exec(search);
  if (full) found.push({ year: Number(full[1]), serial: Number(full[2]) });
  if (/^\d{1,9}$/.test(search)) found.push({ serial: Number(search) });
  return found;
}
