/** One UDP socket: datagrams in with their source, datagrams out. */
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { formatListenUrl, type ListenUrl } from "./listen-url";
import { type Destination, SendError, type SendFailure } from "./transport";

export interface DatagramHandler {
  onDatagram(bytes: Buffer, address: string, port: number): void;
  onSocketError(error: Error): void;
}

/** Opened by `openDatagramListener`; a batched module for Linux may later take its place. */
export interface DatagramListener {
  readonly port: number;
  send(bytes: Uint8Array, destination: Destination, onError: (error: SendError) => void): void;
  close(): Promise<void>;
}

/** Binds a socket; rejects with a sentence naming the URL. `bufferBytes` is asked of the kernel, which may give less. */
export function openDatagramListener(
  url: ListenUrl,
  bufferBytes: number,
  handler: DatagramHandler,
): Promise<DatagramListener> {
  const socket = createSocket({
    type: url.family === 4 ? "udp4" : "udp6",
    // One URL, one family: what listens on [::] does not take IPv4 unseen.
    ipv6Only: url.family === 6,
    recvBufferSize: bufferBytes,
    sendBufferSize: bufferBytes,
    // Destinations are addresses. The default would go through dns and a tick for each datagram.
    lookup: (address, _options, callback) => callback(null, address, url.family),
  });
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => {
      socket.close();
      reject(new Error(`cannot listen on ${formatListenUrl(url)}: ${error.code ?? error.message}`));
    };
    socket.once("error", refuse);
    socket.bind({ address: url.address, port: url.port, exclusive: true }, () => {
      socket.off("error", refuse);
      socket.on("error", (error) => handler.onSocketError(error));
      socket.on("message", (bytes: Buffer, from: RemoteInfo) =>
        handler.onDatagram(bytes, from.address, from.port),
      );
      resolve(new NodeDatagramListener(socket));
    });
  });
}

class NodeDatagramListener implements DatagramListener {
  readonly port: number;
  readonly #socket: Socket;
  #closed = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.port = socket.address().port;
  }

  send(bytes: Uint8Array, destination: Destination, onError: (error: SendError) => void): void {
    const fail = (failure: SendFailure, code: string | null) =>
      onError(new SendError(failure, destination, code));
    if (this.#closed) {
      process.nextTick(fail, "unavailable", null);
      return;
    }
    try {
      this.#socket.send(bytes, destination.port, destination.address, (error) => {
        if (error === null) return;
        const { code = null } = error as NodeJS.ErrnoException;
        fail(code === "EMSGSIZE" ? "too-large" : "unreachable", code);
      });
    } catch (error) {
      // A port out of range, or a socket that the system has taken away.
      const { code = null } = error as NodeJS.ErrnoException;
      process.nextTick(fail, "unreachable", code);
    }
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }
}
