/** Bytes to message: one linear scan, no exception, bounded in every direction. */
import type { Fault } from "./fault";
import type { SipMessage } from "./message";

/** Bounds of one message (security.md 11). */
export const LIMITS = {
  /** Whole message in bytes. */
  messageBytes: 65_536,
  headers: 200,
  /** One header with its continuation lines, or the start line, in bytes. */
  headerBytes: 8_192,
} as const;

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
}

/**
 * Parses one message. Never throws; linear in the number of bytes. The buffer is kept, not copied: it must not be
 * reused by the caller.
 */
export function parseMessage(bytes: Buffer, options?: ParseOptions): ParseResult {
  throw new Error(`to come: ${bytes.length} ${options?.mode}`);
}

/** True if a 400 can be built and sent back: a request other than ACK whose topmost Via can be read. */
export function isAnswerable(partial: SipMessage | null): partial is SipMessage {
  return partial?.isRequest === true && partial.method !== "ACK" && partial.topVia !== null;
}
