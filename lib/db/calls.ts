// Call records and unknown sources, as the agents left them: read, and let go of.
import type { CallNames, CallRecord, UnknownSource } from "@/lib/schemas/call";
import type { Page } from "@/lib/schemas/fields";
import type { Prisma } from "./generated/client";
import { inChunks } from "./in-chunks";
import { given } from "./paging";
import { findSorted, type SortedArgs, type SortedQuery, type SortPlan } from "./sorting";
import type { Connection } from "./store";

export interface CallFilter extends SortedQuery {
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

const PLAN: SortPlan = {
  initial: { by: "started", descending: true },
  columns: { started: { path: "startedAt", kind: "moment" } },
};
const SOURCE_PLAN: SortPlan = {
  initial: { by: "seen", descending: true },
  key: "address",
  columns: {
    seen: { path: "lastSeenAt", kind: "moment" },
    first: { path: "firstSeenAt", kind: "moment" },
    address: { path: "address", kind: "text" },
    datagrams: { path: "datagrams", kind: "big" },
  },
};

/** Where calls came from. */
export interface CallSource {
  readonly address: string;
  readonly calls: number;
  /** Since `dayAgo`. */
  readonly callsLastDay: number;
  readonly lastAt: Date;
  readonly lastCallId: string;
}

/** An unknown source, as far as a preview shows it. */
export interface KnockingSource {
  readonly address: string;
  readonly datagrams: number;
  readonly lastAt: Date;
  readonly userAgent: string;
  readonly requestUri: string;
  /** Whose active number it asked for last. */
  readonly askedCarrierId: string | null;
  readonly askedCarrierName: string | null;
  /** How many there are in all. */
  readonly total: number;
}

/** No row has it. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

export function callStore(db: Connection) {
  return {
    async get(id: string): Promise<CallRecord | null> {
      return (await db.callRecord.findUnique({ where: { id } })) as CallRecord | null;
    },

    /** Names of today; null for what is gone, or was never known. */
    async findNames(call: CallRecord): Promise<CallNames> {
      const named = { select: { name: true } } as const;
      const of = (id: string | null) => ({ where: { id: id ?? NOBODY }, ...named });
      const [carrier, customer, trunk, agent] = await Promise.all([
        db.carrier.findUnique(of(call.carrierId)),
        db.customer.findUnique(of(call.customerId)),
        db.trunk.findUnique(of(call.trunkId)),
        db.agentInstance.findUnique(of(call.agentId)),
      ]);
      return {
        carrierName: carrier?.name ?? null,
        customerName: customer?.name ?? null,
        trunkName: trunk?.name ?? null,
        agentName: agent?.name ?? null,
      };
    },

    /** Newest first, unless it is asked otherwise. */
    async findPage({ challenges, ...query }: CallFilter): Promise<Page<CallRecord>> {
      const shown = challenges ?? (query.rule === undefined ? "unanswered" : "all");
      const { number, startedFrom, startedUntil, sort, cursor, limit, count, ...filter } = query;
      const period = given({ gte: startedFrom, lt: startedUntil });
      return findSorted({
        plan: PLAN,
        query,
        where: {
          ...given(filter),
          ...(Object.keys(period).length > 0 ? { startedAt: period } : {}),
          ...(number ? { OR: [{ aReceived: number }, { bReceived: number }] } : {}),
        },
        find: async (
          args: SortedArgs<Prisma.CallRecordWhereInput, Prisma.CallRecordOrderByWithRelationInput>,
          // Prisma's JSON type allows an absent member, which stored JSON cannot have.
        ) => (await db.callRecord.findMany(args)) as CallRecord[],
        ...(shown === "all"
          ? {
              count: (args: { where: Prisma.CallRecordWhereInput; take: number }) =>
                db.callRecord.count(args),
            }
          : {
              keep: (rows: CallRecord[]) => withoutAnswered(db, rows),
              count: (args: { where: Prisma.CallRecordWhereInput; take: number }) =>
                countUnanswered(db, args),
            }),
      });
    },

    /** Calls that were answered and not ended, as far as the agents have reported; begun since. */
    countOpen: (side: { trunkId: string } | { carrierId: string }, since: Date): Promise<number> =>
      db.callRecord.count({
        where: {
          ...side,
          complete: false,
          endedAt: null,
          answeredAt: { not: null },
          startedAt: { gte: since },
        },
      }),

    /** The addresses that a carrier's latest `most` calls since a moment came from, busiest first. */
    countSources: (
      carrierId: string,
      since: Date,
      dayAgo: Date,
      most: number,
    ): Promise<CallSource[]> =>
      db.$queryRaw<CallSource[]>`
        SELECT host(source_address) AS address, count(*)::int AS calls, max(started_at) AS "lastAt",
          (count(*) FILTER (WHERE started_at >= ${dayAgo}))::int AS "callsLastDay",
          (array_agg(id::text ORDER BY started_at DESC))[1] AS "lastCallId"
        FROM (
          SELECT id, source_address, started_at FROM call_record
          WHERE carrier_id = ${carrierId}::uuid AND started_at >= ${since} AND direction = 'termination'
          ORDER BY started_at DESC LIMIT ${most}
        ) latest
        GROUP BY source_address ORDER BY calls DESC, address`,

    /** Unknown sources inside any of these blocks and in none of `without`, latest first. */
    findKnocking: (
      blocks: readonly string[],
      without: readonly string[],
      most: number,
    ): Promise<KnockingSource[]> =>
      db.$queryRaw<KnockingSource[]>`
        SELECT found.*, c.id::text AS "askedCarrierId", c.name::text AS "askedCarrierName"
        FROM (
          SELECT host(address) AS address, datagrams::float8 AS datagrams, last_seen_at AS "lastAt",
            last_user_agent AS "userAgent", last_request_uri AS "requestUri", count(*) OVER ()::int AS total
          FROM unknown_source
          WHERE address <<= ANY (${[...blocks]}::inet[]) AND NOT address <<= ANY (${[...without]}::inet[])
          ORDER BY last_seen_at DESC LIMIT ${most}
        ) found
        LEFT JOIN phone_number p ON p.active
          AND p.e164 = '+' || substring(found."requestUri" FROM '^sips?:[+]?([1-9][0-9]{6,14})[@;:]')
        LEFT JOIN carrier c ON c.id = p.carrier_id
        ORDER BY found."lastAt" DESC`,

    getUnknownSource: (address: string): Promise<UnknownSource | null> =>
      db.unknownSource.findUnique({ where: { address } }),

    findUnknownSources: (query: SortedQuery): Promise<Page<UnknownSource>> =>
      findSorted({
        plan: SOURCE_PLAN,
        query,
        where: {},
        find: (
          args: SortedArgs<
            Prisma.UnknownSourceWhereInput,
            Prisma.UnknownSourceOrderByWithRelationInput
          >,
        ) => db.unknownSource.findMany(args),
        count: (args) => db.unknownSource.count(args),
      }),

    async deleteUnknownSourcesBefore(moment: Date): Promise<number> {
      return (await db.unknownSource.deleteMany({ where: { lastSeenAt: { lt: moment } } })).count;
    },
  };
}

type Challengeable = Pick<CallRecord, "callId" | "carrierId" | "startedAt" | "action">;

/** Without the challenges after which the same carrier asked again under the same Call-ID and was decided otherwise. */
async function withoutAnswered<Call extends Challengeable>(
  db: Connection,
  records: readonly Call[],
): Promise<Call[]> {
  const challenged = records.filter((record) => record.action === CHALLENGE);
  if (challenged.length === 0) return [...records];
  const answers = await db.callRecord.findMany({
    where: {
      callId: { in: [...new Set(challenged.map((record) => record.callId))] },
      action: { not: CHALLENGE },
    },
    select: { callId: true, carrierId: true, startedAt: true },
  });
  const byCall = new Map<string, typeof answers>();
  for (const answer of answers) {
    byCall.set(answer.callId, [...(byCall.get(answer.callId) ?? []), answer]);
  }
  const isAnswered = ({ callId, carrierId, startedAt }: Challengeable) =>
    (byCall.get(callId) ?? []).some(
      (answer) => answer.carrierId === carrierId && answer.startedAt >= startedAt,
    );
  return records.filter((record) => record.action !== CHALLENGE || !isAnswered(record));
}

/** So many records as `withoutAnswered` leaves of all, counted to `take`. */
async function countUnanswered(
  db: Connection,
  { where, take }: { where: Prisma.CallRecordWhereInput; take: number },
): Promise<number> {
  const others = await db.callRecord.count({
    where: { AND: [where, { action: { not: CHALLENGE } }] },
    take,
  });
  if (others >= take) return others;
  const challenges = await db.callRecord.findMany({
    where: { AND: [where, { action: CHALLENGE }] },
    select: { callId: true, carrierId: true, startedAt: true, action: true },
    take: take - others,
  });
  const left = await inChunks(challenges, (some) => withoutAnswered(db, some));
  return others + left.length;
}

const CHALLENGE = "challenge";
