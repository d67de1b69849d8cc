/** The one pass over a header section: where each header begins and ends, and nothing decoded. */
import { BACKSLASH, COLON, CR, LF, SP, skipBlanks, TAB, TOKEN_LOWER, trimEnd } from "./char-class";
import { type Fault, makeFault } from "./fault";
import { headerIdAt, SINGLE_COUNT } from "./header-name";
import { LIMITS, type MessageLimits } from "./limits";

/** Numbers stored per header: id and flags, line start, value start, value end. */
export const STRIDE = 4;
/** The id's part of the first number. */
export const ID_MASK = 0xff;
/** The value runs over several lines. */
export const FOLDED = 0x100;
/** Blanks stand between name and colon. */
export const SPACED = 0x200;

/** Ids of which one number has a bit each. */
export const BITS = 31;

/** What a scan finds. Offsets count from the first byte of the buffer. */
export interface HeaderScan {
  /** STRIDE numbers a header, in order; only the first `count` numbers mean anything. */
  readonly spans: readonly number[];
  readonly count: number;
  /** Where the empty line begins: the end of the last header line. */
  readonly headersEnd: number;
  /** First byte after the empty line. */
  readonly bodyStart: number;
  /** The first fault of form; the scan goes on behind it, so that what follows can still be read. */
  readonly fault: Fault | null;
  /** Index into `spans` of the first second line of a single header, -1 if none. */
  readonly duplicate: number;
  /** A bit for each id that was met: those below 31, and the 31 from there. */
  readonly low: number;
  readonly high: number;
}

/** Skips bytes that are no control bytes, four at a time: one test of the sign instead of four. */
function skipText(bytes: Uint8Array, pos: number, end: number): number {
  while (
    pos + 3 < end &&
    ((bytes[pos]! - SP) |
      (bytes[pos + 1]! - SP) |
      (bytes[pos + 2]! - SP) |
      (bytes[pos + 3]! - SP)) >=
      0
  ) {
    pos += 4;
  }
  while (pos < end && bytes[pos]! >= SP) pos++;
  return pos;
}

/** True if an odd number of backslashes stands before `at`: the byte is the second of a quoted pair. */
function isEscaped(bytes: Uint8Array, at: number): boolean {
  let before = at;
  while (before > 0 && bytes[before - 1] === BACKSLASH) before--;
  return ((at - before) & 1) === 1;
}

/**
 * Scans the header lines from `pos` to the empty line. Linear: every byte is looked at once, or twice where a line is
 * at fault.
 */
export function scanHeaders(
  bytes: Buffer,
  pos: number,
  limits: MessageLimits = LIMITS,
): HeaderScan {
  const end = bytes.length;
  // Room for 16 headers; more make the array grow.
  const spans = new Array<number>(16 * STRIDE);
  let count = 0;
  let fault: Fault | null = null;
  let low = 0;
  let high = 0;
  let duplicate = -1;
  let headers = 0;
  for (;;) {
    const lineStart = pos;
    if (pos + 1 >= end) {
      fault ??= makeFault(
        "headers-unterminated",
        pos,
        "the empty line after the headers is missing",
      );
      return { spans, count, headersEnd: pos, bodyStart: end, fault, duplicate, low, high };
    }
    if (bytes[pos] === CR && bytes[pos + 1] === LF) {
      return { spans, count, headersEnd: pos, bodyStart: pos + 2, fault, duplicate, low, high };
    }
    while (pos < end && TOKEN_LOWER[bytes[pos]!] !== 0) pos++;
    const nameEnd = pos;
    let flags = 0;
    while (pos < end && (bytes[pos] === SP || bytes[pos] === TAB)) {
      flags = SPACED;
      pos++;
    }
    const named = pos < end && bytes[pos] === COLON && nameEnd > lineStart;
    if (named) pos++;
    else fault ??= makeFault("header-line", pos, "a header line needs a name, then a colon");
    while (pos < end && bytes[pos] === SP) pos++;
    let valueStart = pos;

    // The value: to the first CRLF that no blank follows.
    for (;;) {
      pos = skipText(bytes, pos, end);
      if (pos >= end) break;
      const byte = bytes[pos]!;
      if (byte === CR && pos + 1 < end && bytes[pos + 1] === LF) {
        if (pos + 2 < end && (bytes[pos + 2] === SP || bytes[pos + 2] === TAB)) {
          flags |= FOLDED;
          pos += 3;
          continue;
        }
        break;
      }
      if (byte === CR || byte === LF) {
        fault ??= makeFault("bare-line-end", pos, "a line ends in CR and LF, both");
      } else if (byte !== TAB && !isEscaped(bytes, pos)) {
        fault ??= makeFault("control-byte", pos, "a control byte stands outside a quoted pair");
      }
      pos++;
    }

    let valueEnd = pos;
    if (flags & FOLDED || bytes[valueStart] === TAB) {
      valueStart = skipBlanks(bytes, valueStart, valueEnd);
    }
    valueEnd = trimEnd(bytes, valueStart, valueEnd);
    if (pos - lineStart > limits.headerBytes) {
      fault ??= makeFault(
        "header-too-long",
        lineStart,
        `a header is longer than ${limits.headerBytes} bytes`,
      );
    }
    if (++headers > limits.headers) {
      fault ??= makeFault("too-many-headers", lineStart, `more than ${limits.headers} headers`);
    } else if (named) {
      const id = headerIdAt(bytes, lineStart, nameEnd);
      if (id < BITS) {
        const bit = 1 << id;
        if (id < SINGLE_COUNT && low & bit && duplicate < 0) duplicate = count;
        low |= bit;
      } else if (id < 2 * BITS) high |= 1 << (id - BITS);
      spans[count] = id | flags;
      spans[count + 1] = lineStart;
      spans[count + 2] = valueStart;
      spans[count + 3] = valueEnd;
      count += STRIDE;
    }
    pos += 2;
    if (pos > end) pos = end;
  }
}
