// Whom a change of a carrier's ACL reaches: callers so far that would be refused, unknown sources that would be let in.
import type { ReadStore } from "@/lib/db/store";
import type { AclReach } from "@/lib/schemas/acl-change";
import { type Block, blockHasAddress, parseBlock } from "@/lib/telephony/cidr";
import { packAddress } from "@/lib/telephony/packed-address";

/** Looked at: this carrier's latest calls, so many and so far back. */
const CALLS = 10_000;
const DAYS = 30;
/** Unknown sources named at most. */
const KNOCKING = 50;

/**
 * Replays the carrier's latest calls, by the address they came from, against the entries as they would stand. `before`
 * and `after` are the blocks in force, in any order.
 */
export async function aclReach(
  store: ReadStore,
  carrierId: string,
  before: readonly string[],
  after: readonly string[],
  now: Date,
): Promise<AclReach> {
  const dayAgo = new Date(now.getTime() - 86_400_000);
  const since = new Date(now.getTime() - DAYS * 86_400_000);
  const sources = await store.calls.countSources(carrierId, since, dayAgo, CALLS);
  const wasIn = membership(before);
  const willBeIn = membership(after);
  const newlyRefused = sources.filter(({ address }) => wasIn(address) && !willBeIn(address));
  const fresh = after.filter((block) => !before.includes(block));
  const knocking = await store.calls.findKnocking(fresh, before, KNOCKING);
  const callsSeen = sources.reduce((sum, { calls }) => sum + calls, 0);
  const newlyLetIn = knocking.map(({ total: _, ...one }) => one);
  const letInTotal = knocking[0]?.total ?? 0;
  return { newlyRefused, newlyLetIn, letInTotal, callsSeen, since: callsSeen === 0 ? null : since };
}

function membership(texts: readonly string[]): (address: string) => boolean {
  const blocks = texts.flatMap((text): Block[] => {
    const parsed = parseBlock(text);
    return parsed.ok ? [parsed.value] : [];
  });
  return (address) => {
    const packed = packAddress(address);
    return packed !== null && blocks.some((block) => blockHasAddress(block, packed));
  };
}

/** An entry with its validity. */
interface Timed {
  readonly block: string;
  /** Null: from now on. */
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
}

/** Blocks that let callers in now: an entry that begins later lets nobody in yet. */
export function blocksInForce(entries: readonly Timed[], now: Date): string[] {
  return entries.flatMap(({ block, validFrom, validUntil }) => {
    const hasBegun = validFrom === null || validFrom <= now;
    const hasEnded = validUntil !== null && validUntil <= now;
    return hasBegun && !hasEnded ? [block] : [];
  });
}
