// Test calls in the database, and the recorded calls that they are held against.
import type { CallRecord } from "@/lib/schemas/call";
import type { Page } from "@/lib/schemas/fields";
import type { TestCall } from "@/lib/schemas/test-call";
import type { Prisma } from "./generated/client";
import { given, type PageQuery, pageArgs, toPage } from "./paging";
import type { Connection } from "./store";

export interface TestCallFilter extends PageQuery {
  readonly trunkId?: string | undefined;
  readonly direction?: TestCall["direction"] | undefined;
  readonly state?: TestCall["state"] | undefined;
}

/** What of a recorded call a test looks at. */
export type TestedCall = Pick<CallRecord, "id" | "aReceived" | "aSent" | "anonymous" | "startedAt">;

/** A try that was no answered call, for saying what happened instead. */
export type FailedAttempt = Pick<CallRecord, "rule" | "status" | "startedAt">;

/** More calls to one number within one window than anyone makes. */
const MOST_CALLS = 200;

export function testCallStore(db: Connection) {
  return {
    get: (id: string): Promise<TestCall | null> => db.testCall.findUnique({ where: { id } }),

    /** Newest first. */
    async findPage(query: TestCallFilter): Promise<Page<TestCall>> {
      const { trunkId, direction, state } = query;
      const rows = await db.testCall.findMany({
        where: given({ trunkId, direction, state }),
        orderBy: [{ announcedAt: "desc" }, { id: "desc" }],
        ...pageArgs(query),
      });
      return toPage(rows, query, (row) => row.id);
    },

    /** Announcements that wait for their call, of one trunk or of all, oldest first. */
    findWaiting: (trunkId?: string): Promise<TestCall[]> =>
      db.testCall.findMany({
        where: { state: "announced", ...given({ trunkId }) },
        orderBy: [{ announcedAt: "asc" }, { id: "asc" }],
        take: 1000,
      }),

    /** Succeeded ones that still open a gate. */
    findCounting: (trunkId: string): Promise<TestCall[]> =>
      db.testCall.findMany({
        where: { trunkId, state: "succeeded", voidedAt: null },
        orderBy: { id: "asc" },
      }),

    /** Answered calls that could be the announced one and prove no other test, in the order they began. */
    async findCalls(test: TestCall): Promise<TestedCall[]> {
      const calls = await db.callRecord.findMany({
        where: {
          trunkId: test.trunkId,
          direction: test.direction,
          rule: "route",
          bReceived: test.announcedB,
          answeredAt: { not: null },
          startedAt: { gte: test.announcedAt, lte: test.expiresAt },
          // Outbound the core is ours: a call with another A-number is another call.
          ...(test.direction === "origination" ? { aReceived: test.announcedA } : {}),
        },
        orderBy: [{ startedAt: "asc" }, { id: "asc" }],
        take: MOST_CALLS,
        select: { id: true, aReceived: true, aSent: true, anonymous: true, startedAt: true },
      });
      if (calls.length === 0) return [];
      const claimed = await db.testCall.findMany({
        where: { callRecordId: { in: calls.map((call) => call.id) } },
        select: { callRecordId: true },
      });
      const taken = new Set(claimed.map((row) => row.callRecordId));
      return calls.filter((call) => !taken.has(call.id));
    },

    /** Tries in the window that were refused, or never answered, latest first. */
    findFailedAttempts: (carrierId: string, test: TestCall): Promise<FailedAttempt[]> =>
      db.callRecord.findMany({
        where: {
          carrierId,
          direction: test.direction,
          bReceived: test.announcedB,
          answeredAt: null,
          startedAt: { gte: test.announcedAt, lte: test.expiresAt },
        },
        orderBy: { startedAt: "desc" },
        take: MOST_CALLS,
        select: { rule: true, status: true, startedAt: true },
      }),

    insert: (row: Prisma.TestCallUncheckedCreateInput): Promise<TestCall> =>
      db.testCall.create({ data: row }),

    update: (test: TestCall, changes: Prisma.TestCallUncheckedUpdateInput): Promise<TestCall> =>
      db.testCall.update({
        where: { id: test.id, version: test.version },
        data: { ...changes, version: { increment: 1 } },
      }),
  };
}
