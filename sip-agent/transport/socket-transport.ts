/** The transport on this machine's sockets: UDP and TCP, IPv4 and IPv6. */
import {
  TRANSPORT_LIMITS,
  type Transport,
  type TransportHandler,
  type TransportLimits,
} from "./transport";

export interface SocketTransportOptions {
  readonly handler: TransportHandler;
  /** Monotonic milliseconds, the same clock that `sweep` is given. */
  readonly now: () => number;
  readonly limits?: Partial<TransportLimits>;
}

/** Makes the transport; nothing is opened before `listen`. */
export function createSocketTransport(options: SocketTransportOptions): Transport {
  throw new Error(
    `to come: ${Object.keys(options).length} ${Object.keys(TRANSPORT_LIMITS).length}`,
  );
}
