/** The header lines of a message, found by name in whatever form they were written. */
import { textAt } from "./byte-string";
import { COLON, trimEnd } from "./char-class";
import { addNameAddrs, addVias, textsAt } from "./header-list";
import { headerIdOf, UNKNOWN } from "./header-name";
import type { NameAddr } from "./name-addr";
import { unfold } from "./params";
import { FOLDED, type HeaderScan, ID_MASK, STRIDE } from "./scan-headers";
import type { Via } from "./via";

/** Header access by name; what `SipMessage` builds on. Names are taken in any case, in full or compact form. */
export class HeaderLines {
  constructor(
    /** This message alone: from the start line to the end of the body. */
    readonly bytes: Buffer,
    /** For this folder: where the headers are. */
    readonly scan: HeaderScan,
  ) {}

  /** True if a line of that header is there. */
  has(name: string): boolean {
    return this.indexes(name).length > 0;
  }

  /** Number of lines of that header. */
  count(name: string): number {
    return this.indexes(name).length;
  }

  /** First line's value, unfolded and trimmed; null if absent. */
  header(name: string): string | null {
    const id = headerIdOf(name);
    const at = id === UNKNOWN ? (this.indexes(name)[0] ?? -1) : this.indexOf(id);
    return at < 0 ? null : this.valueAt(at);
  }

  /** Each line's value, unfolded and trimmed, in order. */
  lines(name: string): string[] {
    return this.indexes(name).map((at) => this.valueAt(at));
  }

  /** For this folder: the values of one line, split likewise. */
  valuesAt(at: number): string[] {
    return textsAt(this.bytes, this.scan.spans[at + 2]!, this.scan.spans[at + 3]!);
  }

  /** Every value over all lines, split on commas outside quotes and angle brackets. */
  values(name: string): string[] {
    return this.indexes(name).flatMap((at) => this.valuesAt(at));
  }

  /** The values parsed as addresses; empty if absent, null if any is malformed. */
  nameAddrs(name: string): readonly NameAddr[] | null {
    const { spans } = this.scan;
    const list: NameAddr[] = [];
    for (const at of this.indexes(name)) {
      if (!addNameAddrs(list, this.bytes, spans[at + 2]!, spans[at + 3]!)) return null;
    }
    return list;
  }

  /** Every Via value, topmost first; null if any is malformed. */
  vias(): readonly Via[] | null {
    const { spans } = this.scan;
    const list: Via[] = [];
    for (const at of this.indexes("Via")) {
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
    const { spans, count } = this.scan;
    for (let at = 0; at < count; at += STRIDE) if ((spans[at]! & ID_MASK) === id) return at;
    return -1;
  }

  /** For this folder: indexes into the spans of every line of that header. */
  indexes(name: string): number[] {
    const { spans, count } = this.scan;
    const id = headerIdOf(name);
    const lower = id === UNKNOWN ? name.toLowerCase() : "";
    const found: number[] = [];
    for (let at = 0; at < count; at += STRIDE) {
      if ((spans[at]! & ID_MASK) !== id) continue;
      if (id === UNKNOWN && this.nameAt(at).toLowerCase() !== lower) continue;
      found.push(at);
    }
    return found;
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
    const text = textAt(this.bytes, spans[at + 2]!, spans[at + 3]!);
    return (spans[at]! & FOLDED) === 0 ? text : unfold(text);
  }
}
