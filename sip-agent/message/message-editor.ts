/** Changes a received message by splicing its bytes: what is not touched is copied as it came. */
import type { SipMessage } from "./message";
import type { Source } from "./via";

/** A compiled list of header names that may leave; made once, at start. */
export interface HeaderAllowList {
  readonly names: readonly string[];
}

/** Compiles header names (full forms, any case) to an allow-list. Content-Length always passes. */
export function allowHeaders(names: readonly string[]): HeaderAllowList {
  return { names };
}

/** Thrown if a name, value or line to be written holds what could break out of its line. A programming error. */
export class UnsafeValueError extends Error {}

/**
 * Collects changes to one message, then writes it once. Values are byte strings and are checked: none can hold CR, LF
 * or a bare control byte. Methods return the editor.
 */
export class MessageEditor {
  constructor(readonly message: SipMessage) {}

  /** Replaces the Request-URI. */
  setRequestUri(_uri: string): this {
    throw new Error("to come");
  }

  /** Replaces status and reason of a response. */
  setStatus(_status: number, _reason: string): this {
    throw new Error("to come");
  }

  /** Puts a header line above all others, so also above those of its own name (Via, Record-Route). */
  prepend(_name: string, _value: string): this {
    throw new Error("to come");
  }

  /** Puts a header line below all others. */
  append(_name: string, _value: string): this {
    throw new Error("to come");
  }

  /** Replaces all lines of that header by these, where the first one stood; appends if there was none. */
  replace(_name: string, _values: string | readonly string[]): this {
    throw new Error("to come");
  }

  /** Removes every line of that header. */
  remove(_name: string): this {
    throw new Error("to come");
  }

  /** Removes only the topmost value of a list header (Via, Route), whether alone on its line or before a comma. */
  removeTopValue(_name: string): this {
    throw new Error("to come");
  }

  /** Writes `received` and `rport` into the topmost Via (RFC 3261 §18.2.1, RFC 3581 §4), never trusting what stood there. */
  stampTopVia(_source: Source): this {
    throw new Error("to come");
  }

  /**
   * For each address value of that header with a sip or sips URI, replaces just `host[:port]` by what `map` returns;
   * null leaves it. User part and all else stay byte-identical. `map` gets lower-case host and port.
   */
  mapUriHosts(_name: string, _map: (host: string, port: number | null) => string | null): this {
    throw new Error("to come");
  }

  /** Drops every received header not on the list (in any written form); lines folded or with a blank before the colon leave in plain form. */
  keepOnly(_allowed: HeaderAllowList): this {
    throw new Error("to come");
  }

  /** Replaces the body and sets Content-Type (null: no body) and Content-Length. */
  setBody(_body: Buffer, _contentType: string | null): this {
    throw new Error("to come");
  }

  /** Writes the message: one new buffer. Content-Length is added if it was missing. */
  toBuffer(): Buffer {
    throw new Error("to come");
  }
}
