/** A received SIP message: spans of its own bytes, decoded only when asked. */
import { H } from "./header-name";
import { KeyFields } from "./key-fields";
import { type NameAddr, nameAddrAt } from "./name-addr";
import type { HeaderScan } from "./scan-headers";
import { type ParsedUri, parseUriAt } from "./sip-uri";
import type { StartLine } from "./start-line";
import { type Via, viaAt } from "./via";

/**
 * A parsed message, request or response. It keeps the buffer it was made from, which must not change afterwards.
 *
 * Every string is a byte string (latin1): one character a byte, so that what is read can be written back
 * unchanged. Use `Buffer.from(text, "latin1").toString("utf8")` to show one to people.
 * Getters of single values are null if the header is absent or malformed; lists are empty if it is absent, null if
 * any value is malformed. `checkRequest`/`checkResponse` tell the two apart; after they passed, `topVia`, `from`,
 * `to`, `callId` and `cseq` are not null.
 */
export class SipMessage extends KeyFields {
  readonly isRequest: boolean;
  /** Request method as written; in a response the empty string (see `cseq.method`). */
  readonly method: string;
  /** 100 to 699; 0 in a request. */
  readonly status: number;
  /** `2.0` as a rule: the start line's version without `SIP/`. */
  readonly version: string;

  #topVia: Via | null | undefined;
  #from: NameAddr | null | undefined;
  #to: NameAddr | null | undefined;
  #requestUri: ParsedUri | null | undefined;
  #contacts: readonly NameAddr[] | null | undefined;

  /**
   * Made by `parseMessage` alone.
   * @param bytes this message alone: from the start line to the end of the body
   * @param line where the start line's parts are
   * @param scan where the headers are
   */
  constructor(
    bytes: Buffer,
    readonly line: StartLine,
    scan: HeaderScan,
  ) {
    super(bytes, scan);
    this.isRequest = line.isRequest;
    this.method = line.method;
    this.status = line.status;
    this.version = line.version;
  }

  /** Request-URI as written; in a response the empty string. */
  get requestUri(): string {
    const { isRequest, textStart, textEnd } = this.line;
    return isRequest ? this.text.slice(textStart, textEnd) : "";
  }

  /** Request-URI parsed; null if malformed or in a response. */
  get parsedRequestUri(): ParsedUri | null {
    if (this.#requestUri === undefined) {
      const { isRequest, textStart, textEnd } = this.line;
      this.#requestUri = isRequest ? parseUriAt(this.bytes, textStart, textEnd) : null;
    }
    return this.#requestUri;
  }

  /** Reason phrase; in a request the empty string. */
  get reason(): string {
    const { isRequest, textStart, textEnd } = this.line;
    return isRequest ? "" : this.text.slice(textStart, textEnd);
  }

  get topVia(): Via | null {
    if (this.#topVia === undefined) {
      const { spans } = this.scan;
      const at = this.indexOf(H.via);
      const found = at < 0 ? null : viaAt(this.bytes, spans[at + 2]!, spans[at + 3]!);
      this.#topVia = found?.via ?? null;
    }
    return this.#topVia;
  }

  get from(): NameAddr | null {
    if (this.#from === undefined) this.#from = this.#single(H.from);
    return this.#from;
  }

  get to(): NameAddr | null {
    if (this.#to === undefined) this.#to = this.#single(H.to);
    return this.#to;
  }

  get contacts(): readonly NameAddr[] | null {
    if (this.#contacts === undefined) this.#contacts = this.nameAddrs(H.contact);
    return this.#contacts;
  }
  get routes(): readonly NameAddr[] | null {
    return this.nameAddrs(H.route);
  }
  /** The first value of Route, parsed; null if absent or malformed. */
  get topRoute(): NameAddr | null {
    const at = this.indexOf(H.route);
    if (at < 0) return null;
    return (
      nameAddrAt(this.bytes, this.scan.spans[at + 2]!, this.scan.spans[at + 3]!)?.value ?? null
    );
  }
  get recordRoutes(): readonly NameAddr[] | null {
    return this.nameAddrs(H.recordRoute);
  }
  get assertedIdentities(): readonly NameAddr[] | null {
    return this.nameAddrs(H.assertedIdentity);
  }
  get diversions(): readonly NameAddr[] | null {
    return this.nameAddrs(H.diversion);
  }
  get historyInfo(): readonly NameAddr[] | null {
    return this.nameAddrs(H.historyInfo);
  }

  /** Privacy values in lower-case, `id`, `none`, …; empty if there is no such header (RFC 3323 §4.2). */
  get privacy(): readonly string[] {
    const all = this.lines(H.privacy).flatMap((line) => line.split(/[;,]/));
    return all.map((value) => value.trim().toLowerCase()).filter((value) => value !== "");
  }
  get require(): readonly string[] {
    return this.values(H.require);
  }
  get proxyRequire(): readonly string[] {
    return this.values(H.proxyRequire);
  }
  get supported(): readonly string[] {
    return this.values(H.supported);
  }

  /** Body, a view on `bytes`. */
  get body(): Buffer {
    return this.bytes.subarray(this.scan.bodyStart);
  }

  #single(id: number): NameAddr | null {
    const { spans } = this.scan;
    const at = this.indexOf(id);
    if (at < 0) return null;
    const end = spans[at + 3]!;
    const found = nameAddrAt(this.bytes, spans[at + 2]!, end);
    return found !== null && found.end === end && found.value.parsedUri !== null
      ? found.value
      : null;
  }
}
