// The mail that brings a quote to the customer's contact; the PDF is attached, and says the same and more.
import { formatAmount } from "@/lib/money/amount";
import { formatPercent } from "@/lib/money/decimal";
import type { QuoteSheet } from "@/lib/schemas/quote-sheet";

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/** Subject and text of a sheet that was sent. */
export function quoteMail(sheet: QuoteSheet): { subject: string; textBody: string } {
  const name = `${sheet.number ?? "Quote"}${sheet.revision > 1 ? `, revision ${sheet.revision}` : ""}`;
  const amount = (minor: string) =>
    formatAmount(BigInt(minor), sheet.currencyScale, sheet.currency);
  const tax = `${sheet.tax.name} ${formatPercent(sheet.tax.basisPoints)} %`;
  const until = `${DATE.format(sheet.validUntil)}, ${TIME.format(sheet.validUntil)} UTC`;
  return {
    subject: `Quote ${name} from ${sheet.issuer.legalName}`,
    textBody: [
      `Dear ${sheet.addressee?.name ?? sheet.customer.name},`,
      "",
      `Attached is our quote ${name} for ${sheet.customer.name}:`,
      `the trunk "${sheet.trunk.name}" with ${sheet.trunk.carrierName}.`,
      "",
      `Subtotal   ${amount(sheet.subtotalMinor)}`,
      `${tax}   ${amount(sheet.taxMinor)}`,
      `Total      ${amount(sheet.totalMinor)}`,
      "",
      `Channels: ${sheet.agreedChannels}. Calls per second: ${sheet.agreedCallsPerSec}.`,
      `The quote is valid until ${until}.`,
      ...(sheet.revision > 1 ? ["It takes the place of the revisions before it."] : []),
      "",
      "To accept or decline it, answer this mail. No work begins before you have accepted.",
      "",
      sheet.issuer.legalName,
      ...(sheet.issuer.legalAddress === "" ? [] : [sheet.issuer.legalAddress]),
    ].join("\n"),
  };
}
