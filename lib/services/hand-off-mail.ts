// The mail that brings a hand-off sheet to the carrier's contact; the PDF is attached, and says all of it.
import type { HandOffVersion } from "@/lib/schemas/hand-off";

/** Subject and text for a version that was sent; `changes` since the version the carrier acknowledged last. */
export function handOffMail(
  version: HandOffVersion,
  changes: readonly string[],
): { subject: string; textBody: string } {
  const { content: sheet } = version;
  return {
    subject: `Cradle BYOC: hand-off sheet for ${sheet.carrierName}, version ${version.number}`,
    textBody: [
      `Dear ${version.sentToName ?? sheet.carrierName},`,
      "",
      `Attached is version ${version.number} of what your network needs to exchange calls with Cradle.`,
      "",
      `Send INVITEs to the FQDN of the trunk under ${sheet.signallingFqdn}, never to an address.`,
      "Cradle's requests come from that FQDN and from these addresses alone:",
      ...sheet.egressAddresses.map(
        ({ address, label }) => `- ${address}${label === "" ? "" : ` (${label})`}`,
      ),
      ...(changes.length === 0
        ? []
        : ["", "New since the version you acknowledged:", ...changes.map((line) => `- ${line}`)]),
      "",
      "Please answer this mail and confirm that you allow the FQDN and every one of these addresses.",
      "A password, where one is used, is never sent by this way.",
      ...(sheet.nocContact === "" ? [] : ["", `Cradle's NOC: ${sheet.nocContact}`]),
    ].join("\n"),
  };
}
