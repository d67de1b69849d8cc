// The PDFs, read back: every line, sum and exclusion is on them, pages are counted, and no text breaks the drawing.
import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { HandOffPdf } from "./hand-off-pdf";
import { LoaPdf } from "./loa-pdf";
import { QuotePdf } from "./quote-pdf";
import { renderPdf } from "./render-pdf";
import { pdfPages } from "./test-pdf-text";
import { testHandOff, testLoa, testQuote } from "./test-sheets";

const quotePages = async (sheet: ReturnType<typeof testQuote>) =>
  pdfPages(await renderPdf(createElement(QuotePdf, { sheet })));

describe("a quote", () => {
  it("shows its lines, its sums, what was agreed and what is not included", async () => {
    const pages = await quotePages(testQuote(3));
    expect(pages).toHaveLength(1);
    const text = pages.join(" ");
    for (const words of [
      ...["Quote Q-2026-0042", "Revision 2", "Cradle Limited", "Kererū Māori Trust", "ACC-77"],
      ...["Auckland office", "Example Telecom", "accounts@customer.example"],
      ...["22 December 2026, 16:05 UTC", "Item number 1 of this quote", "12.50", "10 %", "22.50"],
      ...["Monthly charges", "NZD 22.50", "NZD 67.50", "GST (NZ), 15 %", "NZD 10.13", "NZD 77.63"],
      ...["Calls at the same time", "30", "Payment within 20 days.", "Page 1 of 1"],
      "No emergency calls: calls to emergency services are not carried on this trunk.",
      "The carrier's own charges.",
    ]) {
      expect(text).toContain(words);
    }
  });

  it("of 60 lines goes on over pages, each with its number and the table's head", async () => {
    const pages = await quotePages(testQuote(60));
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((text, index) => {
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
    });
    const text = pages.join(" ");
    for (let number = 1; number <= 60; number++) {
      expect(text).toContain(`Item number ${number} of this quote`);
    }
    const withLines = pages.filter((page) => page.includes("Item number"));
    for (const page of withLines) expect(page).toContain("Unit price");
    expect(text).toContain("NZD 1,552.50");
  });

  it("writes currencies without and with three decimals", async () => {
    const yen = await quotePages(testQuote(1, { currency: "JPY", currencyScale: 0 }));
    expect(yen.join()).toContain("JPY 2,250");
    const dinar = await quotePages(testQuote(1, { currency: "KWD", currencyScale: 3 }));
    expect(dinar.join()).toContain("KWD 2.250");
  });

  it("has Latin, Greek and Cyrillic letters in its typeface", async () => {
    const name = "Ōtautahi Χανιά Україна";
    const pages = await quotePages(testQuote(1, { customer: { name, accountReference: null } }));
    expect(pages.join()).toContain(name);
  });

  it.each([
    ["a word longer than the page", "x".repeat(3000)],
    ["a text longer than the page", "long words and short ones ".repeat(800)],
    ["right-to-left letters", "שלום עולם مرحبا بالعالم \u202eabc"],
    ["emoji and marks", "👩‍👩‍👧‍👦 🇳🇿 e\u0301 \u0301\u0301\u0301"],
    ["control characters and half a character", "a\u0000b\u0007c\u001b[31m\ud800d\uffff"],
    ["nothing", ""],
    ["characters of markup", "<b>&amp;</b> %s $(x) \\"],
  ])(
    "is drawn with %s in it",
    async (_what, words) => {
      const line = testQuote(1).lines[0];
      const sheet = testQuote(1, {
        customer: { name: words, accountReference: words },
        lines: line ? [{ ...line, description: words, unitPrice: "9".repeat(30) }] : [],
        terms: words,
        excluded: [words],
      });
      const pages = await quotePages(sheet);
      expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
    },
    30_000,
  );
});

describe("a letter of authorisation", () => {
  it("names each number, its reference and where the calls come from", async () => {
    const pages = await pdfPages(await renderPdf(createElement(LoaPdf, { sheet: testLoa(90) })));
    const text = pages.join(" ");
    for (const { e164 } of testLoa(90).numbers) expect(text).toContain(e164);
    for (const words of [
      ...["Letter of authorisation", "LOA-2026-0007", "Example Telecom", "the 90 numbers"],
      ...["byoc.sip.cradle.example", "203.0.113.10, 2001:db8::10", "Onboarding desk"],
      ...["Please answer within ten days.", `Page ${pages.length} of ${pages.length}`],
    ]) {
      expect(text).toContain(words);
    }
  });
});

describe("a hand-off sheet", () => {
  it("has what a NOC needs", async () => {
    const document = createElement(HandOffPdf, {
      sheet: testHandOff(),
      number: 3,
      createdAt: new Date("2026-11-22T16:05Z"),
    });
    const text = (await pdfPages(await renderPdf(document))).join(" ");
    for (const words of [
      ...[
        "Cradle Limited",
        "Hand-off sheet",
        "Version 3",
        "t-7h2k.byoc.sip.cradle.example",
        "UDP 5060, TCP 5060",
        "At most 60",
      ],
      ...["203.0.113.10 (Auckland)", "198.51.100.0/29 (SBC)", "example-1", "sip.example.net"],
      ...[
        "+6498879333 to +6498879334",
        "+6448879000",
        "LOA-2026-0007",
        "22 November 2027",
        "PCMA, PCMU",
      ],
      ...["203.0.113.64/27", "noc@cradle.example", "14 days", "every 30 seconds"],
      ...["1800 seconds", "240 minutes", "Escalation at Cradle, 2"],
      ...["+6421555123", "working days", "not passed"],
    ]) {
      expect(text).toContain(words);
    }
  });

  it("names every one of hundreds of numbers and terms", async () => {
    const [trunk] = testHandOff().trunks;
    const byocNumbers = Array.from({ length: 450 }, (_, at) => `+6498${1_000_000 + at * 2}`);
    const sheet = { ...testHandOff(), trunks: trunk ? [{ ...trunk, byocNumbers }] : [] };
    const document = createElement(HandOffPdf, { sheet, number: 1, createdAt: new Date(0) });
    const text = (await pdfPages(await renderPdf(document))).join(" ");
    expect(byocNumbers.filter((number) => !text.includes(number))).toEqual([]);
    const terms = Array.from({ length: 450 }, (_, at) => `term-${1000 + at}`);
    const quote = (await quotePages(testQuote(1, { terms: terms.join("\n") }))).join(" ");
    expect(terms.filter((term) => !quote.includes(term))).toEqual([]);
  }, 30_000);
});
