// Computes the whole audit chain anew and says where it is broken, if it is.
import type { Context } from "../context";
import { requirePermission } from "../permit";

export interface ChainState {
  readonly intact: boolean;
  /** Number of events looked at, a decimal string. */
  readonly events: string;
  /** Sequence of the first event whose number, predecessor or hash does not fit; null when all do. */
  readonly firstBroken: string | null;
}

export async function verifyAuditChain(ctx: Context): Promise<ChainState> {
  requirePermission(ctx.actor, "audit.read");
  const { events, firstBroken } = await ctx.read.audit.getChainState();
  return {
    intact: firstBroken === null,
    events: String(events),
    firstBroken: firstBroken === null ? null : String(firstBroken),
  };
}
