// Draws text from chance: what nobody types by choice, and somebody must be able to copy.

/** Letters and digits without those that are taken for another: no I, O, i, l, o, 0, 1. No mark needs quoting anywhere. */
const CLEAR = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";
const CLEAR_LOWER = "abcdefghjkmnpqrstuvwxyz23456789";

/** 24 of 55: 138 bits. */
const PASSWORD_LENGTH = 24;

type RandomBytes = (length: number) => Uint8Array;

/** The password of a SIP credential. */
export function drawPassword(randomBytes: RandomBytes): string {
  return drawText(randomBytes, CLEAR, PASSWORD_LENGTH);
}

/** The username of a SIP credential where none is given, such as "byoc-x7f2k9qa". */
export function drawUsername(randomBytes: RandomBytes): string {
  return `byoc-${drawText(randomBytes, CLEAR_LOWER, 8)}`;
}

/** Every letter equally likely: a byte beyond the last whole round of the alphabet is drawn again. */
function drawText(randomBytes: RandomBytes, alphabet: string, length: number): string {
  const fair = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) {
      if (byte < fair) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}
