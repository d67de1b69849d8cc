// Makes a quote for a trunk, and takes one to sent and to accepted, all through the verbs.
import type { QuoteRevision } from "@/lib/schemas/quote";
import type { Context } from "@/lib/services/context";
import { createQuote } from "@/lib/services/quotes/create-quote";
import { recordQuoteAnswer } from "@/lib/services/quotes/record-quote-answer";
import { sendQuote } from "@/lib/services/quotes/send-quote";
import { addTaxRate } from "@/lib/services/tax-rates/add-tax-rate";
import { listTaxRates } from "@/lib/services/tax-rates/list-tax-rates";
import { makeContact } from "./contact";

const THIRTY_DAYS_MS = 30 * 86_400_000;

/** The tax rate of New Zealand, once per database. `ctx` must be an admin's. */
export async function makeTaxRate(ctx: Context): Promise<void> {
  const rates = await listTaxRates(ctx);
  if (rates.some((rate) => rate.country === "NZ")) return;
  await addTaxRate(ctx, { country: "NZ", name: "GST", percent: "15" });
}

/** What a new quote's form would send; 22.22 and 15 % tax make NZD 25.55. */
export function quoteInput(ctx: Context, trunkId: string, overrides: object = {}) {
  return {
    trunkId,
    currency: "NZD",
    taxCountry: "NZ",
    agreedChannels: 10,
    agreedCallsPerSec: 5,
    validUntil: new Date(ctx.now().getTime() + THIRTY_DAYS_MS),
    lines: [
      {
        kind: "one_off",
        description: "Set-up",
        quantity: "2",
        unitPrice: "12.345",
        discountPercent: "10",
      },
    ],
    ...overrides,
  };
}

/** A draft. `ctx` must be an admin's: the tax rate is added where there is none and no other `taxCountry` is given. */
export async function makeQuote(
  ctx: Context,
  trunkId: string,
  overrides: object = {},
): Promise<QuoteRevision> {
  if (!("taxCountry" in overrides)) await makeTaxRate(ctx);
  return createQuote(ctx, quoteInput(ctx, trunkId, overrides));
}

/** A quote sent to a new contact of the customer: `sentToId`. */
export async function makeSentQuote(
  ctx: Context,
  trunkId: string,
  overrides: object = {},
): Promise<QuoteRevision> {
  const { id, version, customerId } = await makeQuote(ctx, trunkId, overrides);
  const contact = await makeContact(ctx, { customerId });
  return sendQuote(ctx, { id, version, sentToId: contact.id });
}

/** A quote accepted by the contact it was sent to: credentials may be issued, and the trunk has the agreed limits. */
export async function makeAcceptedQuote(
  ctx: Context,
  trunkId: string,
  overrides: object = {},
): Promise<QuoteRevision> {
  const { id, version, sentToId } = await makeSentQuote(ctx, trunkId, overrides);
  return recordQuoteAnswer(ctx, {
    id,
    version,
    answer: "accepted",
    contactId: sentToId,
    note: "by e-mail, kept with the account",
  });
}
