/** What differs between TCP and, later, TLS: how a server is made and how a connection is opened. */
import { connect, createServer, type Server, type Socket } from "node:net";
import type { TransportName } from "./transport";

export interface ConnectTo {
  readonly address: string;
  readonly port: number;
  /** The address to leave from; undefined leaves the choice to the system. */
  readonly localAddress: string | undefined;
}

export interface StreamLayer {
  readonly transport: TransportName;
  /** `onSocket` gets each connection once it can carry bytes: for TLS, after the handshake. */
  createServer(onSocket: (socket: Socket) => void): Server;
  connect(to: ConnectTo): Socket;
  /** The event after which an opened connection carries bytes. */
  readonly readyEvent: "connect" | "secureConnect";
}

/**
 * Plain TCP. A TLS layer stands beside it: its `createServer` must ask `admit` on the raw connection, before the
 * handshake, and its `connect` must verify the gateway's name.
 */
export const TCP_LAYER: StreamLayer = {
  transport: "tcp",
  createServer: (onSocket) => createServer({ noDelay: true, keepAlive: true }, onSocket),
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
