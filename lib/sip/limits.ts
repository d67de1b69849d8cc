/** Bounds of one message, for parser, framer and writer alike. */

export interface MessageLimits {
  /** Whole message in bytes. */
  readonly messageBytes: number;
  readonly headers: number;
  /** One header with its continuation lines, or the start line, in bytes. */
  readonly headerBytes: number;
}

/** Bounds of one received message (security.md 11). */
export const LIMITS: MessageLimits = {
  messageBytes: 65_536,
  headers: 200,
  headerBytes: 8_192,
};

/** Bounds of what we write: what came in at the limit leaves with Via, Record-Route and other names of hosts on top. */
export const OWN_LIMITS: MessageLimits = {
  messageBytes: 73_728,
  headers: 216,
  headerBytes: 9_216,
};
