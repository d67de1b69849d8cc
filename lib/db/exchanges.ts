// The log of what was sent and received, in the database: rows are added and read, never changed.
import type { Exchange, NamedExchange } from "@/lib/schemas/exchange";
import type { Page } from "@/lib/schemas/fields";
import type { Prisma } from "./generated/client";
import { given, type PageQuery, pageArgs, toPage } from "./paging";
import type { Connection } from "./store";

export interface ExchangeFilter extends PageQuery {
  readonly carrierId?: string | undefined;
  readonly customerId?: string | undefined;
}

export function exchangeStore(db: Connection) {
  return {
    get: (id: string): Promise<Exchange | null> => db.exchangeLog.findUnique({ where: { id } }),

    /** By when it happened, newest first. */
    async findPage(query: ExchangeFilter): Promise<Page<NamedExchange>> {
      const { carrierId, customerId } = query;
      const rows = await db.exchangeLog.findMany({
        where: given({ carrierId, customerId }),
        orderBy: [{ happenedAt: "desc" }, { id: "desc" }],
        include: {
          contact: { select: { name: true } },
          documents: { select: { id: true, fileName: true }, orderBy: { id: "asc" } },
        },
        ...pageArgs(query),
      });
      const named = rows.map(({ contact, ...row }) => ({
        ...row,
        contactName: contact?.name ?? null,
      }));
      return toPage(named, query, (row) => row.id);
    },

    insert: (row: Prisma.ExchangeLogUncheckedCreateInput): Promise<Exchange> =>
      db.exchangeLog.create({ data: row }),
  };
}
