/** Character classes of RFC 3261 §25.1 as tables, so that each byte costs one look-up. */

const ALPHANUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const UNRESERVED = `${ALPHANUM}-_.!~*'()`;

/** Lower-case byte of each token character, 0 for all others. */
export const TOKEN_LOWER = new Uint8Array(256);
for (const char of `${ALPHANUM}-.!%*_+\`'~`) {
  TOKEN_LOWER[char.charCodeAt(0)] = char.toLowerCase().charCodeAt(0);
}

/** Bits of `CLASS`. `%` is in none: an escape is checked apart. */
export const IS_USER = 1;
export const IS_PASSWORD = 2;
export const IS_URI_PARAM = 4;
export const IS_URI_HEADER = 8;
/** Any character of an absolute URI (RFC 2396: reserved, unreserved), and brackets of an IPv6 reference. */
export const IS_URI = 16;
/** Characters of a Call-ID: every visible one, for it is opaque, and not all devices keep to the RFC's word. */
export const IS_CALL_ID = 32;
/**
 * Characters taken in the value of a header parameter: token and host of the RFC, and the visible characters that real
 * devices put into tags and branches. Never blank, comma, semicolon, quote, angle bracket or backslash.
 */
export const IS_PARAM_VALUE = 64;
export const IS_HEX = 128;
/** Letters, digits, hyphen and (not in the RFC, but in use) underscore: the bytes of a host name's label. */
export const IS_LABEL = 256;
/** What may stand in a URI inside a header, escapes and `#` included; the URI's own parser is stricter. */
export const IS_URI_IN_HEADER = 512;
/** Bytes of a display name without quotes: tokens, blanks, and UTF-8, which the RFC wants quoted but many do not. */
export const IS_DISPLAY = 1024;

/** Bit set of classes for each byte. */
export const CLASS = new Uint16Array(256);
function mark(bit: number, chars: string): void {
  for (const char of chars) CLASS[char.charCodeAt(0)]! |= bit;
}
mark(IS_USER, `${UNRESERVED}&=+$,;?/`);
mark(IS_PASSWORD, `${UNRESERVED}&=+$,`);
mark(IS_URI_PARAM, `${UNRESERVED}[]/:&+$`);
mark(IS_URI_HEADER, `${UNRESERVED}[]/?:+$`);
mark(IS_URI, `${UNRESERVED};/?:@&=+$,[]`);
for (let byte = 33; byte < 127; byte++) CLASS[byte]! |= IS_CALL_ID;
mark(IS_PARAM_VALUE, `${ALPHANUM}-.!%*_+\`'~[]:/@=?&$#(){}|^`);
mark(IS_HEX, "0123456789ABCDEFabcdef");
mark(IS_LABEL, `${ALPHANUM}-_`);
mark(IS_URI_IN_HEADER, `${UNRESERVED};/?:@&=+$,[]%#`);
mark(IS_DISPLAY, `${ALPHANUM}-.!%*_+\`'~ \t\r\n`);
for (let byte = 128; byte < 256; byte++) CLASS[byte]! |= IS_DISPLAY;

export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SP = 32;
export const QUOTE = 34;
export const PERCENT = 37;
export const AMPERSAND = 38;
export const STAR = 42;
export const PLUS = 43;
export const COMMA = 44;
export const DOT = 46;
export const SLASH = 47;
export const COLON = 58;
export const SEMICOLON = 59;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
export const QUESTION = 63;
export const AT = 64;
export const LEFT_BRACKET = 91;
export const BACKSLASH = 92;
export const RIGHT_BRACKET = 93;

/** True for a decimal digit. */
export function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/** Skips blanks from `at`, continuation line ends included (the scan has made sure a line end is followed by one). */
export function skipBlanks(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const byte = bytes[at]!;
    if (byte !== SP && byte !== TAB && byte !== CR && byte !== LF) break;
    at++;
  }
  return at;
}

/** The end of a span without the blanks (and continuation line ends) before it. */
export function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  while (end > start) {
    const byte = bytes[end - 1]!;
    if (byte !== SP && byte !== TAB && byte !== CR && byte !== LF) break;
    end--;
  }
  return end;
}
