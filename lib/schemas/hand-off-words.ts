// What the hand-off sheet says in the same words on the page, in print and as PDF.
import type { HandOffSheet } from "./hand-off-sheet";

type Trunk = HandOffSheet["trunks"][number];

/** `UDP 5060, TLS 5061`: each transport with its own port. */
export function portWords(
  sheet: Pick<HandOffSheet, "transports" | "sipPort" | "sipTlsPort">,
): string {
  return sheet.transports
    .map((name) => `${name.toUpperCase()} ${name === "tls" ? sheet.sipTlsPort : sheet.sipPort}`)
    .join(", ");
}

/** What goes with TLS, toward Cradle and back; null where neither way uses it. */
export function tlsWords(sheet: HandOffSheet): string | null {
  const sentences: string[] = [];
  if (sheet.transports.includes("tls")) {
    sentences.push(
      "Cradle's certificate is for the name that you call: ask for that name (SNI) and verify the certificate. Cradle asks for no certificate of yours there.",
    );
  }
  if (sheet.gateways.some((row) => row.transport.toLowerCase() === "tls")) {
    sentences.push(
      "Where Cradle calls you by TLS, your certificate must be for the host of the gateway; Cradle verifies it, and shows none itself.",
    );
  }
  return sentences.length === 0 ? null : `${sentences.join(" ")} TLS 1.2 or later.`;
}

export function digestWords({ md5Only }: NonNullable<HandOffSheet["digest"]>): string {
  return md5Only ? "MD5 alone" : "SHA-256 or MD5";
}

export function sessionTimerWords({ sessionTimerSec }: HandOffSheet): string {
  return `Session-Expires (RFC 4028) passes both ways. Where neither side asks for a timer, Cradle asks for ${sessionTimerSec} seconds; whoever knows none goes on without.`;
}

export function optionsWords({ optionsIntervalSec }: HandOffSheet): string {
  return `Cradle asks each gateway every ${optionsIntervalSec} seconds whether it is there; any answer will do. Yours are answered with 200.`;
}

/** The carrier's limits over all its trunks; null where there are none. */
export function limitWords({ maxChannels, maxCallsPerSec }: HandOffSheet): string | null {
  const parts = [
    ...(maxChannels === null ? [] : [`${maxChannels} calls at the same time`]),
    ...(maxCallsPerSec === null ? [] : [`${maxCallsPerSec} new calls per second`]),
  ];
  return parts.length === 0 ? null : `At most ${parts.join(" and ")}, over all trunks together.`;
}

/** Null in versions that did not name it. */
export function longestCallWords({ longestCallSec }: Trunk): string | null {
  if (longestCallSec === null) return null;
  const minutes = longestCallSec / 60;
  return Number.isInteger(minutes) ? `${minutes} minutes` : `${longestCallSec} seconds`;
}

/** Headers that do not pass on a trunk; null where all do. */
export function removedHeaderWords({ removedHeaders }: Trunk): string | null {
  return removedHeaders.length === 0
    ? null
    : `${removedHeaders.join(", ")}: not passed on this trunk`;
}

/** How the tests before going live are made: what is called each way, and when. */
export function testWords({ testNumbers, testWindow }: HandOffSheet): {
  readonly toCradle: string;
  readonly toCarrier: string;
  readonly window: string;
} {
  return {
    toCradle: "any of your numbers that lead to Cradle, as listed with each trunk",
    toCarrier: testNumbers.length === 0 ? "not agreed yet" : testNumbers.join(", "),
    window: testWindow || "not agreed yet",
  };
}

/** What either side owes the other before it changes something. */
export function noticeWords({ noticeDays }: HandOffSheet): string {
  return `Either side tells the other of a change of names, addresses, ports, transports, codecs or media ranges at least ${noticeDays} days before.`;
}
