/** What every message is told apart by: branch, tags, Call-ID, CSeq; each read once, strictly, without building more. */
import { decimalAt } from "./byte-string";
import { CLASS, IS_CALL_ID, isDigit, skipBlanks, TOKEN_LOWER } from "./char-class";
import { HeaderLines } from "./header-lines";
import { H } from "./header-name";
import { methodAt } from "./method";
import { addrSpan, scanNameAddr } from "./name-addr";
import { scanUri } from "./scan-uri";
import { scanVia, viaSpan } from "./via";

/** CSeq: `sequence` is below 2^31, `method` as written (methods are case-sensitive). */
export interface CSeq {
  readonly sequence: number;
  readonly method: string;
}

/** Highest CSeq number (RFC 3261 §8.1.1.5). */
const MAX_CSEQ = 2 ** 31 - 1;

/** A header that is absent or malformed, where null stands for a sound one without the part asked for. */
const UNSOUND = Symbol("unsound");
type Read = string | null | typeof UNSOUND;

/** The part of `SipMessage` that transactions and dialogs are found by. */
export class KeyFields extends HeaderLines {
  #branch: Read | undefined;
  #fromTag: Read | undefined;
  #toTag: Read | undefined;
  #callId: string | null | undefined;
  #cseq: CSeq | null | undefined;

  /** Branch of the topmost Via; null if absent or the Via is malformed. */
  get branch(): string | null {
    const branch = this.#readBranch();
    return branch === UNSOUND ? null : branch;
  }

  /** From tag; null if absent or From is malformed. */
  get fromTag(): string | null {
    const tag = this.#readFromTag();
    return tag === UNSOUND ? null : tag;
  }

  /** To tag; null if absent or To is malformed. */
  get toTag(): string | null {
    const tag = this.#readToTag();
    return tag === UNSOUND ? null : tag;
  }

  get callId(): string | null {
    if (this.#callId === undefined) this.#callId = this.#readCallId();
    return this.#callId;
  }

  get cseq(): CSeq | null {
    if (this.#cseq === undefined) this.#cseq = this.#readCseq();
    return this.#cseq;
  }

  /** 0 to 255; null if absent or malformed. */
  get maxForwards(): number | null {
    const at = this.indexOf(H.maxForwards);
    const { spans } = this.scan;
    const value = at < 0 ? -1 : decimalAt(this.bytes, spans[at + 2]!, spans[at + 3]!, 255);
    return value < 0 ? null : value;
  }

  /** For this folder: true if topmost Via, From and To are there and well-formed, URIs included. */
  get areAddressesSound(): boolean {
    return (
      this.#readBranch() !== UNSOUND &&
      this.#readFromTag() !== UNSOUND &&
      this.#readToTag() !== UNSOUND
    );
  }

  #readBranch(): Read {
    if (this.#branch !== undefined) return this.#branch;
    const { spans } = this.scan;
    const at = this.indexOf(H.via);
    let branch: Read = UNSOUND;
    if (at >= 0 && scanVia(this.bytes, spans[at + 2]!, spans[at + 3]!) >= 0) {
      const { branchStart, branchEnd } = viaSpan;
      branch = branchStart < 0 ? null : this.text.slice(branchStart, branchEnd);
    }
    this.#branch = branch;
    return branch;
  }

  #readFromTag(): Read {
    if (this.#fromTag === undefined) this.#fromTag = this.#readTag(H.from);
    return this.#fromTag;
  }

  #readToTag(): Read {
    if (this.#toTag === undefined) this.#toTag = this.#readTag(H.to);
    return this.#toTag;
  }

  #readTag(id: number): Read {
    const { spans } = this.scan;
    const at = this.indexOf(id);
    if (at < 0) return UNSOUND;
    const end = spans[at + 3]!;
    if (scanNameAddr(this.bytes, spans[at + 2]!, end) !== end) return UNSOUND;
    const { uriStart, uriEnd, tagStart, tagEnd } = addrSpan;
    if (!scanUri(this.bytes, uriStart, uriEnd)) return UNSOUND;
    return tagStart < 0 ? null : this.text.slice(tagStart, tagEnd);
  }

  #readCallId(): string | null {
    const { spans } = this.scan;
    const at = this.indexOf(H.callId);
    if (at < 0) return null;
    const start = spans[at + 2]!;
    const end = spans[at + 3]!;
    for (let i = start; i < end; i++) {
      if ((CLASS[this.bytes[i]!]! & IS_CALL_ID) === 0) return null;
    }
    return start === end ? null : this.text.slice(start, end);
  }

  #readCseq(): CSeq | null {
    const { spans } = this.scan;
    const index = this.indexOf(H.cseq);
    if (index < 0) return null;
    const { bytes } = this;
    const start = spans[index + 2]!;
    const end = spans[index + 3]!;
    let at = start;
    while (at < end && isDigit(bytes[at]!)) at++;
    const sequence = decimalAt(bytes, start, at, MAX_CSEQ);
    const methodStart = skipBlanks(bytes, at, end);
    if (sequence < 0 || methodStart === at || methodStart === end) return null;
    for (let i = methodStart; i < end; i++) if (TOKEN_LOWER[bytes[i]!] === 0) return null;
    return { sequence, method: methodAt(bytes, methodStart, end) };
  }
}
