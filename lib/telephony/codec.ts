// Codecs by their RTP encoding names, as SDP writes them.

/** Names of the IANA registry that telephony equipment speaks, in the registry's spelling. */
export const CODEC_NAMES = [
  ...["PCMA", "PCMU", "G722", "G723", "G728", "G729", "G7221", "G726-16", "G726-24", "G726-32"],
  ...["G726-40", "G711-0", "GSM", "GSM-EFR", "GSM-HR-08", "AMR", "AMR-WB", "AMR-WB+", "EVS"],
  ...["iLBC", "opus", "SPEEX", "BV16", "BV32", "L8", "L16", "CN", "telephone-event", "T38", "RED"],
] as const;

/** The registry's spelling of a codec's name in any case ("pcma" is PCMA), or null for no codec we know. */
export function codecName(text: string): string | null {
  const word = text.trim().toLowerCase();
  return CODEC_NAMES.find((name) => name.toLowerCase() === word) ?? null;
}
