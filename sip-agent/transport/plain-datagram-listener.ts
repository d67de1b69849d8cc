/** A UDP socket of `node:dgram`: one system call for each datagram, on every platform. */
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import type { DatagramHandler, DatagramListener, SendErrorListener } from "./datagram-listener";
import { formatListenUrl, type ListenUrl } from "./listen-url";
import { type Destination, SendError, type SendFailure } from "./transport";

/** Binds a socket; rejects with a sentence naming the URL. */
export function openPlainListener(
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
      resolve(new PlainDatagramListener(socket, handler));
    });
  });
}

class PlainDatagramListener implements DatagramListener {
  readonly port: number;
  readonly receiveBufferBytes: number;
  readonly #socket: Socket;
  readonly #handler: DatagramHandler;
  #closed = false;

  constructor(socket: Socket, handler: DatagramHandler) {
    this.#socket = socket;
    this.#handler = handler;
    this.port = socket.address().port;
    // Linux counts its own overhead in: twice what was asked.
    const counted = socket.getRecvBufferSize();
    this.receiveBufferBytes = process.platform === "linux" ? counted / 2 : counted;
  }

  send(bytes: Uint8Array, destination: Destination, onError: SendErrorListener): void {
    if (this.#closed) {
      process.nextTick(() => this.#fail("unavailable", null, destination, onError));
      return;
    }
    try {
      // Without a callback the system's refusal would be lost.
      this.#socket.send(bytes, destination.port, destination.address, (error) => {
        if (error === null) return;
        const { code = null } = error as NodeJS.ErrnoException;
        this.#fail(code === "EMSGSIZE" ? "too-large" : "unreachable", code, destination, onError);
      });
    } catch (error) {
      // A port out of range, or a socket that the system has taken away.
      const { code = null } = error as NodeJS.ErrnoException;
      process.nextTick(() => this.#fail("unreachable", code, destination, onError));
    }
  }

  #fail(
    failure: SendFailure,
    code: string | null,
    destination: Destination,
    onError: SendErrorListener,
  ): void {
    this.#handler.onSendError(new SendError(failure, destination, code), onError);
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }
}
