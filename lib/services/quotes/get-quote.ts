// Shows a quote: every revision with its lines, documents and mail, and what happened to it.
import type { ReadStore } from "@/lib/db/store";
import type { AuditEvent } from "@/lib/schemas/audit-event";
import type { Contact } from "@/lib/schemas/contact";
import type { Document } from "@/lib/schemas/document";
import { ById } from "@/lib/schemas/fields";
import type { Mail } from "@/lib/schemas/mail";
import type { Quote, QuoteLine, QuoteRevision } from "@/lib/schemas/quote";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export interface QuoteRevisionDetail extends QuoteRevision {
  readonly lines: readonly QuoteLine[];
  readonly sentToName: string | null;
  readonly answeredByName: string | null;
  /** The PDF and the evidence of the answer, newest first. */
  readonly documents: readonly Document[];
  /** Newest first. */
  readonly mail: readonly Mail[];
}

export interface QuoteDetail {
  readonly quote: Quote;
  /** Newest first. */
  readonly revisions: readonly QuoteRevisionDetail[];
  /** The customer's active contacts: one of them is sent the quote, and answers. */
  readonly contacts: readonly Contact[];
  /** Newest first. */
  readonly history: readonly AuditEvent[];
}

/** A quote has few documents; its list of them has no pages. */
const MOST_DOCUMENTS = 200;

export async function getQuote(ctx: Context, raw: unknown): Promise<QuoteDetail> {
  requirePermission(ctx.actor, "quote.read");
  const { id } = parseInput(ById, raw);
  const { read } = ctx;
  const quote = requireRow("quote", id, await read.quotes.get(id));
  const [revisions, contacts] = await Promise.all([
    read.quotes.findRevisions(id),
    read.customers.findContacts(quote.customerId),
  ]);
  const [details, history] = await Promise.all([
    Promise.all(revisions.map((revision) => detailOf(read, revision, contacts))),
    read.audit.findOfRows(
      "quote_revision",
      revisions.map((revision) => revision.id),
    ),
  ]);
  return { quote, revisions: details, contacts: contacts.filter(({ active }) => active), history };
}

async function detailOf(
  read: ReadStore,
  revision: QuoteRevision,
  contacts: readonly Contact[],
): Promise<QuoteRevisionDetail> {
  const [lines, documents, mail] = await Promise.all([
    read.quotes.findLines(revision.id),
    read.documents.findPage(
      { kind: "quoteRevisionId", id: revision.id },
      { limit: MOST_DOCUMENTS },
    ),
    read.mail.findAbout({ table: "quote_revision", id: revision.id }),
  ]);
  const nameOf = (id: string | null) => contacts.find((contact) => contact.id === id)?.name ?? null;
  return {
    ...revision,
    lines,
    sentToName: nameOf(revision.sentToId),
    answeredByName: nameOf(revision.answeredById),
    documents: documents.items,
    mail,
  };
}
