/** Every stream of the process: accepts, opens, reuses, bounds and ends them. */
import type { Server, Socket } from "node:net";
import type { FramerEvent } from "@/lib/sip/stream-framer";
import { ConnectionTable } from "./connection-table";
import { formatListenUrl, type ListenUrl } from "./listen-url";
import { PeerAddresses } from "./peer-address";
import { type ConnectionFacts, StreamConnection } from "./stream-connection";
import type { StreamLayer } from "./stream-layer";
import {
  type Destination,
  type Listener,
  type Origin,
  SendError,
  type Source,
  type TransportHandler,
  type TransportLimits,
  type TransportStats,
} from "./transport";

export interface StreamPoolOptions {
  readonly handler: TransportHandler;
  readonly now: () => number;
  readonly limits: TransportLimits;
  readonly stats: TransportStats;
  readonly layers: readonly StreamLayer[];
}

export class StreamPool {
  readonly #options: StreamPoolOptions;
  readonly #table = new ConnectionTable();
  readonly #servers: Server[] = [];
  readonly #addresses = new PeerAddresses();
  #nextId = 1;
  #closing: (() => void) | null = null;
  #closed = false;

  constructor(options: StreamPoolOptions) {
    this.#options = options;
  }

  /** Listens; resolves with the real port. `listenerOf` is asked once connections come, when all ports are known. */
  listen(url: ListenUrl, listenerOf: () => Listener): Promise<number> {
    const layer = this.#layer(url.transport);
    if (layer === null) {
      const text = `cannot listen on ${formatListenUrl(url)}: no ${url.transport} here`;
      return Promise.reject(new Error(text));
    }
    const server = layer.createServer((socket) => this.#accept(layer, socket, listenerOf()));
    return new Promise((resolve, reject) => {
      const refuse = (error: NodeJS.ErrnoException) =>
        reject(
          new Error(`cannot listen on ${formatListenUrl(url)}: ${error.code ?? error.message}`),
        );
      server.once("error", refuse);
      const { address: host, port, family } = url;
      server.listen({ host, port, exclusive: true, ipv6Only: family === 6 }, () => {
        server.off("error", refuse);
        server.on("error", (error) => this.#options.handler.onError(error, listenerOf()));
        this.#servers.push(server);
        const bound = server.address();
        resolve(bound === null || typeof bound === "string" ? port : bound.port);
      });
    });
  }

  send(bytes: Uint8Array, destination: Destination, onError: (error: SendError) => void): void {
    const known = this.#closed ? null : this.#table.getUsable(destination);
    const connection = known ?? this.#open(destination);
    if (connection instanceof SendError) process.nextTick(onError, connection);
    else {
      this.#options.stats.streamMessagesOut += 1;
      connection.send(bytes, destination, onError);
    }
  }

  end(connectionId: number): void {
    this.#table.get(connectionId)?.end();
  }

  /** Ends inbound streams that would not be taken, or not for the same peer, any more. */
  recheck(): void {
    for (const connection of this.#table.all()) {
      if (!connection.inbound) continue;
      const peer = this.#options.handler.admit(connection.origin, null);
      if (peer !== connection.peer) connection.destroy();
    }
  }

  sweep(nowMs: number): void {
    const { stats } = this.#options;
    for (const connection of this.#table.all()) {
      const verdict = connection.sweep(nowMs);
      if (verdict === "idle") stats.idleClosed += 1;
      if (verdict === "partial") stats.partialClosed += 1;
    }
  }

  /** Stops listening, ends every stream; those that do not end by themselves are destroyed after `closingMs`. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const servers = this.#servers.map(
      (server) => new Promise<void>((resolve) => server.close(() => resolve())),
    );
    for (const connection of this.#table.all()) {
      if (connection.socket.writableLength > 0) connection.end();
      else connection.destroy();
    }
    const timer = setTimeout(() => {
      for (const connection of this.#table.all()) connection.destroy();
    }, this.#options.limits.closingMs);
    if (this.#openCount > 0) {
      await new Promise<void>((resolve) => {
        this.#closing = resolve;
      });
    }
    clearTimeout(timer);
    await Promise.all(servers);
  }

  get #openCount(): number {
    return this.#table.inboundOpen + this.#table.outboundOpen;
  }

  #layer(transport: string): StreamLayer | null {
    return this.#options.layers.find((layer) => layer.transport === transport) ?? null;
  }

  #accept(layer: StreamLayer, socket: Socket, listener: Listener): void {
    const { handler, limits, stats } = this.#options;
    const origin = this.#closed ? null : this.#originOf(socket, listener);
    if (origin === null) {
      socket.destroy();
      return;
    }
    const peer = handler.admit(origin, null);
    if (peer === null) {
      stats.connectionsRefused += 1;
      socket.destroy();
      return;
    }
    if (
      this.#table.inboundOpen >= limits.inboundConnections ||
      this.#table.inboundOf(peer) >= limits.inboundConnectionsPerPeer ||
      this.#table.inboundFrom(origin.address) >= limits.inboundConnectionsPerAddress
    ) {
      stats.connectionsOverLimit += 1;
      socket.destroy();
      return;
    }
    const carrier = layer.accept(socket);
    const facts = { inbound: true, isReady: layer.acceptedEvent === null, peer, origin };
    const connection = this.#connection(carrier, facts);
    if (layer.acceptedEvent !== null) {
      carrier.once(layer.acceptedEvent, () => connection.markOpen());
    }
    this.#table.addInbound(connection);
    this.#count();
  }

  #open(destination: Destination): StreamConnection | SendError {
    const layer = this.#layer(destination.transport);
    const address = this.#addresses.read(destination.address);
    if (this.#closed || layer === null || address === null) {
      return new SendError("unavailable", destination);
    }
    if (this.#table.outboundOpen >= this.#options.limits.outboundConnections) {
      return new SendError("connection-limit", destination);
    }
    const { listener, port, transport, peer, serverName = address.text } = destination;
    const anywhere = listener.address === "0.0.0.0" || listener.address === "::";
    const localAddress = anywhere ? undefined : listener.address;
    let socket: Socket;
    try {
      socket = layer.connect({ address: address.text, port, localAddress, serverName });
    } catch {
      // A port out of range: a caller's mistake must not end the process.
      return new SendError("connect-failed", destination);
    }
    const { text, packed } = address;
    const origin: Origin = { address: text, packed, port, transport, listener };
    const connection = this.#connection(socket, { inbound: false, isReady: false, peer, origin });
    socket.once(layer.readyEvent, () => connection.markOpen());
    this.#table.addOutbound(connection, destination);
    this.#count();
    return connection;
  }

  #connection(socket: Socket, facts: Omit<ConnectionFacts, "id">): StreamConnection {
    const { limits, now } = this.#options;
    const id = this.#nextId;
    this.#nextId += 1;
    return new StreamConnection({ ...facts, id }, socket, limits, now, {
      onBytes: (connection, bytes) => this.#admits(connection, bytes),
      onFrame: (connection, event) => this.#onFrame(connection, event),
      onClosed: (connection) => this.#onClosed(connection),
      onPaused: () => {
        this.#options.stats.streamPauses += 1;
      },
    });
  }

  /** Rule 1 again, for bytes on an open stream: the lists may have changed since it was accepted. */
  #admits(connection: StreamConnection, bytes: Buffer): boolean {
    const peer = this.#options.handler.admit(connection.origin, bytes);
    // An inbound stream that has changed hands is not the one that was accepted.
    if (peer !== null && (!connection.inbound || peer === connection.peer)) return true;
    this.#options.stats.streamChunksRefused += 1;
    return false;
  }

  #onFrame(connection: StreamConnection, event: FramerEvent): void {
    const { handler, stats } = this.#options;
    const { origin, peer, id: connectionId } = connection;
    const source: Source = { ...origin, peer, connectionId };
    switch (event.kind) {
      case "message":
        stats.streamMessagesIn += 1;
        if (connection.inbound && event.message.isRequest) {
          this.#table.nameInbound(connection, event.message);
        }
        handler.onMessage(event.message, source);
        break;
      case "fault":
        stats.faults += 1;
        handler.onFault(event.fault, event.partial, source);
        break;
      case "ping":
        stats.keepAlives += 1;
        connection.pong();
        break;
    }
  }

  #onClosed(connection: StreamConnection): void {
    this.#table.remove(connection);
    if (connection.inbound && !connection.wasOpen) this.#options.stats.handshakesFailed += 1;
    this.#count();
    if (this.#openCount === 0) this.#closing?.();
  }

  #count(): void {
    this.#options.stats.inboundOpen = this.#table.inboundOpen;
    this.#options.stats.outboundOpen = this.#table.outboundOpen;
  }

  /** Null if the far end has gone already, or has an address that no list can hold. */
  #originOf(socket: Socket, listener: Listener): Origin | null {
    const { remoteAddress, remotePort } = socket;
    if (remoteAddress === undefined || remotePort === undefined) return null;
    const address = this.#addresses.read(remoteAddress);
    if (address === null) return null;
    const { text, packed } = address;
    return { address: text, packed, port: remotePort, transport: listener.transport, listener };
  }
}
