/** Cuts a byte stream into SIP messages (RFC 3261 §18.3, keep-alives of RFC 5626 §4.4.1). */
import type { Fault } from "./fault";
import type { SipMessage } from "./message";

export type FramerEvent =
  | { readonly kind: "message"; readonly message: SipMessage }
  /** `fault.fatal`: answer if `isAnswerable(partial)`, then close; the framer reads nothing more. */
  | { readonly kind: "fault"; readonly fault: Fault; readonly partial: SipMessage | null }
  /** Double CRLF between messages: answer with one CRLF. */
  | { readonly kind: "ping" };

/** One framer a connection. Memory is bounded by one message. */
export class StreamFramer {
  /** True after a fatal fault: nothing more is read. */
  get closed(): boolean {
    return false;
  }

  /** True while part of a message has arrived: the transport closes a stream that stays so for too long. */
  get isPartial(): boolean {
    return false;
  }

  /** Takes the next bytes; returns what they completed, in order. The chunk is kept, not copied, where it can be. */
  push(chunk: Buffer): FramerEvent[] {
    throw new Error(`to come: ${chunk.length}`);
  }
}
