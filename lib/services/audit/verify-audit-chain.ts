// Computes the audit chain anew, a piece at a time, and says where it is broken, if it is.
import { type ChainState, VerifyAuditChain } from "@/lib/schemas/audit-event";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Begins at `cursor`, whose event was looked at before: each event holds the hash of the one before it. */
export async function verifyAuditChain(ctx: Context, raw?: unknown): Promise<ChainState> {
  requirePermission(ctx.actor, "audit.read");
  const { cursor, limit } = parseInput(VerifyAuditChain, raw ?? {});
  const piece = await ctx.read.audit.getChainPiece(BigInt(cursor ?? 0), limit);
  const { firstBroken, last, total } = piece;
  const goesOn = firstBroken === null && !piece.atEnd;
  return {
    intact: firstBroken === null,
    events: String(last),
    total: String(total),
    firstBroken: firstBroken === null ? null : String(firstBroken),
    nextCursor: goesOn ? String(last) : null,
  };
}
