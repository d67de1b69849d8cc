// Drafts the first revision of a quote for a trunk. The first draft takes an enquiry to quoting.
import { CreateQuote, type QuoteRevision } from "@/lib/schemas/quote";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { priceDraft } from "../price-quote";
import { requireOpenTrunk, startQuoting, withLines } from "../quote-effects";
import { requireNamed } from "../require-row";

/** Terms left out are those of the settings. Throws `Refused` at a line whose discount is over the limit. */
export async function createQuote(ctx: Context, raw: unknown): Promise<QuoteRevision> {
  requirePermission(ctx.actor, "quote.write");
  const { trunkId, terms, ...input } = parseInput(CreateQuote, raw);
  return ctx.transaction(async (tx) => {
    requireNamed("trunk", "trunkId", await tx.trunks.get(trunkId));
    const trunk = await requireOpenTrunk(tx, trunkId);
    const settings = await tx.settings.get();
    const { head, lines } = await priceDraft(ctx, tx, {
      ...input,
      terms: terms ?? settings?.quoteTerms ?? "",
    });
    const quoteId = ctx.newId();
    await tx.quotes.insert({ id: quoteId, trunkId, createdAt: ctx.now() });
    const revision = await tx.quotes.insertRevision(
      { ...head, id: ctx.newId(), quoteId, revision: 1, createdAt: ctx.now() },
      lines,
    );
    const kept = await withLines(tx, revision);
    await tx.audit.insert(ctx.event("quote.create", "quote_revision", null, kept));
    await startQuoting(ctx, tx, trunk);
    return revision;
  });
}
