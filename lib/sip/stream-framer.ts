/** Cuts a byte stream into SIP messages (RFC 3261 §18.3, keep-alives of RFC 5626 §4.4.1). */
import { CR, LF } from "./char-class";
import { type Fault, makeFault } from "./fault";
import { LIMITS } from "./limits";
import { SipMessage } from "./message";
import { type Head, lengthMissing, messageEnd, readHead, refuse } from "./parse-message";

export type FramerEvent =
  | { readonly kind: "message"; readonly message: SipMessage }
  /** `fault.fatal`: answer if `isAnswerable(partial)`, then close; the framer reads nothing more. */
  | { readonly kind: "fault"; readonly fault: Fault; readonly partial: SipMessage | null }
  /** Double CRLF between messages: answer with one CRLF (one answer to several in a row is enough). */
  | { readonly kind: "ping" };

const NOTHING = Buffer.alloc(0);

/**
 * One framer a connection. Memory is bounded by one message and one chunk; time is linear in the bytes, however they
 * are cut into chunks.
 */
export class StreamFramer {
  /** Received and not yet given out: `#buffer` from `#start` to `#end`. */
  #buffer: Buffer = NOTHING;
  #start = 0;
  #end = 0;
  /** How far the end of the header section has been looked for. */
  #searched = 0;
  /** The head of the message whose body is still to come. */
  #head: Head | null = null;
  /** Line ends seen in a row between messages. */
  #lineEnds = 0;
  #closed = false;

  /** True after a fatal fault: nothing more is read. */
  get closed(): boolean {
    return this.#closed;
  }

  /** True while part of a message has arrived: the transport closes a stream that stays so for too long. */
  get isPartial(): boolean {
    return this.#end > this.#start;
  }

  /** Takes the next bytes; returns what they completed, in order. The chunk is kept, not copied, where it can be. */
  push(chunk: Buffer): FramerEvent[] {
    const events: FramerEvent[] = [];
    if (this.#closed || chunk.length === 0) return events;
    this.#take(chunk);
    while (!this.#closed) {
      const event = this.#next();
      if (event === null) break;
      events.push(event);
      if (event.kind === "fault" && event.fault.fatal) this.#closed = true;
    }
    if (this.#closed || this.#start === this.#end) this.#drop();
    return events;
  }

  /** Adds the chunk to what is held; the buffer grows by doubling, so that single bytes stay cheap. */
  #take(chunk: Buffer): void {
    const held = this.#end - this.#start;
    if (held === 0) {
      this.#buffer = chunk;
      this.#start = 0;
      this.#end = chunk.length;
      this.#searched = 0;
      return;
    }
    const needed = held + chunk.length;
    if (this.#end + chunk.length > this.#buffer.length) {
      // Never in place: messages already given out are views on the old buffer. A caller's chunk is full to its end, so
      // that nothing is ever written into it.
      const grown = Buffer.allocUnsafe(Math.max(1024, needed * 2));
      this.#buffer.copy(grown, 0, this.#start, this.#end);
      this.#buffer = grown;
      this.#searched -= this.#start;
      this.#start = 0;
      this.#end = held;
    }
    chunk.copy(this.#buffer, this.#end);
    this.#end += chunk.length;
  }

  #drop(): void {
    this.#buffer = NOTHING;
    this.#start = 0;
    this.#end = 0;
    this.#searched = 0;
    this.#head = null;
  }

  /** The next event that the held bytes complete, or null if they complete none. */
  #next(): FramerEvent | null {
    if (this.#head === null) {
      const between = this.#skipLineEnds();
      if (between !== "message") return between;
      const headEnd = this.#findHeadEnd();
      const held = this.#end - this.#start;
      if (headEnd < 0) return held > LIMITS.messageBytes ? this.#tooLarge() : null;
      const head = readHead(this.#buffer.subarray(this.#start, headEnd));
      if (head.fault?.fatal) return this.#refuse(head, head.fault);
      if (head.contentLength < 0) return this.#refuse(head, lengthMissing(head.scan.bodyStart));
      if (messageEnd(head) > LIMITS.messageBytes) return this.#tooLarge();
      this.#head = head;
    }
    return this.#finish(this.#head);
  }

  /** The message once its body is there. */
  #finish(head: Head): FramerEvent | null {
    const length = messageEnd(head);
    if (this.#end - this.#start < length) return null;
    const bytes = this.#buffer.subarray(this.#start, this.#start + length);
    this.#start += length;
    this.#searched = this.#start;
    this.#head = null;
    if (head.fault === null) {
      return { kind: "message", message: new SipMessage(bytes, head.line, head.scan) };
    }
    const refused = refuse(bytes, head, head.fault);
    return refused.ok ? null : { kind: "fault", fault: refused.fault, partial: refused.partial };
  }

  /** Line ends between messages: a ping at each second one, `message` at the first other byte. */
  #skipLineEnds(): FramerEvent | "message" | null {
    while (this.#start < this.#end) {
      if (this.#buffer[this.#start] !== CR) {
        this.#lineEnds = 0;
        return "message";
      }
      if (this.#start + 1 === this.#end) return null;
      if (this.#buffer[this.#start + 1] !== LF) return "message";
      this.#start += 2;
      this.#searched = this.#start;
      this.#lineEnds++;
      if (this.#lineEnds === 2) {
        this.#lineEnds = 0;
        return { kind: "ping" };
      }
    }
    return null;
  }

  /** Offset behind the empty line, -1 if it has not come. Looks at each byte once over all chunks. */
  #findHeadEnd(): number {
    const bytes = this.#buffer;
    const end = this.#end;
    for (let at = Math.max(this.#searched, this.#start + 3); at < end; at++) {
      if (bytes[at] !== LF || bytes[at - 1] !== CR) continue;
      if (bytes[at - 2] !== LF || bytes[at - 3] !== CR) continue;
      this.#searched = at + 1;
      return at + 1;
    }
    this.#searched = end;
    return -1;
  }

  #tooLarge(): FramerEvent {
    const end = Math.min(this.#end, this.#start + LIMITS.messageBytes);
    const detail = `a message has at most ${LIMITS.messageBytes} bytes`;
    return this.#refuse(
      readHead(this.#buffer.subarray(this.#start, end)),
      makeFault("message-too-large", LIMITS.messageBytes, detail),
    );
  }

  #refuse(head: Head, fault: Fault): FramerEvent {
    const bytes = this.#buffer.subarray(this.#start, this.#end);
    const refused = refuse(bytes, head, fault);
    const partial = refused.ok ? null : refused.partial;
    return { kind: "fault", fault, partial };
  }
}
