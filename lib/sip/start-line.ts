/** The first line of a message: request line or status line (RFC 3261 §7.1, §7.2). */
import { decimalAt, textAt } from "./byte-string";
import { CR, isDigit, LF, SP, TAB, TOKEN_LOWER } from "./char-class";
import { type Fault, makeFault } from "./fault";
import { LIMITS } from "./limits";
import { methodAt } from "./method";

/** A start line by its spans. Offsets count from the first byte of the message. */
export interface StartLine {
  readonly isRequest: boolean;
  readonly method: string;
  /** Request-URI, or reason phrase of a response. */
  readonly textStart: number;
  readonly textEnd: number;
  /** 0 in a request, and in a response whose code is at fault. */
  readonly status: number;
  readonly version: string;
  /** First byte of the next line. */
  readonly end: number;
  readonly fault: Fault | null;
}

/** Reads the start line at the first byte. `not-sip` where the line does not even name the protocol. */
export function readStartLine(bytes: Buffer): StartLine {
  const total = bytes.length;
  let at = 0;
  while (at < total && TOKEN_LOWER[bytes[at]!] !== 0) at++;
  const methodEnd = at;
  if (at > 0 && at < total && bytes[at] === SP) {
    const uriStart = ++at;
    while (at < total && bytes[at]! > SP && bytes[at] !== 127) at++;
    const uriEnd = at;
    if (uriEnd > uriStart && at + 9 < total && bytes[at] === SP && isSip20(bytes, at + 1)) {
      at += 8;
      if (bytes[at] === CR && bytes[at + 1] === LF && at <= LIMITS.headerBytes) {
        const method = methodAt(bytes, 0, methodEnd);
        return {
          isRequest: true,
          method,
          textStart: uriStart,
          textEnd: uriEnd,
          status: 0,
          version: "2.0",
          end: at + 2,
          fault: null,
        };
      }
    }
  }
  return readPlainStatus(bytes) ?? readUnusual(bytes, methodEnd);
}

/** A status line in its usual form, by far the most; null for any other line. */
function readPlainStatus(bytes: Buffer): StartLine | null {
  if (bytes.length < REASON_AT + 2 || !isSip20(bytes, 0) || bytes[7] !== SP) return null;
  if (bytes[REASON_AT - 1] !== SP) return null;
  const status = decimalAt(bytes, 8, REASON_AT - 1, 699);
  if (status < 100) return null;
  const most = Math.min(bytes.length - 1, LIMITS.headerBytes);
  let at = REASON_AT;
  while (at < most && bytes[at]! >= SP && bytes[at] !== 127) at++;
  if (bytes[at] !== CR || bytes[at + 1] !== LF) return null;
  return {
    isRequest: false,
    method: "",
    textStart: REASON_AT,
    textEnd: at,
    status,
    version: "2.0",
    end: at + 2,
    fault: null,
  };
}

/** Where the reason phrase begins: behind `SIP/2.0 200 `. */
const REASON_AT = 12;

/** True if `SIP/2.0` stands there, in any case. */
function isSip20(bytes: Uint8Array, at: number): boolean {
  return (
    (bytes[at]! | 32) === 115 &&
    (bytes[at + 1]! | 32) === 105 &&
    (bytes[at + 2]! | 32) === 112 &&
    bytes[at + 3] === 47 &&
    bytes[at + 4] === 50 &&
    bytes[at + 5] === 46 &&
    bytes[at + 6] === 48
  );
}

/** Status lines, other versions, and every line at fault. */
function readUnusual(bytes: Buffer, methodEnd: number): StartLine {
  const total = bytes.length;
  let end = 0;
  while (end < total && bytes[end] !== CR && bytes[end] !== LF) end++;
  const next = end + (bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1);
  let fault: Fault | null = null;
  if (end >= total) {
    fault = makeFault("not-sip", end, "the first line has no end");
  } else if (next !== end + 2) {
    fault = makeFault("bare-line-end", end, "the first line ends in CR and LF, both");
  } else if (end > LIMITS.headerBytes) {
    fault = makeFault("header-too-long", 0, `the first line exceeds ${LIMITS.headerBytes} bytes`);
  }
  // Past the longest line allowed only the fault counts; the text is not looked at.
  const line = textAt(bytes, 0, Math.min(end, LIMITS.headerBytes));
  const status = /^SIP\/(\d{1,5}\.\d{1,5})(?: |$)/i.exec(line);
  if (status !== null) return readStatusLine(bytes, line, status[1]!, next, fault);

  const version = / SIP\/(\d{1,5}\.\d{1,5})$/i.exec(trimRight(line));
  const wellFormed = /^[^ ]+ [^ ]+ [^ ]+$/.test(line) && !hasControl(line);
  if (version === null) fault ??= makeFault("not-sip", 0, "the first line is not SIP");
  else if (!wellFormed || methodEnd === 0 || bytes[methodEnd] !== SP) {
    fault ??= makeFault(
      "request-line",
      methodEnd,
      "a request line is method, URI and version with one space between",
    );
  }
  const readable = fault === null;
  return {
    isRequest: true,
    method: methodAt(bytes, 0, methodEnd),
    textStart: readable ? methodEnd + 1 : 0,
    textEnd: readable ? end - (version?.[0].length ?? 0) : 0,
    status: 0,
    version: version?.[1] ?? "",
    end: Math.min(next, total),
    fault,
  };
}

/** `SIP/2.0 SP 3DIGIT SP reason`; the space before an empty reason may be missing, as it often is. */
function readStatusLine(
  bytes: Buffer,
  line: string,
  version: string,
  next: number,
  known: Fault | null,
): StartLine {
  const at = version.length + 5;
  const digits =
    isDigit(bytes[at] ?? 0) && isDigit(bytes[at + 1] ?? 0) && isDigit(bytes[at + 2] ?? 0);
  const status = digits ? Number(line.slice(at, at + 3)) : 0;
  const behind = line.charAt(at + 3);
  const sound = status >= 100 && status <= 699 && (behind === " " || behind === "");
  let fault = known;
  if (!sound) {
    fault ??= makeFault(
      "status-line",
      at,
      "a status is three digits from 100 to 699, then a space",
    );
  } else if (hasControl(line)) {
    fault ??= makeFault("status-line", at + 3, "a control byte stands in the reason phrase");
  }
  const textStart = Math.min(at + 4, line.length);
  return {
    isRequest: false,
    method: "",
    textStart,
    textEnd: line.length,
    status: sound ? status : 0,
    version,
    end: Math.min(next, bytes.length),
    fault,
  };
}

/** True if the line holds a control byte other than TAB. */
function hasControl(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if ((code < SP && code !== TAB) || code === 127) return true;
  }
  return false;
}

/** Without the blanks at the end. */
function trimRight(line: string): string {
  let end = line.length;
  while (end > 0 && (line.charCodeAt(end - 1) === SP || line.charCodeAt(end - 1) === TAB)) end--;
  return line.slice(0, end);
}
