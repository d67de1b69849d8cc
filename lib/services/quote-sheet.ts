// What a customer is shown of a quote: stored with the revision when it is sent, made from the rows while it is a draft.
import type { ReadStore } from "@/lib/db/store";
import { formatDecimal, readDecimal } from "@/lib/money/decimal";
import type { Contact } from "@/lib/schemas/contact";
import type { QuoteRevision } from "@/lib/schemas/quote";
import { QuoteSheet } from "@/lib/schemas/quote-sheet";
import { requireRow } from "./require-row";

/** What no quote covers, a sentence each. */
const EXCLUDED: readonly string[] = [
  "Emergency calls: none are carried over this trunk. The customer keeps another way to reach the emergency services.",
  "The carrier's own charges for lines, numbers and calls.",
  "Work at the carrier, and on the customer's own equipment.",
];

/** As issuer, customer, trunk and addressee are called now. */
export async function fillQuoteSheet(
  store: ReadStore,
  revision: QuoteRevision,
  sending: { readonly sentAt: Date | null; readonly addressee: Contact | null },
): Promise<QuoteSheet> {
  const quote = requireRow("quote", revision.quoteId, await store.quotes.get(revision.quoteId));
  const settings = await store.settings.get();
  const lines = await store.quotes.findLines(revision.id);
  const { addressee } = sending;
  return {
    number: quote.number,
    revision: revision.revision,
    issuer: {
      legalName: settings?.legalName ?? "Cradle",
      legalAddress: settings?.legalAddress ?? "",
    },
    customer: { name: quote.customerName, accountReference: quote.customerAccountReference },
    addressee: addressee && { name: addressee.name, email: addressee.email },
    trunk: { name: quote.trunkName, carrierName: quote.carrierName },
    sentAt: sending.sentAt,
    validUntil: revision.validUntil,
    currency: revision.currency,
    currencyScale: revision.currencyScale,
    lines: lines.map((line) => ({
      position: line.position,
      kind: line.kind,
      description: line.description,
      quantity: line.quantity,
      unitPrice: formatDecimal(readDecimal(line.unitPrice), revision.currencyScale),
      discountBasisPoints: line.discountBasisPoints,
      totalMinor: String(line.totalMinor),
    })),
    subtotalMinor: String(revision.subtotalMinor),
    tax: {
      country: revision.taxCountry,
      name: revision.taxName,
      basisPoints: revision.taxBasisPoints,
    },
    taxMinor: String(revision.taxMinor),
    totalMinor: String(revision.totalMinor),
    agreedChannels: revision.agreedChannels,
    agreedCallsPerSec: revision.agreedCallsPerSec,
    terms: revision.terms,
    excluded: [...EXCLUDED],
  };
}

/** Moments as ISO 8601: what a JSON column holds. */
export function sheetToStore(sheet: QuoteSheet) {
  return {
    ...sheet,
    sentAt: sheet.sentAt?.toISOString() ?? null,
    validUntil: sheet.validUntil.toISOString(),
  };
}

/** A stored sheet with its moments as such. Throws where the column holds something else. */
export function sheetFromStore(stored: unknown): QuoteSheet {
  if (typeof stored !== "object" || stored === null) throw new Error("a stored sheet is no object");
  const moments = stored as { sentAt?: unknown; validUntil?: unknown };
  const moment = (value: unknown) => (typeof value === "string" ? new Date(value) : value);
  return QuoteSheet.parse({
    ...stored,
    sentAt: moment(moments.sentAt),
    validUntil: moment(moments.validUntil),
  });
}
