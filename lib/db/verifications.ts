// Verification requests and their items in the database.

import type { z } from "zod";
import { type DatedItem, requestState } from "@/lib/lifecycle/verification-request";
import type { Page } from "@/lib/schemas/fields";
import {
  EXPIRING_DAYS,
  type NumberedItem,
  type VerificationItem,
  type VerificationRequest,
  type VerificationRequestSummary,
  type VerificationState,
} from "@/lib/schemas/verification";
import type { Prisma } from "./generated/client";
import { holding } from "./paging";
import { findSorted, type SortedArgs, type SortedQuery, type SortPlan } from "./sorting";
import type { Connection } from "./store";
import { inRequestState } from "./verification-request-filter";

export interface VerificationRequestFilter extends SortedQuery {
  readonly carrierId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly state?: VerificationRequestSummary["state"] | undefined;
  readonly expiring?: boolean | undefined;
  readonly search?: string | undefined;
}

/** An item with the request that it stands in. */
export interface RequestedItem extends VerificationItem {
  readonly reference: string;
  readonly submittedAt: Date | null;
  readonly carrierName: string;
}

const PLAN: SortPlan = {
  initial: { by: "created", descending: true },
  columns: {
    created: { path: "createdAt", kind: "moment" },
    reference: { path: "reference", kind: "text" },
    carrier: { path: "carrier.name", kind: "text" },
    submitted: { path: "submittedAt", kind: "moment", nullable: true },
  },
};

const DAY_MS = 86_400_000;

const view = { omit: { numberKind: true } } as const;

const withNumber = {
  omit: { numberKind: true },
  include: {
    number: { include: { customer: { select: { name: true } } } },
  },
} as const;

function numbered({
  number,
  ...item
}: VerificationItem & {
  number: { e164: string; active: boolean; customerId: string; customer: { name: string } };
}): NumberedItem {
  const { e164, active, customerId, customer } = number;
  return { ...item, e164, active, customerId, customerName: customer.name };
}

function countItems(items: readonly DatedItem[], now: Date) {
  const verified = items.filter(
    ({ state, validUntil }) => state === "verified" && (validUntil === null || validUntil > now),
  );
  const ends = verified.flatMap(({ validUntil }) => validUntil?.getTime() ?? []);
  return {
    items: items.length,
    verified: verified.length,
    firstEnds: ends.length === 0 ? null : new Date(Math.min(...ends)),
  };
}

export function verificationStore(db: Connection) {
  return {
    get: (id: string): Promise<VerificationItem | null> =>
      db.verificationItem.findUnique({ where: { id }, ...view }),

    getRequestByReference: (reference: string): Promise<VerificationRequest | null> =>
      db.verificationRequest.findUnique({ where: { reference } }),

    getRequest: (id: string): Promise<VerificationRequest | null> =>
      db.verificationRequest.findUnique({ where: { id } }),

    async findRequestPage(
      query: VerificationRequestFilter,
      now: Date,
    ): Promise<Page<VerificationRequestSummary>> {
      const { carrierId, customerId, state, expiring, search } = query;
      const soon = new Date(now.getTime() + EXPIRING_DAYS * DAY_MS);
      const digits = search?.replace(/[^\d+]/g, "") ?? "";
      const conditions: Prisma.VerificationRequestWhereInput[] = [
        ...(carrierId ? [{ carrierId }] : []),
        ...(customerId ? [{ items: { some: { number: { customerId } } } }] : []),
        ...(state ? [inRequestState(state, now)] : []),
        ...(expiring
          ? [
              {
                items: { some: { state: "verified" as const, validUntil: { gt: now, lte: soon } } },
              },
            ]
          : []),
        ...(search
          ? [
              {
                OR: [
                  { reference: holding(search) },
                  ...(digits.length > 2
                    ? [{ items: { some: { number: { e164: holding(digits) } } } }]
                    : []),
                ],
              },
            ]
          : []),
      ];
      const page = await findSorted({
        plan: PLAN,
        query,
        where: { AND: conditions },
        find: (
          args: SortedArgs<
            Prisma.VerificationRequestWhereInput,
            Prisma.VerificationRequestOrderByWithRelationInput
          >,
        ) =>
          db.verificationRequest.findMany({
            ...args,
            include: {
              carrier: { select: { name: true } },
              items: { select: { state: true, validUntil: true } },
            },
          }),
        count: (args) => db.verificationRequest.count(args),
      });
      const items = page.items.map(({ carrier, items, ...request }) => ({
        ...request,
        carrierName: carrier.name,
        state: requestState(items, now),
        ...countItems(items, now),
      }));
      return { ...page, items };
    },

    /** A request's items with their numbers, in the order of the digits. */
    async findItemsOfRequest(requestId: string): Promise<NumberedItem[]> {
      const rows = await db.verificationItem.findMany({
        where: { requestId },
        orderBy: { number: { e164: "asc" } },
        ...withNumber,
      });
      return rows.map(numbered);
    },

    /** All that was ever asked about a number, newest first. */
    async findOfNumber(numberId: string): Promise<RequestedItem[]> {
      const rows = await db.verificationItem.findMany({
        where: { numberId },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: 200,
        omit: { numberKind: true },
        include: {
          request: {
            select: { reference: true, submittedAt: true, carrier: { select: { name: true } } },
          },
        },
      });
      return rows.map(({ request, ...item }) => ({
        ...item,
        reference: request.reference,
        submittedAt: request.submittedAt,
        carrierName: request.carrier.name,
      }));
    },

    findItems: (ids: readonly string[]): Promise<VerificationItem[]> =>
      db.verificationItem.findMany({
        where: { id: { in: [...ids] } },
        orderBy: { id: "asc" },
        ...view,
      }),

    /** Items of these numbers with a carrier in one of the states. */
    findOfNumbers: (
      numberIds: readonly string[],
      carrierId: string,
      states: readonly z.infer<typeof VerificationState>[],
    ): Promise<VerificationItem[]> =>
      db.verificationItem.findMany({
        where: { carrierId, numberId: { in: [...numberIds] }, state: { in: [...states] } },
        ...view,
      }),

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

    updateRequest: (
      request: VerificationRequest,
      changes: Prisma.VerificationRequestUncheckedUpdateInput,
    ): Promise<VerificationRequest> =>
      db.verificationRequest.update({
        where: { id: request.id, version: request.version },
        data: { ...changes, version: { increment: 1 } },
      }),

    /** Inserts all in one statement. */
    async insertItems(rows: readonly Prisma.VerificationItemCreateManyInput[]): Promise<void> {
      await db.verificationItem.createMany({ data: [...rows] });
    },

    /** Changes all alike in one statement, and gives them as they are then. Whoever calls has checked the versions. */
    async updateMany(
      items: readonly VerificationItem[],
      changes: Prisma.VerificationItemUncheckedUpdateManyInput,
    ): Promise<VerificationItem[]> {
      const where = { id: { in: items.map((item) => item.id) } };
      await db.verificationItem.updateMany({
        where,
        data: { ...changes, version: { increment: 1 } },
      });
      return db.verificationItem.findMany({ where, orderBy: { id: "asc" }, ...view });
    },

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
