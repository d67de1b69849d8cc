// Records what the customer said to a sent quote. Accepted, it gives the trunk its limits and lets it be configured.
import { GateClosed, InvalidInput } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { QUOTE_MACHINE } from "@/lib/lifecycle/quote";
import { type QuoteRevision, RecordQuoteAnswer } from "@/lib/schemas/quote";
import type { Context } from "../context";
import { logExchange } from "../log-exchange";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireOpenTrunk, settleTrunk } from "../quote-effects";
import { requireArrow } from "../require-arrow";
import { requireNamed, requireRow, requireVersion } from "../require-row";

/** An acceptance names an active contact of the customer and says how it came; none counts past the quote's validity. */
export async function recordQuoteAnswer(ctx: Context, raw: unknown): Promise<QuoteRevision> {
  requirePermission(ctx.actor, "quote.write");
  const person = requirePerson(ctx.actor, "quote.write");
  const { id, version, answer, contactId, note } = parseInput(RecordQuoteAnswer, raw);
  return ctx.transaction(async (tx) => {
    const before = requireRow("quote", id, await tx.quotes.getRevision(id));
    const arrow = requireArrow(QUOTE_MACHINE, before.state, answer, ctx.actor);
    requireVersion("quote", id, before, version);
    if (answer === "accepted") requireEvidence(contactId, note);
    if (contactId !== undefined) await requireContact(tx, before, contactId);
    if (arrow.guards.includes("validity-ended") && before.validUntil <= ctx.now()) {
      throw new GateClosed("quote sent → accepted", [
        {
          code: "validity-ended",
          message: "the quote's validity has ended: revise it and send it again",
        },
      ]);
    }
    const settles = arrow.effects.includes("agree-trunk-limits");
    const trunk = settles ? await requireOpenTrunk(tx, before.trunkId) : null;
    const after = await tx.quotes.updateRevision(before, {
      state: answer,
      answeredAt: ctx.now(),
      answeredById: contactId ?? null,
      answerNote: note,
      answerRecordedById: person.id,
    });
    await tx.audit.insert(ctx.event(`quote.${WORD[answer]}`, "quote_revision", before, after));
    await logExchange(ctx, tx, person, {
      customerId: after.customerId,
      contactId: contactId ?? null,
      direction: "received",
      // The note says how it came.
      channel: "other",
      subject: `Quote ${after.number ?? ""}, revision ${after.revision}: ${answer}`,
      body: note,
      happenedAt: ctx.now(),
    });
    if (trunk !== null) await settleTrunk(ctx, tx, trunk, after);
    return after;
  });
}

const WORD = { accepted: "accept", declined: "decline" } as const;

function requireEvidence(contactId: string | undefined, note: string): void {
  const fields = [];
  if (contactId === undefined) {
    fields.push({ path: "contactId", message: "name the customer's contact who accepted" });
  }
  if (note.length < 3) {
    fields.push({ path: "note", message: "must say how the answer came and where it is kept" });
  }
  if (fields.length > 0) throw new InvalidInput(fields);
}

async function requireContact(tx: Store, quote: QuoteRevision, contactId: string): Promise<void> {
  const contact = requireNamed("contact", "contactId", await tx.contacts.get(contactId));
  const refuse = (message: string) => new InvalidInput([{ path: "contactId", message }]);
  if (contact.customerId !== quote.customerId) throw refuse("is no contact of this customer");
  if (!contact.active) throw refuse(`${contact.name} is no longer active`);
}
