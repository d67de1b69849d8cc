// Lists the trunks that are on their way, with what blocks each, whose turn it is, and since when.
import type { NamedTrunk } from "@/lib/db/trunks";
import { gateAhead } from "@/lib/lifecycle/trunk";
import { type Party, partyOf, whoseTurn } from "@/lib/lifecycle/whose-turn";
import type { Page } from "@/lib/schemas/fields";
import { ListBoard, type ShownState, UNDER_WAY } from "@/lib/schemas/onboarding-board";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { loadFactsOfTrunks, loadOpenAsks } from "../trunk-facts";

const DAY_MS = 86_400_000;

export interface BoardTrunk extends NamedTrunk {
  readonly blockers: { code: string; message: string; party: Party }[];
  readonly turn: Party | null;
  readonly waitingSince: Date;
}

export interface Board extends Page<BoardTrunk> {
  /** Trunks by state; the state, the turn and the waiting of the filter do not narrow them. */
  readonly counts: Readonly<Record<ShownState, number>>;
}

/** What blocks a trunk is worked out for the page that is shown, by the code that draws the trunk's own page. */
export async function listBoard(ctx: Context, raw: unknown): Promise<Board> {
  requirePermission(ctx.actor, "trunk.read");
  const { state, waitingDays, ...query } = parseInput(ListBoard, raw ?? {});
  const longAgo =
    waitingDays === undefined ? undefined : new Date(ctx.now().getTime() - waitingDays * DAY_MS);
  const judged = new Map<string, BoardTrunk>();
  const judge = async (rows: readonly NamedTrunk[]) => {
    const fresh = rows.filter(({ id }) => !judged.has(id));
    for (const row of await judgeTrunks(ctx, fresh)) judged.set(row.id, row);
    return rows.flatMap(({ id }) => judged.get(id) ?? []);
  };
  const isMeant = (row: BoardTrunk) =>
    (query.turn === undefined || row.turn === query.turn) &&
    (longAgo === undefined || row.waitingSince <= longAgo);
  const isNarrowed = query.turn !== undefined || longAgo !== undefined;
  const [page, byState] = await Promise.all([
    ctx.read.board.findPage(
      {
        ...query,
        states: state === undefined ? UNDER_WAY : [state],
        // Nothing has waited for longer than it has been in its state.
        changedBefore: longAgo,
      },
      isNarrowed ? async (rows) => (await judge(rows)).filter(isMeant) : undefined,
    ),
    ctx.read.board.countByState(query),
  ]);
  const counts = Object.fromEntries(
    [...UNDER_WAY, "live" as const].map((each) => [each, byState.get(each) ?? 0]),
  ) as Record<ShownState, number>;
  return { ...page, items: await judge(page.items), counts };
}

async function judgeTrunks(ctx: Context, rows: readonly NamedTrunk[]): Promise<BoardTrunk[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [facts, asked] = await Promise.all([
    loadFactsOfTrunks(ctx.read, ids, ctx.now()),
    loadOpenAsks(ctx.read, ids, ctx.now()),
  ]);
  return rows.flatMap((trunk) => {
    const own = facts.get(trunk.id);
    const asks = asked.get(trunk.id);
    if (own === undefined || asks === undefined) return [];
    const { state, stateChangedAt, formerState } = trunk;
    const gate = gateAhead(state, formerState, own);
    const turn = whoseTurn({ state, stateChangedAt, gate, asks });
    const blockers = gate
      .filter(({ holds }) => !holds)
      .map(({ code, message }) => ({ code, message, party: partyOf(code, asks).party }));
    return [{ ...trunk, blockers, turn: turn.party, waitingSince: turn.since }];
  });
}
