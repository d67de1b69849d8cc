// Row ids as four 32-bit words: a million of them in 16 MB rather than as a million strings.

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

/** Four digits for each half word: an id is written on the path of a message. */
const HEX = Array.from({ length: 0x10000 }, (_, half) => half.toString(16).padStart(4, "0"));

/** The uuid of four words, in lower case. */
export function uuidText(a: number, b: number, c: number, d: number): string {
  const first = `${HEX[a >>> 16]}${HEX[a & 0xffff]}-${HEX[b >>> 16]}-${HEX[b & 0xffff]}`;
  return `${first}-${HEX[c >>> 16]}-${HEX[c & 0xffff]}${HEX[d >>> 16]}${HEX[d & 0xffff]}`;
}

function nibbleOf(char: number): number {
  if (char >= 48 && char <= 57) return char - 48;
  const lower = char | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
