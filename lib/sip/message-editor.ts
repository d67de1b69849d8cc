/** Changes a received message by splicing its bytes: what is not touched is copied as it came. */
import { scratchOf } from "./byte-string";
import { COLON, skipBlanks } from "./char-class";
import type { HeaderAllowList } from "./header-allow-list";
import { H, type HeaderKey, headerIdOf, SINGLE_COUNT, UNKNOWN } from "./header-name";
import { headerText, requireSafeText, requireUriText } from "./header-text";
import type { SipMessage } from "./message";
import { nameAddrAt } from "./name-addr";
import { FOLDED, ID_MASK, SPACED, STRIDE } from "./scan-headers";
import { type Source, stampVia } from "./via";

export { allowHeaders, type HeaderAllowList } from "./header-allow-list";
export { UnsafeValueError } from "./header-text";

/** Maps a URI's host (lower-case, IPv6 without brackets) and port to the new `host[:port]`, null to leave it. */
export type MapHost = (host: string, port: number | null) => string | null;

/** Credentials and challenges may not share a line (§7.3.1). */
const ALONE: ReadonlySet<number> = new Set(
  ["WWW-Authenticate", "Proxy-Authenticate", "Authorization", "Proxy-Authorization"].map(
    headerIdOf,
  ),
);

/** Values that stand in the place of a line: undefined: as it came; null: none. */
type Line = readonly string[] | null | undefined;

/**
 * Collects changes to one sound message, then writes it once. Values are byte strings and are checked: none can hold
 * CR, LF or a bare control byte (UnsafeValueError). `replace`, `remove`, `removeTopValue`, `stampTopVia`, `mapUriHosts`
 * and `keepOnly` act on received lines; lines added by `prepend` and `append` stay. Methods return the editor.
 */
export class MessageEditor {
  #startLine: string | null = null;
  #top = "";
  #bottom = "";
  /** What stands in the place of each received line. */
  readonly #lines: Line[];
  #isChanged = false;
  #body: Buffer | null = null;

  constructor(readonly message: SipMessage) {
    this.#lines = new Array<Line>(message.scan.count / STRIDE);
  }

  /** Replaces the Request-URI. */
  setRequestUri(uri: string): this {
    this.#startLine = `${this.message.method} ${requireUriText(uri)} SIP/2.0\r\n`;
    return this;
  }

  /** Replaces status and reason of a response. */
  setStatus(status: number, reason: string): this {
    this.#startLine = `SIP/2.0 ${status} ${requireSafeText(reason, "a reason phrase")}\r\n`;
    return this;
  }

  /** Puts a header line above all others, so also above those of its own name (Via, Record-Route). */
  prepend(key: HeaderKey, value: string): this {
    this.#top = headerText(key, value) + this.#top;
    return this;
  }

  /** Puts a header line below all others. */
  append(key: HeaderKey, value: string): this {
    this.#bottom += headerText(key, value);
    return this;
  }

  /** Replaces all lines of that header by these, where the first one stood; appends if there was none. */
  replace(key: HeaderKey, values: string | readonly string[]): this {
    const list = typeof values === "string" ? [values] : values;
    const first = this.#first(key);
    if (first < 0) {
      for (const value of list) this.append(key, value);
      return this;
    }
    this.#removeFrom(key, first);
    if (list.length > 0) this.#change(first, list);
    return this;
  }

  /** Removes every line of that header. */
  remove(key: HeaderKey): this {
    const first = this.#first(key);
    if (first >= 0) this.#removeFrom(key, first);
    return this;
  }

  /** Removes only the topmost value of a list header (Via, Route), whether alone on its line or before a comma. */
  removeTopValue(key: HeaderKey): this {
    const first = this.#first(key);
    if (first < 0) return this;
    const rest = this.#valuesOf(first).slice(1);
    this.#change(first, rest.length === 0 ? null : rest);
    return this;
  }

  /** Writes `received` and `rport` into the topmost Via (RFC 3261 §18.2.1, RFC 3581 §4), never trusting what stood there. */
  stampTopVia(source: Source): this {
    const first = this.#first(H.via);
    if (first < 0) return this;
    const [top = "", ...rest] = this.#valuesOf(first);
    this.#change(first, [stampVia(top, source) ?? top, ...rest]);
    return this;
  }

  /**
   * For each address value of that header with a sip or sips URI, replaces just `host[:port]` by what `map` returns;
   * null leaves it. User part and all else stay byte-identical. A malformed value is removed.
   */
  mapUriHosts(key: HeaderKey, map: MapHost): this {
    for (let at = this.#first(key); at >= 0; at = this.#next(key, at)) {
      const values = this.#valuesOf(at);
      const mapped = values.map((value) => withHost(value, map)).filter((value) => value !== null);
      if (mapped.length === 0) this.#change(at, null);
      else if (mapped.join() !== values.join()) this.#change(at, mapped);
    }
    return this;
  }

  /**
   * Drops every received header not on the list, in whatever form it was written. What stays of folded lines, compact
   * names and blanks before the colon leaves in plain form, so that a less careful reader sees the same.
   */
  keepOnly(allowed: HeaderAllowList): this {
    const { message } = this;
    const { spans, count } = message.scan;
    for (let at = 0; at < count; at += STRIDE) {
      if (this.#lines[at / STRIDE] !== undefined) continue;
      const id = spans[at]! & ID_MASK;
      const passes =
        id === UNKNOWN
          ? allowed.others.has(message.nameAt(at).toLowerCase())
          : allowed.known[id] === 1;
      if (!passes) {
        this.#change(at, null);
      } else if (
        (spans[at]! & (FOLDED | SPACED)) !== 0 ||
        message.bytes[spans[at + 1]! + 1] === COLON
      ) {
        this.#change(at, [message.valueAt(at)]);
      }
    }
    return this;
  }

  /** Replaces the body and sets Content-Type (null: none) and Content-Length. */
  setBody(body: Buffer, contentType: string | null): this {
    this.#body = body;
    if (contentType === null) this.remove("Content-Type");
    else this.replace("Content-Type", contentType);
    return this.replace("Content-Length", String(body.length));
  }

  /** The first line of that header as it stands now, of those that were received; null if there is none. */
  header(key: HeaderKey): string | null {
    const at = this.#first(key);
    return at < 0 ? null : (this.#lines[at / STRIDE]?.join(", ") ?? this.message.valueAt(at));
  }

  /** Writes the message: one new buffer. Content-Length is added if it was missing. */
  toBuffer(): Buffer {
    const { text, line, scan } = this.message;
    const { spans, count, headersEnd, bodyStart } = scan;
    let out = (this.#startLine ?? text.slice(0, line.end)) + this.#top;
    let from = line.end;
    if (this.#isChanged) {
      const lines = this.#lines;
      for (let index = 0; index < lines.length; index++) {
        const values = lines[index];
        if (values === undefined) continue;
        const at = index * STRIDE;
        const lineStart = spans[at + 1]!;
        if (lineStart > from) out += text.slice(from, lineStart);
        if (values !== null) out += this.#lineText(at, values);
        from = at + STRIDE < count ? spans[at + STRIDE + 1]! : headersEnd;
      }
    }
    const body = this.#body;
    let bottom = this.#bottom;
    if (this.message.indexOf(H.contentLength) < 0 && body === null) {
      bottom += `Content-Length: ${text.length - bodyStart}\r\n`;
    }
    if (bottom === "" && body === null) out += text.slice(from);
    else {
      out += text.slice(from, headersEnd) + bottom;
      out += text.slice(headersEnd, body === null ? text.length : bodyStart);
    }
    const head = Buffer.from(out, "latin1");
    return body === null ? head : Buffer.concat([head, body]);
  }

  /** Index of the first line of that header that is still there, -1 if there is none. */
  #first(key: HeaderKey): number {
    let at = this.message.firstOf(key);
    while (at >= 0 && this.#lines[at / STRIDE] === null) at = this.message.nextOf(key, at);
    return at;
  }

  #next(key: HeaderKey, from: number): number {
    let at = this.message.nextOf(key, from);
    while (at >= 0 && this.#lines[at / STRIDE] === null) at = this.message.nextOf(key, at);
    return at;
  }

  #change(at: number, line: readonly string[] | null): void {
    this.#lines[at / STRIDE] = line;
    this.#isChanged = true;
  }

  #removeFrom(key: HeaderKey, first: number): void {
    for (let at = first; at >= 0; at = this.message.nextOf(key, at)) this.#change(at, null);
  }

  /** The values of a line as they now are; a header that is no list has one. */
  #valuesOf(at: number): readonly string[] {
    const changed = this.#lines[at / STRIDE];
    if (changed !== undefined && changed !== null) return changed;
    const single = (this.message.scan.spans[at]! & ID_MASK) < SINGLE_COUNT;
    return single ? [this.message.valueAt(at)] : this.message.valuesAt(at);
  }

  #lineText(at: number, values: readonly string[]): string {
    const id = this.message.scan.spans[at]! & ID_MASK;
    const name = id === UNKNOWN ? this.message.nameAt(at) : id;
    if (values.length === 1) return headerText(name, values[0]!);
    if (!ALONE.has(id)) return headerText(name, values.join(", "));
    return values.map((value) => headerText(name, value)).join("");
  }
}

/** The address value with its sip URI's host replaced; null if the value is malformed. */
function withHost(value: string, map: MapHost): string | null {
  const bytes = scratchOf(value);
  if (bytes === null) return null;
  const { length } = value;
  const found = nameAddrAt(bytes, skipBlanks(bytes, 0, length), length);
  if (found === null || found.end !== length) return null;
  const uri = found.value.parsedUri;
  if (uri?.kind !== "sip") return value;
  const host = map(uri.host, uri.port);
  if (host === null) return value;
  const from = found.uriStart + uri.hostStart;
  const to = found.uriStart + uri.hostEnd;
  return value.slice(0, from) + host + value.slice(to);
}
