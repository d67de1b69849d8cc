/** Bytes to message: one linear scan, no exception, bounded in every direction. */
import { decimalAt } from "./byte-string";
import { CR, LF } from "./char-class";
import { type Fault, makeFault } from "./fault";
import { H } from "./header-name";
import { LIMITS, type MessageLimits } from "./limits";
import { SipMessage } from "./message";
import { type HeaderScan, ID_MASK, STRIDE, scanHeaders } from "./scan-headers";
import { readStartLine, type StartLine } from "./start-line";

export { LIMITS } from "./limits";

/**
 * `ok` with the message, or the first fault with whatever could be read. `partial` is null if not even the first line
 * made sense; otherwise its getters work as far as the bytes allow (see `isAnswerable`).
 */
export type ParseResult =
  | { readonly ok: true; readonly message: SipMessage }
  | { readonly ok: false; readonly fault: Fault; readonly partial: SipMessage | null };

export interface ParseOptions {
  /**
   * `datagram` (default): the body is the rest; a shorter Content-Length truncates, a longer one is a fault
   * (RFC 3261 §18.3). `stream`: Content-Length is mandatory and the bytes must be exactly one message.
   */
  readonly mode?: "datagram" | "stream";
  /** Default: those of received messages. */
  readonly limits?: MessageLimits;
}

/** Everything before the body, for a framer that must know the length before the body is there. */
export interface Head {
  readonly line: StartLine;
  readonly scan: HeaderScan;
  /** Value of Content-Length, -1 if there is none. */
  readonly contentLength: number;
  readonly fault: Fault | null;
}

/** Reads start line and headers; the first byte is the start line's. */
export function readHead(bytes: Buffer, limits: MessageLimits = LIMITS): Head {
  const line = readStartLine(bytes);
  const scan = scanHeaders(bytes, line.end, limits);
  let contentLength = -1;
  let lengthFault: Fault | null = null;
  const { spans, count } = scan;
  for (let i = 0; i < count; i += STRIDE) {
    if ((spans[i]! & ID_MASK) !== H.contentLength) continue;
    const start = spans[i + 2]!;
    const length = decimalAt(bytes, start, spans[i + 3]!, 0x7fffffff);
    if (contentLength >= 0 || length < 0) {
      const why = length < 0 ? "is not a decimal number below 2^31" : "stands more than once";
      lengthFault ??= makeFault(
        "content-length-invalid",
        start,
        `Content-Length ${why}`,
        "Content-Length",
      );
    }
    contentLength = length;
  }
  // A fault that loses the frame outweighs one in the start line, which does not.
  const headFault = scan.fault ?? lengthFault;
  const fault = line.fault?.fatal || headFault === null ? line.fault : headFault;
  return { line, scan, contentLength, fault };
}

/** The end of a message of which only the head has been read: header section plus Content-Length. */
export function messageEnd(head: Head): number {
  return head.scan.bodyStart + Math.max(0, head.contentLength);
}

/** A refusal with whatever can be read of the message. */
export function refuse(bytes: Buffer, head: Head, fault: Fault): ParseResult {
  const partial = fault.code === "not-sip" ? null : new SipMessage(bytes, head.line, head.scan);
  return { ok: false, fault, partial };
}

/**
 * Parses one message. Never throws; linear in the number of bytes. The buffer is kept, not copied: it must not be
 * reused by the caller.
 */
export function parseMessage(bytes: Buffer, options?: ParseOptions): ParseResult {
  const limits = options?.limits ?? LIMITS;
  let start = 0;
  while (start < bytes.length && (bytes[start] === CR || bytes[start] === LF)) start++;
  if (start === bytes.length) {
    return { ok: false, fault: makeFault("empty", 0, "nothing but line ends"), partial: null };
  }
  let own = start === 0 ? bytes : bytes.subarray(start);
  if (own.length > limits.messageBytes) {
    own = own.subarray(0, limits.messageBytes);
    const detail = `a message has at most ${limits.messageBytes} bytes`;
    return refuse(own, readHead(own), makeFault("message-too-large", limits.messageBytes, detail));
  }
  const head = readHead(own, limits);
  const streaming = options?.mode === "stream";
  if (head.fault !== null) return refuse(own, head, head.fault);
  const bodyStart = head.scan.bodyStart;
  if (head.contentLength < 0) {
    if (streaming) return refuse(own, head, lengthMissing(bodyStart));
  } else {
    const end = bodyStart + head.contentLength;
    if (end > own.length || (streaming && end < own.length)) {
      return refuse(own, head, lengthMismatch(head.contentLength, own.length - bodyStart));
    }
    if (end < own.length) own = own.subarray(0, end);
  }
  return { ok: true, message: new SipMessage(own, head.line, head.scan) };
}

/** Without Content-Length a stream has no frame (RFC 3261 §20.14). */
export function lengthMissing(offset: number): Fault {
  const detail = "a message on a stream needs Content-Length";
  return makeFault("content-length-missing", offset, detail, "Content-Length");
}

function lengthMismatch(said: number, there: number): Fault {
  const detail = `Content-Length says ${said}, the body has ${there} bytes`;
  return makeFault("content-length-mismatch", 0, detail, "Content-Length");
}

/** True if a 400 can be built and sent back: a request other than ACK whose topmost Via can be read. */
export function isAnswerable(partial: SipMessage | null): partial is SipMessage {
  return partial?.isRequest === true && partial.method !== "ACK" && partial.topVia !== null;
}
