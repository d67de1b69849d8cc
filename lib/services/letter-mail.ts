// The mail that brings a letter of authorisation to the carrier's contact; the PDF is attached, and lists the numbers.
import type { LoaSheet } from "@/lib/schemas/loa-sheet";

/** Subject and text for a letter that was drawn. */
export function letterMail(
  sheet: LoaSheet,
  addressee: string,
): { subject: string; textBody: string } {
  const { reference, numbers, issuer, note } = sheet;
  const count = numbers.length === 1 ? "one number" : `${numbers.length} numbers`;
  return {
    subject: `Letter of authorisation ${reference} from ${issuer.legalName || "Cradle"}`,
    textBody: [
      `Dear ${addressee},`,
      "",
      `Attached is our letter of authorisation ${reference} for ${count}.`,
      `We ask ${sheet.carrierName} to confirm that each of them is ours, and to let it pass as A-number of the`,
      "calls that we send you.",
      ...(note === "" ? [] : ["", note]),
      "",
      `Please answer this mail, name ${reference}, and say which numbers you confirm and until when.`,
      "",
      issuer.legalName || "Cradle",
      ...(issuer.legalAddress === "" ? [] : [issuer.legalAddress]),
    ].join("\n"),
  };
}
