// Gateways in the database.
import type { Page } from "@/lib/schemas/fields";
import type { Gateway } from "@/lib/schemas/gateway";
import type { Prisma } from "./generated/client";
import { given, type PageQuery, pageArgs, toPage } from "./paging";
import type { Connection } from "./store";

export function gatewayStore(db: Connection) {
  return {
    get: (id: string): Promise<Gateway | null> => db.gateway.findUnique({ where: { id } }),

    async findPage(query: PageQuery & { carrierId?: string | undefined }): Promise<Page<Gateway>> {
      const rows = await db.gateway.findMany({
        where: { removedAt: null, ...given({ carrierId: query.carrierId }) },
        orderBy: { id: "asc" },
        ...pageArgs(query),
      });
      return toPage(rows, query, (row) => row.id);
    },

    /** A carrier's gateways that were not removed, in the order in which they are tried. */
    findPresent: (carrierId: string): Promise<Gateway[]> =>
      db.gateway.findMany({
        where: { carrierId, removedAt: null },
        orderBy: [{ priority: "asc" }, { weight: "desc" }, { id: "asc" }],
      }),

    insert: (row: Prisma.GatewayUncheckedCreateInput): Promise<Gateway> =>
      db.gateway.create({ data: row }),

    update: (gateway: Gateway, changes: Prisma.GatewayUncheckedUpdateInput): Promise<Gateway> =>
      db.gateway.update({
        where: { id: gateway.id, version: gateway.version },
        data: { ...changes, version: { increment: 1 } },
      }),
  };
}
