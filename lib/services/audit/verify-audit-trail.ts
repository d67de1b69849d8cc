// Verifies the audit chain to its end, and notes as an event of the chain up to where it held: the next check begins there.
import {
  type AuditCheckpoint,
  type AuditVerification,
  VerifyAuditTrail,
} from "@/lib/schemas/audit-event";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Events computed in one statement. */
const PIECE = 50_000;

/**
 * From the latest checkpoint on, or all of it where `whole`. A checkpoint counts only while its event still has the hash
 * that was noted; whether an event before it was changed together with all hashes, the hash itself shows to whoever has
 * written it down elsewhere. What is broken is noted too.
 */
export async function verifyAuditTrail(ctx: Context, raw: unknown): Promise<AuditVerification> {
  requirePermission(ctx.actor, "audit.verify");
  const { whole } = parseInput(VerifyAuditTrail, raw ?? {});
  const { latest } = await ctx.read.audit.getCheckpoints();
  const start = whole ? null : latest;
  const walked = await walk(ctx, start);
  const from = start === null ? "1" : String(BigInt(start.sequence) + 1n);
  const outcome = { id: 1, ...walked, from, isWhole: start === null };
  await ctx.transaction(async (tx) => {
    const action = walked.firstBroken === null ? "audit.verify" : "audit.find-broken";
    await tx.audit.insert(ctx.event(action, "ledger", null, outcome));
  });
  const { id: _, ...verification } = outcome;
  return { ...verification, intact: walked.firstBroken === null };
}

type Walked = Pick<AuditVerification, "sequence" | "hash" | "firstBroken">;

async function walk(ctx: Context, start: AuditCheckpoint | null): Promise<Walked> {
  let after = BigInt(start?.sequence ?? 0);
  const before = { sequence: String(after), hash: start?.hash ?? "" };
  if (start !== null && (await ctx.read.audit.getHash(after)) !== start.hash) {
    return { ...before, firstBroken: start.sequence };
  }
  for (;;) {
    const piece = await ctx.read.audit.getChainPiece(after, PIECE);
    const reached = { sequence: String(piece.last), hash: piece.hash ?? "" };
    if (piece.firstBroken !== null) {
      return { ...reached, firstBroken: String(piece.firstBroken) };
    }
    if (piece.atEnd) return { ...reached, firstBroken: null };
    after = piece.last;
  }
}
