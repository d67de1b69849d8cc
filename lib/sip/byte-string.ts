/** Between byte strings (one character a byte) and buffers. */

/** What Buffer's `write(…, "latin1")` calls. */
interface Latin1Sink {
  latin1Write(text: string, at: number, length: number): number;
}

const SCRATCH_BYTES = 4_096;
const scratch = Buffer.alloc(SCRATCH_BYTES);
// biome-ignore lint/suspicious/noControlCharactersInRegex: every byte is meant
const NOT_BYTES = /[^\x00-\xff]/;

/**
 * The bytes of a byte string at the beginning of a buffer that the next call writes over (longer ones have a buffer of
 * their own); null if a character is not a byte. What is read of it must be read at once.
 */
export function scratchOf(text: string): Buffer | null {
  if (NOT_BYTES.test(text)) return null;
  if (text.length > SCRATCH_BYTES) return Buffer.from(text, "latin1");
  (scratch as unknown as Latin1Sink).latin1Write(text, 0, text.length);
  return scratch;
}

/** What Buffer's `toString("latin1", …)` calls, without the checks before it, which cost half of a short string. */
interface Latin1Source {
  latin1Slice(start: number, end: number): string;
}

/** The byte string of a span, which must lie within the buffer. A copy: it keeps nothing of the message alive. */
export function textAt(bytes: Buffer, start: number, end: number): string {
  return (bytes as unknown as Latin1Source).latin1Slice(start, end);
}

/**
 * The decimal number in these bytes; -1 if there is none, another byte is among them, or it is above `max`. Leading
 * zeros are taken (RFC 4475 §3.1.1.1).
 */
export function decimalAt(bytes: Uint8Array, start: number, end: number, max: number): number {
  if (start >= end) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
    if (value > max) return -1;
  }
  return value;
}
