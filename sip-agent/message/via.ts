/** One Via value (RFC 3261 §20.42, RFC 3581): where a request came from and where its response goes. */
import type { Param } from "./params";

/** A parsed Via value. Strings are byte strings: one character a byte. */
export interface Via {
  /** `SIP/2.0`, blanks removed. */
  readonly protocol: string;
  /** Upper-case: `UDP`, `TCP`, `TLS`, or whatever else was written. */
  readonly transport: string;
  /** Host of sent-by, lower-case, IPv6 without brackets. */
  readonly host: string;
  /** Port of sent-by, null if none was written. */
  readonly port: number | null;
  readonly branch: string | null;
  /** Address, IPv6 without brackets (both forms are read: RFC 5118 §4.5). */
  readonly received: string | null;
  /** undefined: no rport; null: `;rport` asked for (RFC 3581); a number: filled in. */
  readonly rport: number | null | undefined;
  readonly maddr: string | null;
  readonly ttl: number | null;
  /** Every parameter in order, those above too. */
  readonly params: readonly Param[];
}

/** Where a message really came from: the socket's address (IPv6 without brackets) and port. */
export interface Source {
  readonly address: string;
  readonly port: number;
}

/** Parses one Via value; null if it is malformed. */
export function parseVia(value: string): Via | null {
  throw new Error(`to come: ${value}`);
}
