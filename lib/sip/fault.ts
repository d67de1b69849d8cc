/** What is wrong with a message: a stable code for machines and a plain sentence for people. */

/** Stable codes of everything this folder can refuse. Tests, metrics and call records carry the code. */
export type FaultCode =
  /** Nothing but line ends: a keep-alive datagram, to be ignored. */
  | "empty"
  /** The first line is neither a SIP request line nor a SIP status line. */
  | "not-sip"
  | "request-line"
  | "status-line"
  /** A CR without LF or an LF without CR in the header section. */
  | "bare-line-end"
  /** A control byte outside a quoted pair. */
  | "control-byte"
  /** A header line without a token name and a colon. */
  | "header-line"
  /** The empty line that ends the header section never came. */
  | "headers-unterminated"
  | "message-too-large"
  | "too-many-headers"
  | "header-too-long"
  | "content-length-invalid"
  /** No Content-Length on a stream (RFC 3261 §20.14). */
  | "content-length-missing"
  /** Content-Length says more than the datagram holds (RFC 3261 §18.3). */
  | "content-length-mismatch"
  | "header-missing"
  /** A second line of a header that may stand only once. */
  | "header-duplicate"
  | "header-invalid"
  | "request-uri-invalid"
  /** The Request-URI carries headers, a method, or a fragment, none of which may stand there (§19.1.1). */
  | "request-uri-component"
  | "cseq-method-mismatch"
  /** The topmost Via's branch is the magic cookie and nothing else (RFC 4475 §3.2.1). */
  | "branch-empty";

/** One fault. `offset` counts bytes from the first byte of the message. */
export interface Fault {
  readonly code: FaultCode;
  /** Plain words: which header, which byte, what would be right. Holds no bytes of the message. */
  readonly detail: string;
  /** The header's usual name, null where the fault is not in a known header. */
  readonly header: string | null;
  readonly offset: number;
  /** On a stream: the frame is lost, so the connection must be closed after any answer. */
  readonly fatal: boolean;
}

/** Faults after which the end of the message on a stream can no longer be trusted. */
const FATAL: ReadonlySet<FaultCode> = new Set<FaultCode>([
  "not-sip",
  "bare-line-end",
  "control-byte",
  "header-line",
  "headers-unterminated",
  "message-too-large",
  "too-many-headers",
  "header-too-long",
  "content-length-invalid",
  "content-length-missing",
  "content-length-mismatch",
]);

/** Makes a fault; `fatal` follows from the code alone. */
export function makeFault(
  code: FaultCode,
  offset: number,
  detail: string,
  header: string | null = null,
): Fault {
  return { code, detail, header, offset, fatal: FATAL.has(code) };
}
