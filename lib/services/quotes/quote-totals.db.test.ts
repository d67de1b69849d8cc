// Postgres computes a quote's totals itself before it lets one be sent: it accepts what lib/money computes, and nothing else.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { currencyScale } from "@/lib/money/currency";
import { formatDecimal } from "@/lib/money/decimal";
import { quoteTotals } from "@/lib/money/quote-totals";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk } from "@/prisma/factories/trunk";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";

const QUOTES = 300;
/** Quotes of one transaction. */
const BATCH = 30;

let contexts: TestContexts;
let ctx: Context;
let trunkId: string;
beforeAll(async () => {
  contexts = await testContexts();
  ctx = contexts.as("admin");
  await makePlatform(ctx);
  const carrier = await makeReadyCarrier(ctx);
  const customer = await makeCustomer(ctx);
  trunkId = (await makeTrunk(ctx, carrier.id, customer.id)).id;
});
afterAll(() => contexts.close());

const decimal = (min: bigint, max: bigint, scales: number) =>
  fc.record({ value: fc.bigInt({ min, max }), scale: fc.integer({ min: 0, max: scales }) });

const someLine = fc.record({
  kind: fc.constantFrom("one_off" as const, "monthly" as const, "usage" as const),
  quantity: fc.oneof(decimal(1n, 99n, 1), decimal(1n, 10n ** 7n, 4)),
  unitPrice: fc.oneof(decimal(0n, 9_999n, 3), decimal(0n, 10n ** 7n, 8)),
  discountBasisPoints: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10_000 })),
});

const someQuote = fc.record({
  currency: fc.constantFrom("JPY", "NZD", "KWD"),
  taxBasisPoints: fc.oneof(fc.constantFrom(0, 1500, 2100), fc.integer({ min: 0, max: 10_000 })),
  lines: fc.array(someLine, { minLength: 1, maxLength: 12 }),
});
type SomeQuote = typeof someQuote extends fc.Arbitrary<infer Value> ? Value : never;

/** Inserts a quote as computed, plus `off` on its first line and so on every sum, and sends it. */
async function sendOne(
  tx: Parameters<Parameters<Context["transaction"]>[0]>[0],
  quote: SomeQuote,
  off = 0n,
): Promise<void> {
  const scale = currencyScale(quote.currency) ?? -1;
  const totals = quoteTotals(quote.lines, scale, quote.taxBasisPoints);
  const quoteId = ctx.newId();
  await tx.quotes.insert({ id: quoteId, trunkId });
  const draft = await tx.quotes.insertRevision(
    {
      id: ctx.newId(),
      quoteId,
      revision: 1,
      currency: quote.currency,
      currencyScale: scale,
      taxCountry: "NZ",
      taxName: "GST",
      taxBasisPoints: quote.taxBasisPoints,
      subtotalMinor: totals.subtotalMinor + off,
      taxMinor: totals.taxMinor,
      totalMinor: totals.totalMinor + off,
      agreedChannels: 1,
      agreedCallsPerSec: 1,
      validUntil: ctx.now(),
    },
    quote.lines.map(({ quantity, unitPrice, ...line }, index) => ({
      ...line,
      id: ctx.newId(),
      position: index + 1,
      description: "Line",
      quantity: formatDecimal(quantity),
      unitPrice: formatDecimal(unitPrice),
      totalMinor: (totals.lineTotals[index] ?? 0n) + (index === 0 ? off : 0n),
    })),
  );
  await tx.quotes.takeNumber(quoteId, 2026);
  await tx.quotes.updateRevision(draft, { state: "sent", sentAt: ctx.now() });
  await tx.audit.insert(ctx.event("quote.send", "quote_revision", null, draft));
}

test(`${QUOTES} random quotes are sent as computed`, { timeout: 120_000 }, async () => {
  const quotes = fc.sample(someQuote, QUOTES);
  for (let from = 0; from < QUOTES; from += BATCH) {
    await ctx.transaction(async (tx) => {
      for (const quote of quotes.slice(from, from + BATCH)) await sendOne(tx, quote);
    });
  }
  expect(await ctx.read.quotes.countOfTrunk(trunkId)).toBe(QUOTES);
});

test("a minor unit more on a line is refused, of whatever size", async () => {
  for (const quote of fc.sample(someQuote, 20)) {
    await expect(ctx.transaction((tx) => sendOne(tx, quote, 1n))).rejects.toThrow("quote_total");
  }
});
