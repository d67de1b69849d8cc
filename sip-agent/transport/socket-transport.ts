/** The transport on this machine's sockets: UDP and TCP, IPv4 and IPv6. */
import { parseMessage } from "@/lib/sip/parse-message";
import {
  type DatagramListener,
  openDatagramListener,
  type SendErrorListener,
} from "./datagram-listener";
import type { DatagramForm } from "./datagram-module";
import { guardedHandler } from "./guarded-handler";
import type { ListenUrl } from "./listen-url";
import { PeerAddresses } from "./peer-address";
import { type StreamLayer, TCP_LAYER } from "./stream-layer";
import { StreamPool } from "./stream-pool";
import {
  type Destination,
  type Listener,
  SendError,
  TRANSPORT_LIMITS,
  type Transport,
  type TransportHandler,
  type TransportLimits,
  type TransportStats,
} from "./transport";

export interface SocketTransportOptions {
  readonly handler: TransportHandler;
  /** Monotonic milliseconds, the same clock that `sweep` is given. */
  readonly now: () => number;
  readonly limits?: Partial<TransportLimits>;
  /** Default: plain, which is everywhere. */
  readonly datagrams?: DatagramForm;
  /** Default: TCP alone. */
  readonly streamLayers?: readonly StreamLayer[];
}

/** Makes the transport; nothing is opened before `listen`. */
export function createSocketTransport(options: SocketTransportOptions): Transport {
  return new SocketTransport(options);
}

/** Shorter than any SIP message: such datagrams only keep a NAT's door open (RFC 5626 §3.5.2 and line ends alone). */
const KEEP_ALIVE_BYTES = 4;

class SocketTransport implements Transport {
  readonly stats: TransportStats = {
    datagramsIn: 0,
    datagramsOut: 0,
    streamMessagesIn: 0,
    streamMessagesOut: 0,
    datagramsRefused: 0,
    connectionsRefused: 0,
    streamChunksRefused: 0,
    connectionsOverLimit: 0,
    keepAlives: 0,
    faults: 0,
    idleClosed: 0,
    partialClosed: 0,
    handshakesFailed: 0,
    streamPauses: 0,
    sendErrors: 0,
    inboundOpen: 0,
    outboundOpen: 0,
    datagramBufferBytes: 0,
  };
  readonly #handler: TransportHandler;
  readonly #limits: TransportLimits;
  readonly #datagramForm: DatagramForm;
  readonly #streams: StreamPool;
  readonly #addresses = new PeerAddresses();
  readonly #datagrams: (DatagramListener | null)[] = [];
  #listeners: readonly Listener[] = [];

  constructor(options: SocketTransportOptions) {
    this.#handler = guardedHandler(options.handler);
    this.#limits = { ...TRANSPORT_LIMITS, ...options.limits };
    this.#datagramForm = options.datagrams ?? "plain";
    this.#streams = new StreamPool({
      handler: this.#handler,
      now: options.now,
      limits: this.#limits,
      stats: this.stats,
      layers: options.streamLayers ?? [TCP_LAYER],
    });
  }

  get listeners(): readonly Listener[] {
    return this.#listeners;
  }

  async listen(urls: readonly ListenUrl[]): Promise<readonly Listener[]> {
    const listeners: Listener[] = [];
    try {
      for (const [id, url] of urls.entries()) {
        const port = await this.#listenOn(id, url, () => listeners[id] ?? { id, ...url });
        listeners.push({ id, ...url, port });
      }
    } catch (error) {
      await this.close();
      throw error;
    }
    this.#listeners = listeners;
    return listeners;
  }

  send(destination: Destination, bytes: Uint8Array, onError?: (error: SendError) => void): void {
    if (destination.transport !== "udp") {
      this.#streams.send(bytes, destination, (error) => this.#onSendError(error, onError));
      return;
    }
    const socket = this.#datagrams[destination.listener.id] ?? null;
    if (socket === null) {
      const error = new SendError("unavailable", destination);
      process.nextTick(() => this.#onSendError(error, onError));
      return;
    }
    this.stats.datagramsOut += 1;
    socket.send(bytes, destination, onError);
  }

  closeConnection(connectionId: number): void {
    this.#streams.end(connectionId);
  }

  recheck(): void {
    this.#streams.recheck();
  }

  sweep(nowMs: number): void {
    this.#streams.sweep(nowMs);
  }

  async close(): Promise<void> {
    const sockets = this.#datagrams.map((socket) => socket?.close());
    await Promise.all([...sockets, this.#streams.close()]);
  }

  async #listenOn(id: number, url: ListenUrl, listenerOf: () => Listener): Promise<number> {
    if (url.transport !== "udp") {
      this.#datagrams[id] = null;
      return this.#streams.listen(url, listenerOf);
    }
    const { socketBufferBytes } = this.#limits;
    const socket = await openDatagramListener(this.#datagramForm, url, socketBufferBytes, {
      onDatagram: (bytes, address, port) => this.#onDatagram(bytes, address, port, listenerOf()),
      onSendError: (error, onError) => this.#onSendError(error, onError),
      onSocketError: (error) => this.#handler.onError(error, listenerOf()),
    });
    this.#datagrams[id] = socket;
    const least = this.stats.datagramBufferBytes;
    const given = socket.receiveBufferBytes;
    this.stats.datagramBufferBytes = least === 0 ? given : Math.min(least, given);
    return socket.port;
  }

  #onSendError(error: SendError, onError: SendErrorListener): void {
    this.stats.sendErrors += 1;
    try {
      onError?.(error);
    } catch (fault) {
      this.#handler.onError(fault instanceof Error ? fault : new Error(String(fault)), null);
    }
  }

  #onDatagram(bytes: Buffer, fromAddress: string, port: number, listener: Listener): void {
    this.stats.datagramsIn += 1;
    const address = this.#addresses.read(fromAddress);
    // Port 0 cannot be answered; no honest socket sends from it.
    if (address === null || port === 0) {
      this.stats.datagramsRefused += 1;
      return;
    }
    // One object for both questions: an origin until `admit` has named the peer.
    const source = {
      address: address.text,
      packed: address.packed,
      port,
      transport: "udp" as const,
      listener,
      peer: "",
      connectionId: null,
    };
    const peer = this.#handler.admit(source, bytes);
    if (peer === null) {
      this.stats.datagramsRefused += 1;
      return;
    }
    source.peer = peer;
    if (bytes.length <= KEEP_ALIVE_BYTES) {
      this.stats.keepAlives += 1;
      return;
    }
    const parsed = parseMessage(bytes);
    if (parsed.ok) {
      this.#handler.onMessage(parsed.message, source);
    } else if (parsed.fault.code === "empty") {
      this.stats.keepAlives += 1;
    } else {
      this.stats.faults += 1;
      this.#handler.onFault(parsed.fault, parsed.partial, source);
    }
  }
}
