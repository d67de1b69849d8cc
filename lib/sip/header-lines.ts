/** The header lines of a message, found by name in whatever form they were written. */
import { textAt } from "./byte-string";
import { COLON, trimEnd } from "./char-class";
import { addNameAddrs, addTexts, addVias } from "./header-list";
import { H, type HeaderKey, headerIdOf, UNKNOWN } from "./header-name";
import type { NameAddr } from "./name-addr";
import { unfold } from "./params";
import { BITS, FOLDED, type HeaderScan, ID_MASK, STRIDE } from "./scan-headers";
import type { Via } from "./via";

const NO_TEXTS: readonly string[] = [];
const NO_ADDRS: readonly NameAddr[] = [];

/** Header access by name or id; what `SipMessage` builds on. Names are taken in any case, in full or compact form. */
export class HeaderLines {
  #text: string | null = null;

  constructor(
    /** This message alone: from the start line to the end of the body. */
    readonly bytes: Buffer,
    /** For this folder: where the headers are. */
    readonly scan: HeaderScan,
  ) {}

  /** The whole message as a byte string, made once. */
  get text(): string {
    this.#text ??= textAt(this.bytes, 0, this.bytes.length);
    return this.#text;
  }

  /** True if a line of that header is there. */
  has(key: HeaderKey): boolean {
    return this.firstOf(key) >= 0;
  }

  /** Number of lines of that header. */
  count(key: HeaderKey): number {
    let found = 0;
    for (let at = this.firstOf(key); at >= 0; at = this.nextOf(key, at)) found++;
    return found;
  }

  /** First line's value, unfolded and trimmed; null if absent. */
  header(key: HeaderKey): string | null {
    const at = this.firstOf(key);
    return at < 0 ? null : this.valueAt(at);
  }

  /** Likewise, as a copy that keeps nothing of the message alive; empty if absent. */
  copyOf(key: HeaderKey): string {
    const at = this.firstOf(key);
    if (at < 0) return "";
    const { spans } = this.scan;
    return unfold(textAt(this.bytes, spans[at + 2]!, spans[at + 3]!));
  }

  /** Each line's value, unfolded and trimmed, in order. */
  lines(key: HeaderKey): readonly string[] {
    let at = this.firstOf(key);
    if (at < 0) return NO_TEXTS;
    const all: string[] = [];
    for (; at >= 0; at = this.nextOf(key, at)) all.push(this.valueAt(at));
    return all;
  }

  /** For this folder: the values of one line, split likewise. */
  valuesAt(at: number): string[] {
    const all: string[] = [];
    addTexts(all, this.bytes, this.scan.spans[at + 2]!, this.scan.spans[at + 3]!, this.text);
    return all;
  }

  /** Every value over all lines, split on commas outside quotes and angle brackets. */
  values(key: HeaderKey): readonly string[] {
    let at = this.firstOf(key);
    if (at < 0) return NO_TEXTS;
    const { bytes, scan, text } = this;
    const all: string[] = [];
    for (; at >= 0; at = this.nextOf(key, at)) {
      addTexts(all, bytes, scan.spans[at + 2]!, scan.spans[at + 3]!, text);
    }
    return all;
  }

  /** The values parsed as addresses; empty if absent, null if any is malformed. */
  nameAddrs(key: HeaderKey): readonly NameAddr[] | null {
    let at = this.firstOf(key);
    if (at < 0) return NO_ADDRS;
    const { spans } = this.scan;
    const list: NameAddr[] = [];
    for (; at >= 0; at = this.nextOf(key, at)) {
      if (!addNameAddrs(list, this.bytes, spans[at + 2]!, spans[at + 3]!)) return null;
    }
    return list;
  }

  /** Every Via value, topmost first; null if any is malformed. */
  vias(): readonly Via[] | null {
    const { spans } = this.scan;
    const list: Via[] = [];
    for (const at of this.indexes(H.via)) {
      if (!addVias(list, this.bytes, spans[at + 2]!, spans[at + 3]!)) return null;
    }
    return list;
  }

  /** All header lines in order, for logs and ladders. Names as written. */
  entries(): { name: string; value: string }[] {
    const { count } = this.scan;
    const all: { name: string; value: string }[] = [];
    for (let at = 0; at < count; at += STRIDE) {
      all.push({ name: this.nameAt(at), value: this.valueAt(at) });
    }
    return all;
  }

  /** For this folder: index into the spans of the first line of a known header, -1 if there is none. */
  indexOf(id: number): number {
    const { low, high } = this.scan;
    if (id < BITS) {
      if ((low & (1 << id)) === 0) return -1;
    } else if (id < 2 * BITS && (high & (1 << (id - BITS))) === 0) return -1;
    return this.#find(id, 0);
  }

  /** For this folder: index of the first line of that header, -1 if there is none. */
  firstOf(key: HeaderKey): number {
    const id = typeof key === "number" ? key : headerIdOf(key);
    return id === UNKNOWN ? this.#findNamed(key, 0) : this.indexOf(id);
  }

  /** For this folder: index of the next line of that header behind one, -1 if there is none. */
  nextOf(key: HeaderKey, at: number): number {
    const id = typeof key === "number" ? key : headerIdOf(key);
    return id === UNKNOWN ? this.#findNamed(key, at + STRIDE) : this.#find(id, at + STRIDE);
  }

  /** For this folder: indexes into the spans of every line of that header. */
  indexes(key: HeaderKey): number[] {
    const found: number[] = [];
    for (let at = this.firstOf(key); at >= 0; at = this.nextOf(key, at)) found.push(at);
    return found;
  }

  #find(id: number, from: number): number {
    const { spans, count } = this.scan;
    for (let at = from; at < count; at += STRIDE) if ((spans[at]! & ID_MASK) === id) return at;
    return -1;
  }

  #findNamed(name: HeaderKey, from: number): number {
    const { spans, count } = this.scan;
    const lower = String(name).toLowerCase();
    for (let at = from; at < count; at += STRIDE) {
      if ((spans[at]! & ID_MASK) === UNKNOWN && this.nameAt(at).toLowerCase() === lower) return at;
    }
    return -1;
  }

  /** For this folder: name as written of the line at that index. */
  nameAt(at: number): string {
    const start = this.scan.spans[at + 1]!;
    let end = start;
    while (this.bytes[end] !== COLON) end++;
    return textAt(this.bytes, start, trimEnd(this.bytes, start, end));
  }

  /** For this folder: unfolded value of the line at that index. */
  valueAt(at: number): string {
    const { spans } = this.scan;
    const text = this.text.slice(spans[at + 2]!, spans[at + 3]!);
    return (spans[at]! & FOLDED) === 0 ? text : unfold(text);
  }
}
