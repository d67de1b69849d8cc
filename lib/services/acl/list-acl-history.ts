// What was changed of a carrier's ACL, newest first.
import { type AclHistoryEvent, ListAclHistory } from "@/lib/schemas/acl-history";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Answers at most the last hundred changes. */
export async function listAclHistory(ctx: Context, raw: unknown): Promise<AclHistoryEvent[]> {
  requirePermission(ctx.actor, "acl.read");
  const { carrierId } = parseInput(ListAclHistory, raw);
  const events = await ctx.read.acl.findHistory(carrierId, 100);
  return events.map(({ at, actorName, action, reason, before, after }) => ({
    at,
    actorName,
    action,
    reason,
    added: action === "acl.block-now" ? [] : blocksOf(after, action).filter(notIn(before, action)),
    removed: blocksOf(before, action).filter(notIn(after, action)),
  }));
}

/** An event of a list names its blocks; one of an entry that has left the list names none after it. */
function blocksOf(side: unknown, action: string): string[] {
  if (typeof side !== "object" || side === null) return [];
  if ("blocks" in side && Array.isArray(side.blocks)) {
    return side.blocks.filter((block) => typeof block === "string");
  }
  const isGone = action !== "acl.update" && "active" in side && side.active === false;
  return !isGone && "block" in side && typeof side.block === "string" ? [side.block] : [];
}

function notIn(side: unknown, action: string): (block: string) => boolean {
  const blocks = blocksOf(side, action);
  return (block) => !blocks.includes(block);
}
