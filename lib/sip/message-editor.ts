/** Changes a received message by splicing its bytes: what is not touched is copied as it came. */
import { bytesOf } from "./byte-string";
import { COLON, skipBlanks } from "./char-class";
import type { HeaderAllowList } from "./header-allow-list";
import { H, headerNames, SINGLE_COUNT, UNKNOWN } from "./header-name";
import { headerText, requireSafeText, requireUriText } from "./header-text";
import type { SipMessage } from "./message";
import { nameAddrAt } from "./name-addr";
import { FOLDED, ID_MASK, SPACED, STRIDE } from "./scan-headers";
import { type Source, stampVia } from "./via";

export { allowHeaders, type HeaderAllowList } from "./header-allow-list";
export { UnsafeValueError } from "./header-text";

/** Maps a URI's host (lower-case, IPv6 without brackets) and port to the new `host[:port]`, null to leave it. */
export type MapHost = (host: string, port: number | null) => string | null;

/**
 * Collects changes to one sound message, then writes it once. Values are byte strings and are checked: none can hold
 * CR, LF or a bare control byte (UnsafeValueError). `replace`, `remove`, `removeTopValue`, `stampTopVia`, `mapUriHosts`
 * and `keepOnly` act on received lines; lines added by `prepend` and `append` stay. Methods return the editor.
 */
export class MessageEditor {
  #startLine: string | null = null;
  #top = "";
  #bottom = "";
  /** Changed lines by index into the spans: the values now there, null once removed. */
  #lines = new Map<number, readonly string[] | null>();
  #body: Buffer | null = null;

  constructor(readonly message: SipMessage) {}

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
  prepend(name: string, value: string): this {
    this.#top = headerText(name, value) + this.#top;
    return this;
  }

  /** Puts a header line below all others. */
  append(name: string, value: string): this {
    this.#bottom += headerText(name, value);
    return this;
  }

  /** Replaces all lines of that header by these, where the first one stood; appends if there was none. */
  replace(name: string, values: string | readonly string[]): this {
    const list = typeof values === "string" ? [values] : values;
    const found = this.#present(name);
    for (const at of found) this.#lines.set(at, null);
    const [first] = found;
    if (first === undefined) for (const value of list) this.append(name, value);
    else if (list.length > 0) this.#lines.set(first, list);
    return this;
  }

  /** Removes every line of that header. */
  remove(name: string): this {
    for (const at of this.#present(name)) this.#lines.set(at, null);
    return this;
  }

  /** Removes only the topmost value of a list header (Via, Route), whether alone on its line or before a comma. */
  removeTopValue(name: string): this {
    const [first] = this.#present(name);
    if (first === undefined) return this;
    const rest = this.#valuesOf(first).slice(1);
    this.#lines.set(first, rest.length === 0 ? null : rest);
    return this;
  }

  /** Writes `received` and `rport` into the topmost Via (RFC 3261 §18.2.1, RFC 3581 §4), never trusting what stood there. */
  stampTopVia(source: Source): this {
    const [first] = this.#present("Via");
    if (first === undefined) return this;
    const [top = "", ...rest] = this.#valuesOf(first);
    this.#lines.set(first, [stampVia(top, source) ?? top, ...rest]);
    return this;
  }

  /**
   * For each address value of that header with a sip or sips URI, replaces just `host[:port]` by what `map` returns;
   * null leaves it. User part and all else stay byte-identical. A malformed value is removed.
   */
  mapUriHosts(name: string, map: MapHost): this {
    for (const at of this.#present(name)) {
      const values = this.#valuesOf(at);
      const mapped = values.map((value) => withHost(value, map)).filter((value) => value !== null);
      if (mapped.length === 0) this.#lines.set(at, null);
      else if (mapped.join() !== values.join()) this.#lines.set(at, mapped);
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
      if (this.#lines.has(at)) continue;
      const id = spans[at]! & ID_MASK;
      const passes =
        id === UNKNOWN
          ? allowed.others.has(message.nameAt(at).toLowerCase())
          : allowed.known[id] === 1;
      if (!passes) {
        this.#lines.set(at, null);
      } else if (
        (spans[at]! & (FOLDED | SPACED)) !== 0 ||
        message.bytes[spans[at + 1]! + 1] === COLON
      ) {
        this.#lines.set(at, [message.valueAt(at)]);
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

  /** Writes the message: one new buffer. Content-Length is added if it was missing. */
  toBuffer(): Buffer {
    const { bytes, line, scan } = this.message;
    const { spans, count, headersEnd, bodyStart } = scan;
    // Pieces in order: texts to write, and spans of the received bytes as pairs of offsets.
    const pieces: (string | number)[] = [];
    let length = 0;
    let from = 0;
    const flush = (to: number, text: string): void => {
      if (to > from) {
        pieces.push(from, to);
        length += to - from;
      }
      if (text !== "") {
        pieces.push(text);
        length += text.length;
      }
    };
    if (this.#startLine === null) flush(line.end, this.#top);
    else flush(0, this.#startLine + this.#top);
    from = line.end;
    if (this.#lines.size > 0) {
      for (let at = 0; at < count; at += STRIDE) {
        const values = this.#lines.get(at);
        if (values === undefined) continue;
        flush(spans[at + 1]!, values === null ? "" : this.#lineText(at, values));
        from = at + STRIDE < count ? spans[at + STRIDE + 1]! : headersEnd;
      }
    }
    const body = this.#body;
    const bodyLength = body?.length ?? bytes.length - bodyStart;
    let bottom = this.#bottom;
    if (this.message.indexOf(H.contentLength) < 0 && body === null) {
      bottom += `Content-Length: ${bodyLength}\r\n`;
    }
    flush(headersEnd, bottom);
    from = headersEnd;
    flush(body === null ? bytes.length : bodyStart, "");

    const out = Buffer.allocUnsafe(length + (body?.length ?? 0));
    let at = 0;
    for (let i = 0; i < pieces.length; i++) {
      const piece = pieces[i]!;
      if (typeof piece === "string") at += out.write(piece, at, "latin1");
      else at += bytes.copy(out, at, piece, Number(pieces[++i]));
    }
    if (body !== null) body.copy(out, at);
    return out;
  }

  /** Indexes of the lines of that header that are still there. */
  #present(name: string): number[] {
    return this.message.indexes(name).filter((at) => this.#lines.get(at) !== null);
  }

  /** The values of a line as they now are; a header that is no list has one. */
  #valuesOf(at: number): readonly string[] {
    const changed = this.#lines.get(at);
    if (changed !== undefined && changed !== null) return changed;
    const single = (this.message.scan.spans[at]! & ID_MASK) < SINGLE_COUNT;
    return single ? [this.message.valueAt(at)] : this.message.valuesAt(at);
  }

  #lineText(at: number, values: readonly string[]): string {
    const id = this.message.scan.spans[at]! & ID_MASK;
    const name = headerNames[id] ?? this.message.nameAt(at);
    // Credentials and challenges may not share a line (§7.3.1).
    if (!/^(?:www|proxy)-authenticate$|^(?:proxy-)?authorization$/i.test(name)) {
      return headerText(name, values.join(", "));
    }
    return values.map((value) => headerText(name, value)).join("");
  }
}

/** The address value with its sip URI's host replaced; null if the value is malformed. */
function withHost(value: string, map: MapHost): string | null {
  const bytes = bytesOf(value);
  if (bytes === null) return null;
  const start = skipBlanks(bytes, 0, bytes.length);
  const found = nameAddrAt(bytes, start, bytes.length);
  if (found === null || found.end !== bytes.length) return null;
  const uri = found.value.parsedUri;
  if (uri?.kind !== "sip") return value;
  const host = map(uri.host, uri.port);
  if (host === null) return value;
  const from = found.uriStart + uri.hostStart;
  const to = found.uriStart + uri.hostEnd;
  return value.slice(0, from) + host + value.slice(to);
}
