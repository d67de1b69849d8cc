// Verification requests and their items in the database.

import type { z } from "zod";
import type {
  VerificationItem,
  VerificationRequest,
  VerificationState,
} from "@/lib/schemas/verification";
import type { Prisma } from "./generated/client";
import type { Connection } from "./store";

const view = { omit: { numberKind: true } } as const;

export function verificationStore(db: Connection) {
  return {
    get: (id: string): Promise<VerificationItem | null> =>
      db.verificationItem.findUnique({ where: { id }, ...view }),

    getRequestByReference: (reference: string): Promise<VerificationRequest | null> =>
      db.verificationRequest.findUnique({ where: { reference } }),

    /** The item of a number with a carrier that is in one of the states, if any. */
    getInState: (
      numberId: string,
      carrierId: string,
      states: readonly z.infer<typeof VerificationState>[],
    ): Promise<VerificationItem | null> =>
      db.verificationItem.findFirst({
        where: { numberId, carrierId, state: { in: [...states] } },
        ...view,
      }),

    /** Verified items whose validity has ended. */
    findExpired: (now: Date, limit: number): Promise<VerificationItem[]> =>
      db.verificationItem.findMany({
        where: { state: "verified", validUntil: { lte: now } },
        orderBy: { id: "asc" },
        take: limit,
        ...view,
      }),

    insertRequest: (
      row: Prisma.VerificationRequestUncheckedCreateInput,
    ): Promise<VerificationRequest> => db.verificationRequest.create({ data: row }),

    /** Says when the first item of a request went to the carrier. */
    async noteSubmitted(requestId: string, at: Date): Promise<void> {
      await db.verificationRequest.updateMany({
        where: { id: requestId, submittedAt: null },
        data: { submittedAt: at },
      });
    },

    insertItem: (row: Prisma.VerificationItemUncheckedCreateInput): Promise<VerificationItem> =>
      db.verificationItem.create({ data: row, ...view }),

    update: (
      item: VerificationItem,
      changes: Prisma.VerificationItemUncheckedUpdateInput,
    ): Promise<VerificationItem> =>
      db.verificationItem.update({
        where: { id: item.id, version: item.version },
        data: { ...changes, version: { increment: 1 } },
        ...view,
      }),
  };
}
