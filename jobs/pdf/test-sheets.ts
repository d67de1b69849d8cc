// Sheets for tests of the PDFs.
import type { HandOffSheet } from "@/lib/schemas/hand-off-sheet";
import type { LoaSheet } from "@/lib/schemas/loa-sheet";
import type { QuoteSheet } from "@/lib/schemas/quote-sheet";

const ISSUER = { legalName: "Cradle Limited", legalAddress: "1 Example Street\nAuckland 1010" };

/** A quote of `count` lines of 2 × 12.50 less 10 %, with 15 % tax. */
export function testQuote(count: number, overrides: Partial<QuoteSheet> = {}): QuoteSheet {
  const subtotal = BigInt(count) * 2250n;
  const tax = (subtotal * 15n + 50n) / 100n;
  const kinds = ["one_off", "monthly", "usage"] as const;
  return {
    number: "Q-2026-0042",
    revision: 2,
    issuer: ISSUER,
    customer: { name: "Kererū Māori Trust", accountReference: "ACC-77" },
    addressee: { name: "Accounts desk", email: "accounts@customer.example" },
    trunk: { name: "Auckland office", carrierName: "Example Telecom" },
    sentAt: new Date("2026-11-22T16:05Z"),
    validUntil: new Date("2026-12-22T16:05Z"),
    currency: "NZD",
    currencyScale: 2,
    lines: Array.from({ length: count }, (_, index) => ({
      position: index + 1,
      kind: kinds[index % 3] ?? "usage",
      description: `Item number ${index + 1} of this quote`,
      quantity: "2",
      unitPrice: "12.50",
      discountBasisPoints: 1000,
      totalMinor: "2250",
    })),
    subtotalMinor: String(subtotal),
    tax: { country: "NZ", name: "GST", basisPoints: 1500 },
    taxMinor: String(tax),
    totalMinor: String(subtotal + tax),
    agreedChannels: 30,
    agreedCallsPerSec: 5,
    terms: "Payment within 20 days.\nPrices hold for twelve months.",
    excluded: [
      "No emergency calls: calls to emergency services are not carried on this trunk.",
      "The carrier's own charges.",
    ],
    ...overrides,
  };
}

export function testLoa(count: number, overrides: Partial<LoaSheet> = {}): LoaSheet {
  return {
    reference: "LOA-2026-0007",
    date: new Date("2026-11-22T16:05Z"),
    issuer: ISSUER,
    carrierName: "Example Telecom",
    numbers: Array.from({ length: count }, (_, index) => ({
      e164: `+6498${String(8_000_000 + index).slice(-7)}`,
      customerName: "Kererū Māori Trust",
    })),
    signallingFqdn: "byoc.sip.cradle.example",
    egressAddresses: ["203.0.113.10", "2001:db8::10"],
    note: "Please answer within ten days.",
    submittedBy: "Onboarding desk",
    ...overrides,
  };
}

export function testHandOff(): HandOffSheet {
  return {
    issuer: ISSUER,
    carrierName: "Example Telecom",
    signallingFqdn: "byoc.sip.cradle.example",
    sipPort: 5060,
    sipTlsPort: 5061,
    transports: ["udp", "tcp"],
    egressAddresses: [{ address: "203.0.113.10", label: "Auckland" }],
    mediaRanges: ["203.0.113.64/27"],
    codecs: ["PCMA", "PCMU", "telephone-event"],
    digest: { realm: "byoc.sip.cradle.example", usernames: ["example-1"], md5Only: false },
    aclEntries: [{ block: "198.51.100.0/29", label: "SBC" }],
    gateways: [
      { host: "sip.example.net", port: null, transport: "udp", priority: 10, weight: 100 },
      { host: "198.51.100.20", port: 5080, transport: "tcp", priority: 20, weight: 50 },
    ],
    optionsIntervalSec: 30,
    sessionTimerSec: 1800,
    ...{ maxChannels: 60, maxCallsPerSec: 10 },
    escalation: ["Duty engineer, +6448879998, at any hour", "Head of operations, +6448879997"],
    testNumbers: ["+6421555123"],
    testWindow: "working days 09:00 to 17:00, New Zealand time",
    trunks: [
      {
        name: "Auckland office",
        customerName: "Kererū Māori Trust",
        fqdn: "t-7h2k.byoc.sip.cradle.example",
        maxChannels: 30,
        maxCallsPerSec: null,
        ...{ longestCallSec: 14_400, removedHeaders: ["Diversion"] },
        byocNumbers: ["+6498879333", "+6498879334"],
        cradleNumbers: [
          {
            e164: "+6448879000",
            reference: "LOA-2026-0007",
            validUntil: "2027-11-22T00:00:00.000Z",
          },
        ],
      },
    ],
    nocContact: "noc@cradle.example, +6448879999",
    contacts: [{ role: "NOC", name: "Night desk", email: "noc@example.net", phone: null }],
    noticeDays: 14,
  };
}
