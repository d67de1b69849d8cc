// Notices to carriers in the database, with their answers.
import type {
  CarrierNotice,
  NamedNotice,
  NoticeKind,
  NoticeState,
} from "@/lib/schemas/carrier-notice";
import type { Page } from "@/lib/schemas/fields";
import type { Prisma } from "./generated/client";
import { inChunks } from "./in-chunks";
import { given } from "./paging";
import { findSorted, type SortedArgs, type SortedQuery, type SortPlan } from "./sorting";
import type { Connection } from "./store";

export interface NoticeFilter extends SortedQuery {
  readonly carrierId?: string | undefined;
  readonly state?: NoticeState | undefined;
  readonly kind?: NoticeKind | undefined;
  readonly subject?: string | undefined;
}

const PLAN: SortPlan = {
  initial: { by: "due", descending: false },
  columns: {
    due: { path: "dueAt", kind: "moment", nullable: true },
    carrier: { path: "carrier.name", kind: "text" },
    subject: { path: "subject", kind: "text" },
    sent: { path: "sentAt", kind: "moment", nullable: true },
    created: { path: "createdAt", kind: "moment" },
  },
};

/** One filter a state; `now` divides the open ones. */
function whereState(state: NoticeState, now: Date): Prisma.CarrierNoticeWhereInput {
  const current = { overtakenAt: null };
  switch (state) {
    case "open":
      return { ...current, acknowledgedAt: null };
    case "overdue":
      return { ...current, acknowledgedAt: null, dueAt: { lt: now } };
    case "received":
      return { ...current, acknowledgedAt: { not: null }, allows: false };
    case "done":
      return { ...current, allows: true };
    case "overtaken":
      return { overtakenAt: { not: null } };
  }
}

const joined = {
  include: {
    carrier: { select: { name: true } },
    acknowledgedBy: { select: { name: true } },
  },
} as const satisfies Prisma.CarrierNoticeDefaultArgs;

type Row = Prisma.CarrierNoticeGetPayload<typeof joined>;

function toNotice({ carrier, acknowledgedBy, ...row }: Row): NamedNotice {
  return { ...row, carrierName: carrier.name, acknowledgedByName: acknowledgedBy?.name ?? null };
}

/** Those whose access list is to follow a change and does not yet. */
const WAITING = { overtakenAt: null, allows: false } as const;

export function noticeStore(db: Connection) {
  return {
    async get(id: string): Promise<NamedNotice | null> {
      const row = await db.carrierNotice.findUnique({ where: { id }, ...joined });
      return row && toNotice(row);
    },

    /** Those that are due first, first, unless it is asked otherwise. */
    async findPage(query: NoticeFilter, now: Date): Promise<Page<NamedNotice>> {
      const { carrierId, kind, subject, state } = query;
      const page = await findSorted({
        plan: PLAN,
        query,
        where: {
          ...given({ carrierId, kind, subject }),
          ...(state === undefined ? {} : whereState(state, now)),
        },
        find: (
          args: SortedArgs<
            Prisma.CarrierNoticeWhereInput,
            Prisma.CarrierNoticeOrderByWithRelationInput
          >,
        ) => db.carrierNotice.findMany({ ...args, ...joined }),
        count: (args) => db.carrierNotice.count(args),
      });
      return { ...page, items: page.items.map(toNotice) };
    },

    countIn: (state: NoticeState, now: Date): Promise<number> =>
      db.carrierNotice.count({ where: whereState(state, now) }),

    /** Subject → how many carriers' lists do not follow yet. */
    async countWaiting(): Promise<Record<string, number>> {
      const rows = await db.carrierNotice.groupBy({
        by: ["subject"],
        where: { ...WAITING, kind: { not: "egress_address_removed" } },
        _count: true,
      });
      return Object.fromEntries(rows.map(({ subject, _count }) => [subject, _count]));
    },

    /** Carriers that were handed a sheet and are not closed: they allow what it names. */
    async findTold(): Promise<string[]> {
      const rows = await db.carrier.findMany({
        where: { state: { not: "closed" }, handOffs: { some: { sentAt: { not: null } } } },
        select: { id: true },
        orderBy: { id: "asc" },
      });
      return rows.map(({ id }) => id);
    },

    countTold: (): Promise<number> =>
      db.carrier.count({
        where: { state: { not: "closed" }, handOffs: { some: { sentAt: { not: null } } } },
      }),

    /** Waiting ones on the same thing: a new one is about to take their place. All names are one thing. */
    async overtake(of: { subject: string } | "fqdn", now: Date): Promise<void> {
      const about =
        of === "fqdn"
          ? { kind: "fqdn_changed" as const }
          : { subject: of.subject, kind: { not: "fqdn_changed" as const } };
      await db.carrierNotice.updateMany({
        where: { ...about, ...WAITING },
        data: { overtakenAt: now, version: { increment: 1 } },
      });
    },

    async insertMany(rows: readonly Prisma.CarrierNoticeCreateManyInput[]): Promise<void> {
      await inChunks(rows, (some) => db.carrierNotice.createMany({ data: some }).then(() => []));
    },

    /** Open ones after `id` that were never mailed, oldest id first. */
    async findUnsent(after: string | null, limit: number): Promise<NamedNotice[]> {
      const rows = await db.carrierNotice.findMany({
        where: { ...OPEN, sentAt: null, ...(after === null ? {} : { id: { gt: after } }) },
        orderBy: { id: "asc" },
        take: limit,
        ...joined,
      });
      return rows.map(toNotice);
    },

    /** Open ones after `id` that were mailed, and not reminded of since `lately`; due within the given time, if one is. */
    async findToRemind(
      query: { after: string | null; lately: Date; due?: { from: Date; until: Date } },
      limit: number,
    ): Promise<NamedNotice[]> {
      const { after, lately, due } = query;
      const rows = await db.carrierNotice.findMany({
        where: {
          ...OPEN,
          sentAt: { not: null },
          OR: [{ remindedAt: null }, { remindedAt: { lte: lately } }],
          ...(after === null ? {} : { id: { gt: after } }),
          ...(due ? { dueAt: { gte: due.from, lte: due.until } } : {}),
        },
        orderBy: { id: "asc" },
        take: limit,
        ...joined,
      });
      return rows.map(toNotice);
    },

    countRemindedSince: (lately: Date): Promise<number> =>
      db.carrierNotice.count({ where: { ...OPEN, remindedAt: { gt: lately } } }),

    /** Of one carrier, told before a moment, that its list does not follow yet. */
    async findWaitingBefore(carrierId: string, moment: Date): Promise<NamedNotice[]> {
      const rows = await db.carrierNotice.findMany({
        where: { ...WAITING, carrierId, createdAt: { lt: moment } },
        orderBy: { id: "asc" },
        ...joined,
      });
      return rows.map(toNotice);
    },

    async update(
      notice: Pick<CarrierNotice, "id" | "version">,
      changes: Prisma.CarrierNoticeUncheckedUpdateInput,
    ): Promise<NamedNotice> {
      const row = await db.carrierNotice.update({
        where: { id: notice.id, version: notice.version },
        data: { ...changes, version: { increment: 1 } },
        ...joined,
      });
      return toNotice(row);
    },
  };
}

const OPEN = { overtakenAt: null, acknowledgedAt: null } as const;
