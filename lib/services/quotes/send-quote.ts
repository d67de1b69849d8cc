// Sends a draft: it gets its number, is frozen, takes the place of the revision before it, and its PDF is asked for.
import { GateClosed, InvalidInput } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { QUOTE_MACHINE } from "@/lib/lifecycle/quote";
import type { Contact } from "@/lib/schemas/contact";
import { type QuoteRevision, SendQuote } from "@/lib/schemas/quote";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireDiscounts, requireTaxRate, totalsOf } from "../price-quote";
import { requireOpenTrunk, supersedeStanding, withLines } from "../quote-effects";
import { fillQuoteSheet, sheetToStore } from "../quote-sheet";
import { requireArrow } from "../require-arrow";
import { requireNamed, requireRow, requireVersion } from "../require-row";

/** All of it in one transaction: no number is taken by a quote that is not sent. The mail goes once the PDF is there. */
export async function sendQuote(ctx: Context, raw: unknown): Promise<QuoteRevision> {
  requirePermission(ctx.actor, "quote.send");
  const person = requirePerson(ctx.actor, "quote.send");
  const { id, version, sentToId } = parseInput(SendQuote, raw);
  return ctx.transaction(async (tx) => {
    const draft = requireRow("quote", id, await tx.quotes.getRevision(id));
    const arrow = requireArrow(QUOTE_MACHINE, draft.state, "sent", ctx.actor);
    requireVersion("quote", id, draft, version);
    await requireOpenTrunk(tx, draft.trunkId);
    const addressee = await requireAddressee(tx, draft, sentToId);
    await requireSendable(ctx, tx, draft);
    const now = ctx.now();
    if (arrow.effects.includes("take-number") && draft.number === null) {
      await tx.quotes.takeNumber(draft.quoteId, now.getUTCFullYear());
    }
    if (arrow.effects.includes("supersede-older-revision")) {
      await supersedeStanding(ctx, tx, draft);
    }
    const sheet = await fillQuoteSheet(tx, draft, { sentAt: now, addressee });
    const sent = await tx.quotes.updateRevision(draft, {
      state: "sent",
      sentAt: now,
      sentToId,
      sentById: person.id,
      sentByName: person.name,
      sheet: sheetToStore(sheet),
    });
    const [was, is] = [await withLines(tx, draft), await withLines(tx, sent)];
    await tx.audit.insert(ctx.event("quote.send", "quote_revision", was, is));
    await tx.jobs.add("render-quote", { revisionId: id }, `render-quote:${id}`);
    return sent;
  });
}

async function requireAddressee(
  tx: Store,
  draft: QuoteRevision,
  contactId: string,
): Promise<Contact> {
  const contact = requireNamed("contact", "sentToId", await tx.contacts.get(contactId));
  const refuse = (message: string) => new InvalidInput([{ path: "sentToId", message }]);
  if (contact.customerId !== draft.customerId) throw refuse("is no contact of this customer");
  if (!contact.active) throw refuse(`${contact.name} is no longer active`);
  if (contact.email === null) throw refuse(`${contact.name} has no e-mail address`);
  return contact;
}

/** The discounts are allowed, the validity lies ahead, and the totals are those of the rows and the rate of today. */
async function requireSendable(ctx: Context, tx: Store, draft: QuoteRevision): Promise<void> {
  const lines = await tx.quotes.findLines(draft.id);
  await requireDiscounts(ctx, tx, lines);
  const rate = await requireTaxRate(tx, draft.taxCountry);
  const conditions = [];
  if (draft.validUntil <= ctx.now()) {
    const message = "the quote's validity has ended: give it a later date";
    conditions.push({ code: "validity-ended", message });
  }
  const totals = totalsOf(lines, draft.currencyScale, rate.basisPoints);
  if (
    rate.name !== draft.taxName ||
    rate.basisPoints !== draft.taxBasisPoints ||
    totals.subtotalMinor !== draft.subtotalMinor ||
    totals.totalMinor !== draft.totalMinor
  ) {
    const message = `the tax of ${draft.taxCountry} has changed since the draft was saved: save it again and look at the total`;
    conditions.push({ code: "totals-disagree", message });
  }
  if (conditions.length > 0) throw new GateClosed("quote draft → sent", conditions);
}
