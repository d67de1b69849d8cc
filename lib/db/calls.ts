// Call records and unknown sources, as the agents left them: read, and let go of.
import type { CallRecord, UnknownSource } from "@/lib/schemas/call";
import type { Page } from "@/lib/schemas/fields";
import { given, type PageQuery, pageArgs, toPage } from "./paging";
import type { Connection } from "./store";

export interface CallFilter extends PageQuery {
  readonly carrierId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly trunkId?: string | undefined;
  readonly direction?: CallRecord["direction"] | undefined;
  readonly rule?: string | undefined;
  readonly number?: string | undefined;
  readonly callId?: string | undefined;
  readonly startedFrom?: Date | undefined;
  readonly startedUntil?: Date | undefined;
  /** Left out: the unanswered ones alone, unless a rule is named. */
  readonly challenges?: "unanswered" | "all" | undefined;
}

const DEFAULT_LIMIT = 50;

export function callStore(db: Connection) {
  return {
    async get(id: string): Promise<CallRecord | null> {
      return (await db.callRecord.findUnique({ where: { id } })) as CallRecord | null;
    },

    /** Newest first. */
    async findPage({ challenges, ...query }: CallFilter): Promise<Page<CallRecord>> {
      const shown = challenges ?? (query.rule === undefined ? "unanswered" : "all");
      if (shown === "all") return findRecords(db, query);
      const { limit = DEFAULT_LIMIT } = query;
      const kept: CallRecord[] = [];
      let cursor = query.cursor ?? null;
      do {
        const page = await findRecords(db, { ...query, limit, cursor: cursor ?? undefined });
        kept.push(...(await withoutAnswered(db, page.items)));
        cursor = page.nextCursor;
      } while (kept.length <= limit && cursor !== null);
      return toPage(kept, { limit }, (row) => row.id);
    },

    getUnknownSource: (address: string): Promise<UnknownSource | null> =>
      db.unknownSource.findUnique({ where: { address } }),

    /** Latest first; the cursor is the last row's address. */
    async findUnknownSources(query: PageQuery): Promise<Page<UnknownSource>> {
      const { cursor, limit = 50 } = query;
      const rows = await db.unknownSource.findMany({
        orderBy: [{ lastSeenAt: "desc" }, { address: "asc" }],
        take: limit + 1,
        ...(cursor ? { cursor: { address: cursor }, skip: 1 } : {}),
      });
      return toPage(rows, { limit }, (row) => row.address);
    },

    async deleteUnknownSourcesBefore(moment: Date): Promise<number> {
      return (await db.unknownSource.deleteMany({ where: { lastSeenAt: { lt: moment } } })).count;
    },
  };
}

type RecordFilter = Omit<CallFilter, "challenges">;

async function findRecords(db: Connection, query: RecordFilter): Promise<Page<CallRecord>> {
  const { number, startedFrom, startedUntil, cursor, limit, ...filter } = query;
  const period = given({ gte: startedFrom, lt: startedUntil });
  const rows = await db.callRecord.findMany({
    where: {
      ...given(filter),
      ...(Object.keys(period).length > 0 ? { startedAt: period } : {}),
      ...(number ? { OR: [{ aReceived: number }, { bReceived: number }] } : {}),
    },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    ...pageArgs({ cursor, limit }),
  });
  // Prisma's JSON type allows an absent member, which stored JSON cannot have.
  return toPage(rows as CallRecord[], query, (row) => row.id);
}

/** Without the challenges after which the same carrier asked again under the same Call-ID and was decided otherwise. */
async function withoutAnswered(
  db: Connection,
  records: readonly CallRecord[],
): Promise<CallRecord[]> {
  const challenged = records.filter((record) => record.action === CHALLENGE);
  if (challenged.length === 0) return [...records];
  const answers = await db.callRecord.findMany({
    where: {
      callId: { in: [...new Set(challenged.map((record) => record.callId))] },
      action: { not: CHALLENGE },
    },
    select: { callId: true, carrierId: true, startedAt: true },
  });
  const isAnswered = ({ callId, carrierId, startedAt }: CallRecord) =>
    answers.some(
      (answer) =>
        answer.callId === callId && answer.carrierId === carrierId && answer.startedAt >= startedAt,
    );
  return records.filter((record) => record.action !== CHALLENGE || !isAnswered(record));
}

const CHALLENGE = "challenge";
