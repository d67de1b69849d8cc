// The onboarding board in the database: trunks on their way, narrowed to whose turn it could be.
import { unreachable } from "@/lib/core/unreachable";
import type { Party } from "@/lib/lifecycle/whose-turn";
import type { Page } from "@/lib/schemas/fields";
import type { Prisma } from "./generated/client";
import { TrunkState } from "./generated/enums";
import { given, holding } from "./paging";
import { findSorted, type SortedQuery, type SortPlan } from "./sorting";
import type { Connection } from "./store";
import { type NamedTrunk, named, type RowWithNames, trunkBounds, withNames } from "./trunks";

export interface BoardFilter extends SortedQuery {
  readonly search?: string | undefined;
  readonly states: readonly TrunkState[];
  readonly turn?: Party | undefined;
  readonly carrierId?: string | undefined;
  readonly customerId?: string | undefined;
  /** Only what came into its state before. */
  readonly changedBefore?: Date | undefined;
}

const PLAN: SortPlan = {
  initial: { by: "changed", descending: false },
  columns: {
    changed: { path: "stateChangedAt", kind: "moment" },
    name: { path: "name", kind: "text" },
    state: { path: "state", kind: Object.values(TrunkState) },
    customer: { path: "customer.name", kind: "text" },
    carrier: { path: "carrier.name", kind: "text" },
  },
};

type Where = Prisma.TrunkWhereInput;

const ASKED_QUOTE: Where = { quotes: { some: { revisions: { some: { state: "sent" } } } } };

const HAS_VERIFICATION_OUT: Prisma.CarrierWhereInput = {
  verifications: { some: { items: { some: { state: "submitted" } } } },
};

/** Questions, a hand-off sheet or a notice is out. */
const WAS_ASKED: Prisma.CarrierWhereInput = {
  OR: [
    { notices: { some: { acknowledgedAt: null, overtakenAt: null } } },
    { handOffs: { some: { acknowledgements: { none: {} } } } },
    { exchanges: { some: { documents: { some: { purpose: "questions" } } } } },
  ],
};

const WAITS_FOR_CALL: Where = {
  testCalls: { some: { state: "announced", direction: "termination" } },
};

/** No fewer trunks than those whose turn it is; whoever asks drops the rest by `keep`. */
function couldBe(turn: Party): Where {
  switch (turn) {
    case "customer":
      return { OR: [{ state: "quoting" }, { formerState: "quoting" }], ...ASKED_QUOTE };
    case "carrier":
      // What each state's gate asks of a carrier; a live trunk is its turn while a verification is out.
      return {
        OR: [
          { state: "live", carrier: HAS_VERIFICATION_OUT },
          { state: "configuring", carrier: WAS_ASKED },
          {
            OR: [{ state: "testing" }, { state: "suspended", formerState: "live" }],
            AND: [{ OR: [WAITS_FOR_CALL, { carrier: WAS_ASKED }] }],
          },
        ],
      };
    case "us":
      return { NOT: { state: "quoting", ...ASKED_QUOTE } };
    default:
      return unreachable(turn);
  }
}

function whereOf(filter: Omit<BoardFilter, "states" | "turn">): Where {
  const { search, changedBefore, carrierId, customerId } = filter;
  return {
    ...given({ carrierId, customerId }),
    ...(changedBefore ? { stateChangedAt: { lte: changedBefore } } : {}),
    ...(search ? { OR: [{ name: holding(search) }, { fqdnLabel: holding(search) }] } : {}),
  };
}

export function boardStore(db: Connection) {
  return {
    /** `keep` drops what the database cannot tell from the others; such a page is not counted. */
    async findPage(
      query: BoardFilter,
      keep?: (rows: readonly NamedTrunk[]) => Promise<readonly NamedTrunk[]>,
    ): Promise<Page<NamedTrunk>> {
      const all: Where[] = [whereOf(query), { state: { in: [...query.states] } }];
      if (query.turn !== undefined) all.push(couldBe(query.turn));
      const page = await findSorted<Where, Prisma.TrunkOrderByWithRelationInput, RowWithNames>({
        plan: PLAN,
        query,
        where: { AND: all },
        find: (args) => db.trunk.findMany({ ...args, include: withNames }),
        bounds: trunkBounds(db),
        ...(keep === undefined
          ? { count: (args) => db.trunk.count(args) }
          : {
              keep: async (rows) => {
                const kept = new Set((await keep(rows.map(named))).map(({ id }) => id));
                return rows.filter(({ id }) => kept.has(id));
              },
            }),
      });
      return { ...page, items: page.items.map(named) };
    },

    /** Trunks by state, of those that the filter finds in any state. */
    async countByState(
      filter: Pick<BoardFilter, "search" | "carrierId" | "customerId">,
    ): Promise<ReadonlyMap<TrunkState, number>> {
      const rows = await db.trunk.groupBy({
        by: ["state"],
        where: whereOf(filter),
        _count: { _all: true },
      });
      return new Map(rows.map((row) => [row.state, row._count._all]));
    },
  };
}
