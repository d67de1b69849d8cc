// Attaches the PDF of a sent quote, and sends it on its way to the contact that was chosen.
import { GateClosed } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { AttachQuotePdf, type QuoteRevision } from "@/lib/schemas/quote";
import { checkFile } from "../check-file";
import type { Context } from "../context";
import { keepDocument } from "../keep-document";
import { logExchange } from "../log-exchange";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { queueMail } from "../queue-mail";
import { quoteMail } from "../quote-mail";
import { sheetFromStore } from "../quote-sheet";
import { requireRow } from "../require-row";

/** Where the customer can still accept it, or has done so meanwhile; a quote taken back is not mailed. */
const MAILED: readonly QuoteRevision["state"][] = ["sent", "accepted"];

/** Asked again for the same revision it changes nothing, and sends no second mail. */
export async function attachQuotePdf(ctx: Context, raw: unknown): Promise<QuoteRevision> {
  requirePermission(ctx.actor, "document.render");
  const { revisionId: id, file } = parseInput(AttachQuotePdf, raw);
  const checked = await checkFile(file);
  return ctx.transaction(async (tx) => {
    const before = requireRow("quote", id, await tx.quotes.getRevision(id));
    if (before.state === "draft") {
      throw new GateClosed("PDF of a draft", [], "A draft has no PDF: it is drawn once sent.");
    }
    if (before.documentId !== null) return before;
    const owner = { kind: "quoteRevisionId", id } as const;
    const document = await keepDocument(ctx, tx, { owner, purpose: "quote", file: checked });
    const after = await tx.quotes.updateRevision(before, { documentId: document.id });
    await tx.audit.insert(ctx.event("quote.attach-pdf", "quote_revision", before, after));
    if (MAILED.includes(after.state)) await mailToContact(ctx, tx, after, document.id);
    return after;
  });
}

async function mailToContact(
  ctx: Context,
  tx: Store,
  sent: QuoteRevision,
  documentId: string,
): Promise<void> {
  const stored = await tx.quotes.getSheet(sent.id);
  const sheet = stored === null ? null : sheetFromStore(stored);
  // The address that was chosen when it was sent: a contact who is edited meanwhile gets no quote by surprise.
  if (sheet?.addressee?.email == null || sent.sentById === null) return;
  const { subject, textBody } = quoteMail(sheet);
  const about = { table: "quote_revision", id: sent.id };
  const toAddress = sheet.addressee.email;
  await queueMail(ctx, tx, { toAddress, subject, textBody, documentId, about });
  const person = { id: sent.sentById, name: sent.sentByName };
  await logExchange(ctx, tx, person, {
    ...{ customerId: sent.customerId, contactId: sent.sentToId },
    ...{ direction: "sent", channel: "email", subject, body: textBody, happenedAt: ctx.now() },
  });
}
