// Replaces what a draft says: its head and all of its lines.
import { GateClosed, StaleEdit } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { type QuoteRevision, UpdateQuoteDraft } from "@/lib/schemas/quote";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { priceDraft } from "../price-quote";
import { requireOpenTrunk, withLines } from "../quote-effects";
import { requireRow } from "../require-row";

/** Throws `StaleEdit` with the draft and its lines as they are, where someone was faster. */
export async function updateQuoteDraft(ctx: Context, raw: unknown): Promise<QuoteRevision> {
  requirePermission(ctx.actor, "quote.write");
  const { id, version, ...input } = parseInput(UpdateQuoteDraft, raw);
  return ctx.transaction(async (tx) => {
    const before = await requireDraft(tx, id);
    if (before.version !== version) {
      const lines = await tx.quotes.findLines(id);
      throw new StaleEdit("quote", id, { ...before, lines });
    }
    await requireOpenTrunk(tx, before.trunkId);
    const { head, lines } = await priceDraft(ctx, tx, input);
    const was = await withLines(tx, before);
    await tx.quotes.replaceLines(id, lines);
    const after = await tx.quotes.updateRevision(before, head);
    const is = await withLines(tx, after);
    await tx.audit.insert(ctx.event("quote.update", "quote_revision", was, is));
    return after;
  });
}

async function requireDraft(tx: Store, id: string): Promise<QuoteRevision> {
  const revision = requireRow("quote", id, await tx.quotes.getRevision(id));
  if (revision.state === "draft") return revision;
  throw new GateClosed(
    `update of a ${revision.state} quote`,
    [],
    `This quote is ${revision.state}: a change is a new revision.`,
  );
}
