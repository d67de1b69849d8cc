// Drafts the next revision of a quote from the latest one.
import { Conflict, NotFound } from "@/lib/core/errors";
import { type QuoteRevision, ReviseQuote } from "@/lib/schemas/quote";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { totalsOf } from "../price-quote";
import { requireOpenTrunk, withLines } from "../quote-effects";

const DAY_MS = 86_400_000;
/** Where the latest was valid for less than this after it was sent. */
const LEAST_VALIDITY_MS = 14 * DAY_MS;

/** Throws `Conflict` where a draft is there already. The tax is that of today; the validity is as long as before. */
export async function reviseQuote(ctx: Context, raw: unknown): Promise<QuoteRevision> {
  requirePermission(ctx.actor, "quote.write");
  const { id, reason } = parseInput(ReviseQuote, raw);
  return ctx.transaction(async (tx) => {
    const [latest] = await tx.quotes.findRevisions(id);
    if (latest === undefined) throw new NotFound("quote", id);
    if (latest.state === "draft") {
      throw new Conflict(`revision ${latest.revision} of this quote is being drafted already`);
    }
    await requireOpenTrunk(tx, latest.trunkId);
    const lines = await tx.quotes.findLines(latest.id);
    const rate = await tx.taxRates.getOfCountry(latest.taxCountry);
    const tax = {
      taxName: rate?.name ?? latest.taxName,
      taxBasisPoints: rate?.basisPoints ?? latest.taxBasisPoints,
    };
    const totals = totalsOf(lines, latest.currencyScale, tax.taxBasisPoints);
    const draft = await tx.quotes.insertRevision(
      {
        ...tax,
        id: ctx.newId(),
        quoteId: id,
        revision: latest.revision + 1,
        currency: latest.currency,
        currencyScale: latest.currencyScale,
        taxCountry: latest.taxCountry,
        subtotalMinor: totals.subtotalMinor,
        taxMinor: totals.taxMinor,
        totalMinor: totals.totalMinor,
        agreedChannels: latest.agreedChannels,
        agreedCallsPerSec: latest.agreedCallsPerSec,
        validUntil: nextValidity(latest, ctx.now()),
        terms: latest.terms,
        createdAt: ctx.now(),
      },
      lines.map(({ discountPercent: _, ...line }) => ({ ...line, id: ctx.newId() })),
    );
    const kept = await withLines(tx, draft);
    await tx.audit.insert(ctx.event("quote.revise", "quote_revision", null, kept, reason));
    return draft;
  });
}

function nextValidity(latest: QuoteRevision, now: Date): Date {
  const from = latest.sentAt ?? latest.createdAt;
  const lengthMs = Math.max(latest.validUntil.getTime() - from.getTime(), LEAST_VALIDITY_MS);
  return new Date(now.getTime() + lengthMs);
}
