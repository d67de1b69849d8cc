// Row ids as four 32-bit words: a million of them in 16 MB rather than as a million strings.

import { hex16, hex32 } from "@/lib/telephony/hex-words";

/** Words of a uuid, most significant first, written to `into`; false when the text is no uuid. */
export function readUuid(text: string, into: Uint32Array): boolean {
  if (text.length !== 36) return false;
  let word = 0;
  let digits = 0;
  for (let i = 0; i < 36; i++) {
    const char = text.charCodeAt(i);
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (char !== 45) return false;
      continue;
    }
    const nibble = nibbleOf(char);
    if (nibble < 0) return false;
    word = (word << 4) | nibble;
    digits++;
    if (digits % 8 === 0) {
      into[digits / 8 - 1] = word;
      word = 0;
    }
  }
  return true;
}

/** The uuid of four words, in lower case. */
export function uuidText(a: number, b: number, c: number, d: number): string {
  const first = `${hex32(a)}-${hex16(b >>> 16)}-${hex16(b)}`;
  return `${first}-${hex16(c >>> 16)}-${hex16(c)}${hex32(d)}`;
}

function nibbleOf(char: number): number {
  if (char >= 48 && char <= 57) return char - 48;
  const lower = char | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
