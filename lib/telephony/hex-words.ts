/**
 * Two bytes in hexadecimal, all of them in one table: an id or a branch is written on the path of each message, in a tenth of
 * the time that `toString(16)` takes.
 */
const HEX_16 = Array.from({ length: 0x10000 }, (_, word) => word.toString(16).padStart(4, "0"));

/** The low 16 bits as four lower-case hexadecimal digits. */
export function hex16(word: number): string {
  return HEX_16[word & 0xffff]!;
}

/** 32 bits as eight lower-case hexadecimal digits. */
export function hex32(word: number): string {
  return hex16(word >>> 16) + hex16(word);
}
