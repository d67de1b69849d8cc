// Gives what a customer is shown of one revision: for its page, its PDF and its mail.
import { ByRevision } from "@/lib/schemas/quote";
import type { QuoteSheet } from "@/lib/schemas/quote-sheet";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requireAnyPermission } from "../permit";
import { fillQuoteSheet, sheetFromStore } from "../quote-sheet";
import { requireRow } from "../require-row";

/** Of a revision that was sent, as it stood then; of a draft, as it would be sent now. */
export async function getQuoteSheet(ctx: Context, raw: unknown): Promise<QuoteSheet> {
  requireAnyPermission(ctx.actor, ["quote.read", "document.render"]);
  const { revisionId } = parseInput(ByRevision, raw);
  const { quotes } = ctx.read;
  const revision = requireRow("quote", revisionId, await quotes.getRevision(revisionId));
  if (revision.state === "draft") {
    return fillQuoteSheet(ctx.read, revision, { sentAt: null, addressee: null });
  }
  const stored = await quotes.getSheet(revisionId);
  // A revision that no verb sent has none: it is shown as its rows say.
  if (stored !== null) return sheetFromStore(stored);
  return fillQuoteSheet(ctx.read, revision, { sentAt: revision.sentAt, addressee: null });
}
