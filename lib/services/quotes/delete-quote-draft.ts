// Throws a draft away that was never sent: the quote with it, where it was its only revision.
import { GateClosed } from "@/lib/core/errors";
import { DeleteQuoteDraft, type QuoteRevision } from "@/lib/schemas/quote";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { withLines } from "../quote-effects";
import { requireRow, requireVersion } from "../require-row";

/** `id` is the revision's. What was sent is never deleted; the audit keeps the draft with its lines. */
export async function deleteQuoteDraft(ctx: Context, raw: unknown): Promise<QuoteRevision> {
  requirePermission(ctx.actor, "quote.write");
  const { id, version, reason } = parseInput(DeleteQuoteDraft, raw);
  return ctx.transaction(async (tx) => {
    const draft = requireRow("quote", id, await tx.quotes.getRevision(id));
    if (draft.state !== "draft") {
      throw new GateClosed(
        `deletion of a ${draft.state} quote`,
        [],
        `This quote is ${draft.state}: only a draft is deleted.`,
      );
    }
    requireVersion("quote", id, draft, version);
    const was = await withLines(tx, draft);
    await tx.quotes.deleteDraft(draft);
    await tx.audit.insert(ctx.event("quote.delete-draft", "quote_revision", was, null, reason));
    return draft;
  });
}
