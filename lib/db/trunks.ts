// Trunks in the database, and the facts that their gates look at.
import type { Page } from "@/lib/schemas/fields";
import type { Trunk, TrunkGateOverride } from "@/lib/schemas/trunk";
import type { Prisma } from "./generated/client";
import { TrunkState } from "./generated/enums";
import { given, holding } from "./paging";
import {
  type BoundAsk,
  findSorted,
  type SortedArgs,
  type SortedQuery,
  type SortPlan,
} from "./sorting";
import type { Connection } from "./store";

export interface TrunkFilter extends SortedQuery {
  readonly search?: string | undefined;
  readonly carrierId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly state?: Trunk["state"] | undefined;
}

const PLAN: SortPlan = {
  initial: { by: "name", descending: false },
  columns: {
    name: { path: "name", kind: "text" },
    state: { path: "state", kind: Object.values(TrunkState) },
    customer: { path: "customer.name", kind: "text" },
    carrier: { path: "carrier.name", kind: "text" },
    label: { path: "fqdnLabel", kind: "text" },
    channels: { path: "maxChannels", kind: "whole", nullable: true },
    created: { path: "id", kind: "text" },
    changed: { path: "stateChangedAt", kind: "moment" },
  },
};

/** A trunk with the names of its two sides. */
export interface NamedTrunk extends Trunk {
  readonly carrierName: string;
  readonly customerName: string;
}

export const withNames = {
  carrier: { select: { name: true } },
  customer: { select: { name: true } },
} as const;

export type RowWithNames = Trunk & { carrier: { name: string }; customer: { name: string } };

export function named({ carrier, customer, ...trunk }: RowWithNames): NamedTrunk {
  return { ...trunk, carrierName: carrier.name, customerName: customer.name };
}

/** How far a page of trunks goes that is sorted by the name of one of its sides. */
export function trunkBounds(db: Connection) {
  type Ask = BoundAsk<Prisma.TrunkWhereInput>;
  const nameOf = (row: { name: string } | null) => row?.name ?? null;
  return {
    customer: async ({ rows, range, direction, skip }: Ask) =>
      nameOf(
        await db.customer.findFirst({
          where: { name: range, trunks: { some: rows } },
          orderBy: { name: direction },
          select: { name: true },
          skip,
        }),
      ),
    carrier: async ({ rows, range, direction, skip }: Ask) =>
      nameOf(
        await db.carrier.findFirst({
          where: { name: range, trunks: { some: rows } },
          orderBy: { name: direction },
          select: { name: true },
          skip,
        }),
      ),
  };
}

export function trunkStore(db: Connection) {
  return {
    get: (id: string): Promise<Trunk | null> => db.trunk.findUnique({ where: { id } }),
    getByLabel: (fqdnLabel: string): Promise<Trunk | null> =>
      db.trunk.findUnique({ where: { fqdnLabel } }),

    async getNamed(id: string): Promise<NamedTrunk | null> {
      const row = await db.trunk.findUnique({ where: { id }, include: withNames });
      return row === null ? null : named(row);
    },

    async findPage(query: TrunkFilter): Promise<Page<NamedTrunk>> {
      const { search, cursor, limit, sort, count, ...filter } = query;
      const page = await findSorted({
        plan: PLAN,
        query,
        where: {
          ...given(filter),
          ...(search
            ? {
                OR: [{ name: holding(search) }, { fqdnLabel: holding(search) }],
              }
            : {}),
        },
        find: (args: SortedArgs<Prisma.TrunkWhereInput, Prisma.TrunkOrderByWithRelationInput>) =>
          db.trunk.findMany({ ...args, include: withNames }),
        bounds: trunkBounds(db),
        count: (args) => db.trunk.count(args),
      });
      return { ...page, items: page.items.map(named) };
    },

    async findOf(owner: { carrierId: string } | { customerId: string }): Promise<NamedTrunk[]> {
      const rows = await db.trunk.findMany({
        where: owner,
        orderBy: [{ name: "asc" }, { id: "asc" }],
        include: withNames,
      });
      return rows.map(named);
    },

    /** Trunks that one of the words names: by id, by FQDN label, or by name in whatever case. */
    async findByWords(words: readonly string[]): Promise<NamedTrunk[]> {
      const lower = words.map((word) => word.toLowerCase());
      const ids = await db.$queryRaw<{ id: string; carrierName: string; customerName: string }[]>`
        SELECT t.id, c.name AS "carrierName", u.name AS "customerName"
        FROM trunk t JOIN carrier c ON c.id = t.carrier_id JOIN customer u ON u.id = t.customer_id
        WHERE t.id::text = ANY (${lower}) OR t.fqdn_label = ANY (${lower})
          OR t.name = ANY (${[...words]}) OR lower(t.name) = ANY (${lower})`;
      const names = new Map(ids.map(({ id, ...name }) => [id, name]));
      const rows = await db.trunk.findMany({
        where: { id: { in: [...names.keys()] } },
        orderBy: { id: "asc" },
      });
      return rows.flatMap((row) => {
        const name = names.get(row.id);
        return name === undefined ? [] : [{ ...row, ...name }];
      });
    },

    findOpen: (carrierId: string): Promise<Trunk[]> =>
      db.trunk.findMany({
        where: { carrierId, state: { not: "closed" } },
        orderBy: { id: "asc" },
      }),

    findOverrides: (trunkId: string): Promise<TrunkGateOverride[]> =>
      db.trunkGateOverride.findMany({ where: { trunkId }, orderBy: { id: "asc" } }),

    /** The limits of the quote that was accepted last, as long as it stands. */
    getAgreedLimits: (
      trunkId: string,
    ): Promise<{ agreedChannels: number; agreedCallsPerSec: number } | null> =>
      db.quoteRevision.findFirst({
        where: { quote: { trunkId }, state: "accepted" },
        orderBy: { answeredAt: "desc" },
        select: { agreedChannels: true, agreedCallsPerSec: true },
      }),

    insert: (row: Prisma.TrunkUncheckedCreateInput): Promise<Trunk> =>
      db.trunk.create({ data: row }),

    update: (trunk: Trunk, changes: Prisma.TrunkUncheckedUpdateInput): Promise<Trunk> =>
      db.trunk.update({
        where: { id: trunk.id, version: trunk.version },
        data: { ...changes, version: { increment: 1 } },
      }),

    insertOverride: (
      row: Prisma.TrunkGateOverrideUncheckedCreateInput,
    ): Promise<TrunkGateOverride> => db.trunkGateOverride.create({ data: row }),
  };
}
