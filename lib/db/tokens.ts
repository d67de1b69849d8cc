// API tokens in the database; of the secret only the hash.
import type { ApiToken } from "@/lib/schemas/api-token";
import type { Prisma } from "./generated/client";
import type { Connection } from "./store";

const view = { omit: { sha256: true } } as const;

export function tokenStore(db: Connection) {
  return {
    get: (id: string): Promise<ApiToken | null> =>
      db.apiToken.findUnique({ where: { id }, ...view }),
    getByHash: (sha256: Uint8Array<ArrayBuffer>): Promise<ApiToken | null> =>
      db.apiToken.findUnique({ where: { sha256 }, ...view }),
    findAll: (): Promise<ApiToken[]> => db.apiToken.findMany({ orderBy: { id: "desc" }, ...view }),

    insert: (row: Prisma.ApiTokenUncheckedCreateInput): Promise<ApiToken> =>
      db.apiToken.create({ data: row, ...view }),

    revoke: (token: ApiToken, revokedAt: Date): Promise<ApiToken> =>
      db.apiToken.update({
        where: { id: token.id, version: token.version },
        data: { revokedAt, version: { increment: 1 } },
        ...view,
      }),

    /** Says when a token was last used: no edit, so the row's version stays. */
    async noteUse(id: string, at: Date): Promise<void> {
      await db.apiToken.updateMany({ where: { id }, data: { lastUsedAt: at } });
    },
  };
}
