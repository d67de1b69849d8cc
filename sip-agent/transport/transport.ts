/** The network as the layers above see it: messages in with their true source, bytes out from a chosen socket. */

import type { Fault } from "@/lib/sip/fault";
import type { SipMessage } from "@/lib/sip/message";
import type { PackedAddress } from "@/lib/telephony/packed-address";
import type { ListenUrl } from "./listen-url";

export type TransportName = "udp" | "tcp" | "tls";

/** One listening socket, with the port it really got. `id` is its place in `Transport.listeners`. */
export interface Listener {
  readonly id: number;
  readonly transport: TransportName;
  /** Canonical address, IPv6 without brackets. */
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
}

/** Where bytes came from, known before anything is parsed. All of it is the socket's word, none the message's. */
export interface Origin {
  /** Canonical text, IPv6 without brackets; IPv4-mapped IPv6 is IPv4. */
  readonly address: string;
  readonly packed: PackedAddress;
  readonly port: number;
  readonly transport: TransportName;
  readonly listener: Listener;
}

/** An admitted message's source: its origin, who it belongs to, and the stream it came on. */
export interface Source extends Origin {
  /**
   * The key that connections and transactions are bound to: what `admit` answered; on a stream that we opened, the
   * peer of the destination that it was opened for.
   */
  readonly peer: string;
  /** Number of the stream; null for a datagram. Never used twice in a process. */
  readonly connectionId: number | null;
}

/** Where bytes go to, and which socket they leave from. */
export interface Destination {
  readonly transport: TransportName;
  /** An address, never a name (IPv6 without brackets). */
  readonly address: string;
  readonly port: number;
  /** Datagrams leave from this very socket; a new stream is bound to its address (port: any). */
  readonly listener: Listener;
  /** Streams: use this one if it is still open, otherwise a connection to address and port (RFC 3261 §18.2.2). */
  readonly connectionId: number | null;
  /** Streams: only one of the same peer is reused. */
  readonly peer: string;
  /** TLS: the configured name that the far end's certificate has to be for; none: the address itself. */
  readonly serverName?: string;
  /** Streams: one that this peer opened to us, and whose Via names this port, will do. */
  readonly isReturn?: boolean;
}

/** Why bytes could not be sent. */
export type SendFailure =
  /** The system refused the datagram: no route, not permitted, interface gone. */
  | "unreachable"
  /** More bytes than a datagram takes. */
  | "too-large"
  /** No connection could be made, or not in time. */
  | "connect-failed"
  | "connect-timeout"
  /** TLS: the far end's certificate is not to be believed; or no protocol was agreed on. */
  | "certificate-refused"
  | "handshake-failed"
  /** The stream ended while the bytes were on it; they may or may not have arrived. */
  | "connection-closed"
  /** The far end of a stream does not read, or the kernel takes no datagrams: more is waiting than is allowed. */
  | "backpressure"
  /** Too many connections are open. */
  | "connection-limit"
  /** The transport is closed, or has none of that name. */
  | "unavailable";

/** Told once per failed send. `systemCode` is the errno name (`ECONNREFUSED`) where there is one. */
export class SendError extends Error {
  override readonly name = "SendError";
  constructor(
    readonly failure: SendFailure,
    readonly destination: Destination,
    readonly systemCode: string | null = null,
  ) {
    super(
      `${failure}: ${destination.transport} ${destination.address} port ${destination.port}${systemCode === null ? "" : ` (${systemCode})`}`,
    );
  }
}

/** What the layer above gives. Each is called on the event loop, never inside `send`; what it throws goes to `onError`. */
export interface TransportHandler {
  /**
   * Rule 1, asked before anything is parsed: for every datagram, for every new inbound stream (`bytes` null, nothing
   * read yet), and again for all bytes that come on any stream. Answers the peer's key, or null: the datagram is
   * forgotten, the stream destroyed, and nothing is sent. An inbound stream whose key has changed is destroyed too; one
   * that we opened stays its destination's, whatever key is answered. `bytes` is what came, for counting who it was; it
   * must not be kept.
   */
  admit(origin: Origin, bytes: Buffer | null): string | null;
  /** A whole message. It owns its bytes. */
  onMessage(message: SipMessage, source: Source): void;
  /**
   * What does not parse. `partial` may be answerable (`isAnswerable`); an answer on a stream must be sent before this
   * returns, because the stream is closed after a fatal fault.
   */
  onFault(fault: Fault, partial: SipMessage | null, source: Source): void;
  /** A socket of ours failed in itself (not one send). For the log and an alert; the transport goes on. */
  onError(error: Error, listener: Listener | null): void;
}

/** Bounds of the streams. Times in milliseconds, sizes in bytes. */
export interface TransportLimits {
  /** Inbound streams, all, of one peer (whose access list may hold thousands of addresses) and from one address. */
  readonly inboundConnections: number;
  readonly inboundConnectionsPerPeer: number;
  readonly inboundConnectionsPerAddress: number;
  /** Streams that we opened. */
  readonly outboundConnections: number;
  /** A stream with no byte in or out for so long is closed. */
  readonly idleMs: number;
  /** From the first byte of a message to its last, however steadily it drips. */
  readonly partialMs: number;
  readonly connectMs: number;
  /** From the accepting of a stream to the end of its TLS handshake. */
  readonly handshakeMs: number;
  /** Messages that one stream may bring between two sweeps (a second); beyond, it is not read until the next. */
  readonly messagesPerSweep: number;
  /** Bytes waiting on one stream before sends fail with `backpressure`. */
  readonly backlogBytes: number;
  /** From our end of a stream to its destruction, whether or not the far end answers. */
  readonly closingMs: number;
  /** Asked of the kernel for each datagram socket, both directions. */
  readonly socketBufferBytes: number;
}

/** Defaults. `idleMs` is longer than the longest gap between OPTIONS checks. */
export const TRANSPORT_LIMITS: TransportLimits = {
  inboundConnections: 4_096,
  inboundConnectionsPerPeer: 1_024,
  inboundConnectionsPerAddress: 64,
  outboundConnections: 1_024,
  idleMs: 300_000,
  partialMs: 10_000,
  connectMs: 3_000,
  handshakeMs: 5_000,
  messagesPerSweep: 10_000,
  backlogBytes: 1_048_576,
  closingMs: 2_000,
  socketBufferBytes: 4_194_304,
};

/** Counters since start, and two gauges. Plain numbers; read them as often as you like. */
export interface TransportStats {
  datagramsIn: number;
  datagramsOut: number;
  streamMessagesIn: number;
  streamMessagesOut: number;
  /** Refused by `admit`: datagrams, connections at accept, and bytes on an open stream, which ended it. */
  datagramsRefused: number;
  connectionsRefused: number;
  streamChunksRefused: number;
  /** Closed at accept because of a limit. */
  connectionsOverLimit: number;
  /** Keep-alives: empty datagrams, line ends alone, double CRLF on a stream. */
  keepAlives: number;
  faults: number;
  idleClosed: number;
  partialClosed: number;
  /** Inbound streams that ended before their TLS handshake did. */
  handshakesFailed: number;
  /** Times that a stream was not read for a while because it brought too many messages. */
  streamPauses: number;
  sendErrors: number;
  /** Gauges: streams open now. */
  inboundOpen: number;
  outboundOpen: number;
  /** What the kernel gave for received datagrams to the socket that got least; 0: there is none. */
  datagramBufferBytes: number;
}

/** The interface that sockets, and later a batched datagram module, stand behind. */
export interface Transport {
  /** Opens every socket or none: rejects with a sentence naming the URL that failed. Call it once. */
  listen(urls: readonly ListenUrl[]): Promise<readonly Listener[]>;
  readonly listeners: readonly Listener[];
  /**
   * Sends one message. `bytes` must not change afterwards. `onError` is called at most once, always after `send` has
   * returned. No error means that the system took the bytes, not that they arrived.
   */
  send(destination: Destination, bytes: Uint8Array, onError?: (error: SendError) => void): void;
  /** Closes one stream after what is waiting on it; nothing happens if it is gone. */
  closeConnection(connectionId: number): void;
  /** Closes every inbound stream whose source is no longer admitted: call it when the access lists have changed. */
  recheck(): void;
  /** Closes what is idle, dripping, connecting or closing for too long. Call it about once a second. */
  sweep(nowMs: number): void;
  readonly stats: Readonly<TransportStats>;
  /** Stops listening, ends every stream, resolves when all sockets are closed. Idempotent. */
  close(): Promise<void>;
}
