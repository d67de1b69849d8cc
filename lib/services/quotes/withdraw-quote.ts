// Takes a sent quote back before it is answered.
import { QUOTE_MACHINE } from "@/lib/lifecycle/quote";
import { type QuoteRevision, WithdrawQuote } from "@/lib/schemas/quote";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireArrow } from "../require-arrow";
import { requireRow, requireVersion } from "../require-row";

export async function withdrawQuote(ctx: Context, raw: unknown): Promise<QuoteRevision> {
  requirePermission(ctx.actor, "quote.write");
  const { id, version, reason } = parseInput(WithdrawQuote, raw);
  return ctx.transaction(async (tx) => {
    const before = requireRow("quote", id, await tx.quotes.getRevision(id));
    requireArrow(QUOTE_MACHINE, before.state, "withdrawn", ctx.actor);
    requireVersion("quote", id, before, version);
    const after = await tx.quotes.updateRevision(before, { state: "withdrawn" });
    await tx.audit.insert(ctx.event("quote.withdraw", "quote_revision", before, after, reason));
    return after;
  });
}
