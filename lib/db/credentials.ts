// SIP credentials in the database. The encrypted HA1s never leave it by this way.
import type { Page } from "@/lib/schemas/fields";
import type { CredentialInUse, SipCredential } from "@/lib/schemas/sip-credential";
import type { Prisma } from "./generated/client";
import { given, type PageQuery, pageArgs, toPage } from "./paging";
import type { Connection } from "./store";

const view = { omit: { ha1Sha256: true, ha1Md5: true, keyId: true } } as const;

const HOUR_MS = 3_600_000;

export interface CredentialFilter extends PageQuery {
  readonly carrierId?: string | undefined;
  readonly state?: SipCredential["state"] | undefined;
}

export function credentialStore(db: Connection) {
  return {
    get: (id: string): Promise<SipCredential | null> =>
      db.sipCredential.findUnique({ where: { id }, ...view }),

    /** Revoked ones as well: a username is never used again under its realm. */
    getByUsername: (realm: string, username: string): Promise<SipCredential | null> =>
      db.sipCredential.findUnique({ where: { realm_username: { realm, username } }, ...view }),

    /** Newest first. The last day's calls are those of the last 24 full hours and of the present one. */
    async findPage(query: CredentialFilter, now: Date): Promise<Page<CredentialInUse>> {
      const { carrierId, state } = query;
      const rows = await db.sipCredential.findMany({
        where: given({ carrierId, state }),
        orderBy: { id: "desc" },
        ...view,
        ...pageArgs(query),
      });
      const { items, nextCursor } = toPage(rows, query, (row) => row.id);
      const ids = { in: items.map((row) => row.id) };
      const uses = await db.sipCredentialUse.findMany({ where: { credentialId: ids } });
      const hours = await db.sipCredentialHour.groupBy({
        by: "credentialId",
        where: { credentialId: ids, hour: { gt: new Date(now.getTime() - 25 * HOUR_MS) } },
        _sum: { calls: true },
      });
      const lastUses = new Map(uses.map((use) => [use.credentialId, use.lastUsedAt]));
      const calls = new Map(hours.map((hour) => [hour.credentialId, hour._sum.calls]));
      return {
        items: items.map((row) => ({
          ...row,
          lastUsedAt: lastUses.get(row.id) ?? null,
          callsLastDay: calls.get(row.id) ?? 0,
        })),
        nextCursor,
      };
    },

    findUnrevoked: (carrierId: string): Promise<SipCredential[]> =>
      db.sipCredential.findMany({
        where: { carrierId, state: { not: "revoked" } },
        orderBy: { id: "asc" },
        ...view,
      }),

    /** Credentials whose overlap with their successor has ended. */
    findRetired: (now: Date, limit: number): Promise<SipCredential[]> =>
      db.sipCredential.findMany({
        where: { state: "retiring", retiresAt: { lte: now } },
        orderBy: { id: "asc" },
        take: limit,
        ...view,
      }),

    deleteHoursBefore: async (moment: Date): Promise<number> =>
      (await db.sipCredentialHour.deleteMany({ where: { hour: { lt: moment } } })).count,

    insert: (row: Prisma.SipCredentialUncheckedCreateInput): Promise<SipCredential> =>
      db.sipCredential.create({ data: row, ...view }),

    update: (
      credential: SipCredential,
      changes: Prisma.SipCredentialUncheckedUpdateInput,
    ): Promise<SipCredential> =>
      db.sipCredential.update({
        where: { id: credential.id, version: credential.version },
        data: { ...changes, version: { increment: 1 } },
        ...view,
      }),
  };
}
