/** What differs between TCP and TLS: how a server is made, a connection opened, and when either carries bytes. */
import { connect, createServer, type Server, type Socket } from "node:net";
import type { TransportName } from "./transport";

export interface ConnectTo {
  readonly address: string;
  readonly port: number;
  /** The address to leave from; undefined leaves the choice to the system. */
  readonly localAddress: string | undefined;
  /** Whose certificate the far end has to show; TCP does not look at it. */
  readonly serverName: string;
}

export interface StreamLayer {
  readonly transport: TransportName;
  /** `onSocket` gets each connection bare, before a handshake, so that nobody unknown gets a byte of one. */
  createServer(onSocket: (socket: Socket) => void): Server;
  /** What carries the bytes of an accepted connection, once it has told `acceptedEvent`. */
  accept(socket: Socket): Socket;
  /** Null: it carries bytes from the beginning. */
  readonly acceptedEvent: "secure" | null;
  connect(to: ConnectTo): Socket;
  /** The event after which an opened connection carries bytes. */
  readonly readyEvent: "connect" | "secureConnect";
}

/** Of TCP, and of the TCP below TLS. */
export function createTcpServer(onSocket: (socket: Socket) => void): Server {
  return createServer({ noDelay: true, keepAlive: true }, onSocket);
}

export const TCP_LAYER: StreamLayer = {
  transport: "tcp",
  createServer: createTcpServer,
  accept: (socket) => socket,
  acceptedEvent: null,
  connect: ({ address, port, localAddress }) =>
    connect({
      host: address,
      port,
      noDelay: true,
      keepAlive: true,
      ...(localAddress === undefined ? {} : { localAddress }),
    }),
  readyEvent: "connect",
};
