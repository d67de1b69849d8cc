/** A received SIP message: spans of its own bytes, decoded only when asked. */
import type { NameAddr } from "./name-addr";
import type { ParsedUri } from "./sip-uri";
import type { Via } from "./via";

/** CSeq: `sequence` is below 2^31, `method` as written (methods are case-sensitive). */
export interface CSeq {
  readonly sequence: number;
  readonly method: string;
}

/**
 * A parsed message, request or response. It keeps the buffer it was made from, which must not change afterwards.
 *
 * Every string is a byte string (latin1): one character a byte, so that what is read can be written back
 * unchanged. Use `Buffer.from(text, "latin1").toString("utf8")` to show one to people.
 * Getters of single values are null if the header is absent or malformed; lists are empty if it is absent, null if
 * any value is malformed. `checkRequest`/`checkResponse` tell the two apart; after they passed, `topVia`, `from`,
 * `to`, `callId` and `cseq` are not null.
 */
export interface SipMessage {
  /** This message alone: from the start line to the end of the body. */
  readonly bytes: Buffer;
  readonly isRequest: boolean;
  /** Request method as written; in a response the empty string (see `cseq.method`). */
  readonly method: string;
  /** Request-URI as written; in a response the empty string. */
  readonly requestUri: string;
  /** Request-URI parsed; null if malformed or in a response. */
  readonly parsedRequestUri: ParsedUri | null;
  /** 100 to 699; 0 in a request. */
  readonly status: number;
  readonly reason: string;
  /** `2.0` as a rule: the start line's version without `SIP/`. */
  readonly version: string;

  readonly topVia: Via | null;
  /** Branch of the topmost Via without parsing all of it; null if absent or malformed. */
  readonly branch: string | null;
  readonly from: NameAddr | null;
  readonly to: NameAddr | null;
  /** Tags without building the whole address; null if absent or malformed. */
  readonly fromTag: string | null;
  readonly toTag: string | null;
  readonly callId: string | null;
  readonly cseq: CSeq | null;
  /** 0 to 255; null if absent or malformed. */
  readonly maxForwards: number | null;
  readonly contacts: readonly NameAddr[] | null;
  readonly routes: readonly NameAddr[] | null;
  readonly recordRoutes: readonly NameAddr[] | null;
  readonly assertedIdentities: readonly NameAddr[] | null;
  readonly diversions: readonly NameAddr[] | null;
  readonly historyInfo: readonly NameAddr[] | null;
  /** Privacy values in lower-case, `id`, `none`, …; empty if there is no such header. */
  readonly privacy: readonly string[];
  readonly require: readonly string[];
  readonly proxyRequire: readonly string[];
  readonly supported: readonly string[];

  /** Body, a view on `bytes`. */
  readonly body: Buffer;

  /** True if a line of that header is there. Names in any case, full or compact form. */
  has(name: string): boolean;
  /** Number of lines of that header. */
  count(name: string): number;
  /** First line's value, unfolded and trimmed; null if absent. */
  header(name: string): string | null;
  /** Each line's value, unfolded and trimmed, in order. */
  lines(name: string): string[];
  /** Every value over all lines, split on commas outside quotes and angle brackets. */
  values(name: string): string[];
  /** The values parsed as addresses; empty if absent, null if any is malformed. */
  nameAddrs(name: string): readonly NameAddr[] | null;
  /** Every Via value, topmost first; null if any is malformed. */
  vias(): readonly Via[] | null;
  /** All header lines in order, for logs and ladders. Names as written. */
  entries(): { name: string; value: string }[];
}
