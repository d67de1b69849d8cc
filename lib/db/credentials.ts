// SIP credentials in the database. The encrypted HA1s never leave it by this way.
import type { SipCredential } from "@/lib/schemas/sip-credential";
import type { Prisma } from "./generated/client";
import type { Connection } from "./store";

const view = { omit: { ha1Sha256: true, ha1Md5: true, keyId: true } } as const;

export function credentialStore(db: Connection) {
  return {
    countUsable: (carrierId: string): Promise<number> =>
      db.sipCredential.count({ where: { carrierId, state: "active" } }),

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
