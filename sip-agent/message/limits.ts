/** Bounds of one message, for parser, framer and writer alike. */

/** Bounds of one message (security.md 11). */
export const LIMITS = {
  /** Whole message in bytes. */
  messageBytes: 65_536,
  headers: 200,
  /** One header with its continuation lines, or the start line, in bytes. */
  headerBytes: 8_192,
} as const;
