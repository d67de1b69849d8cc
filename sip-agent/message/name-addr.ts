/** Name and address as in From, To, Contact, Route, P-Asserted-Identity (RFC 3261 §20.10, §25.1). */
import type { Param } from "./params";
import type { ParsedUri } from "./sip-uri";

/** A parsed name-addr or addr-spec with its header parameters. Strings are byte strings. */
export interface NameAddr {
  /** Display name, unquoted and unescaped; null if none was written. */
  readonly display: string | null;
  /** URI as written, without angle brackets. `*` for the Contact wildcard. */
  readonly uri: string;
  /** The URI parsed; null only for the wildcard `*`. */
  readonly parsedUri: ParsedUri | null;
  /** Header parameters (those after `>`), not the URI's own. */
  readonly params: readonly Param[];
  readonly tag: string | null;
}

/** Parses one value; null if it is malformed, its URI included. */
export function parseNameAddr(value: string): NameAddr | null {
  throw new Error(`to come: ${value}`);
}
