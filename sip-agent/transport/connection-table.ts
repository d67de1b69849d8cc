/** The streams that are open: by number, by whom they lead to, and how many from where. */
import type { SipMessage } from "@/lib/sip/message";
import { DEFAULT_PORT } from "./response-destination";
import type { StreamConnection } from "./stream-connection";
import type { Destination } from "./transport";

/**
 * Streams are shared within one peer, one transport and one address of ours, and with nobody else. One that was opened to a
 * name is for that name, and for what is sent to its place without a name.
 */
function outboundKeys(destination: Destination): readonly [string, ...string[]] {
  const { transport, listener, address, port, peer, serverName } = destination;
  const place = `${transport} ${listener.id} ${address} ${port} ${peer}`;
  return serverName === undefined || transport !== "tls"
    ? [place]
    : [`${place} ${serverName}`, place];
}

/** The far end of a stream that it opened, and whose it is: whichever socket of ours it called. */
function inboundKey(
  { transport, address, port }: Pick<Destination, "transport" | "address" | "port">,
  peer: string,
): string {
  return `${transport} ${address} ${port} ${peer}`;
}

export class ConnectionTable {
  readonly #byId = new Map<number, StreamConnection>();
  readonly #outbound = new Map<string, StreamConnection>();
  readonly #outboundKeys = new Map<number, readonly string[]>();
  readonly #inboundByPlace = new Map<string, StreamConnection>();
  readonly #inboundPerAddress = new Counts();
  readonly #inboundPerPeer = new Counts();
  /** Inbound streams by the port that their peer listens on, and that key by their number. */
  readonly #returning = new Map<string, StreamConnection>();
  readonly #returningKeys = new Map<number, string>();
  #inbound = 0;

  get inboundOpen(): number {
    return this.#inbound;
  }

  get outboundOpen(): number {
    return this.#outboundKeys.size;
  }

  inboundFrom(address: string): number {
    return this.#inboundPerAddress.of(address);
  }

  inboundOf(peer: string): number {
    return this.#inboundPerPeer.of(peer);
  }

  all(): IterableIterator<StreamConnection> {
    return this.#byId.values();
  }

  get(id: number): StreamConnection | null {
    return this.#byId.get(id) ?? null;
  }

  addInbound(connection: StreamConnection): void {
    const { address } = connection.origin;
    this.#byId.set(connection.id, connection);
    this.#inboundByPlace.set(inboundKey(connection.origin, connection.peer), connection);
    this.#inbound += 1;
    this.#inboundPerAddress.add(address, 1);
    this.#inboundPerPeer.add(connection.peer, 1);
  }

  /** Keeps the port that the first request on an inbound stream names in its Via's sent-by. */
  nameInbound(connection: StreamConnection, { topVia }: Pick<SipMessage, "topVia">): void {
    if (this.#returningKeys.has(connection.id) || topVia === null) return;
    const { transport, address } = connection.origin;
    const port = topVia.port ?? DEFAULT_PORT[transport];
    const key = inboundKey({ transport, address, port }, connection.peer);
    this.#returning.set(key, connection);
    this.#returningKeys.set(connection.id, key);
  }

  addOutbound(connection: StreamConnection, destination: Destination): void {
    const keys = outboundKeys(destination);
    this.#byId.set(connection.id, connection);
    for (const key of keys) this.#outbound.set(key, connection);
    this.#outboundKeys.set(connection.id, keys);
  }

  /**
   * The stream to send on: the one that is named, if it is this peer's; else one that this peer opened from there, for
   * nobody listens on the port that it left from; else one that we opened to there; else, for what goes back to where
   * something came from, one that this peer opened from the same address and that names this port as its own.
   */
  getUsable(destination: Destination): StreamConnection | null {
    const { connectionId, peer } = destination;
    const named = connectionId === null ? undefined : this.#byId.get(connectionId);
    if (named?.usable && named.peer === peer) return named;
    const came = this.#inboundByPlace.get(inboundKey(destination, peer));
    if (came?.usable) return came;
    const opened = this.#outbound.get(outboundKeys(destination)[0]);
    if (opened?.usable) return opened;
    if (destination.isReturn !== true) return null;
    const returning = this.#returning.get(inboundKey(destination, peer));
    return returning?.usable ? returning : null;
  }

  remove(connection: StreamConnection): void {
    if (!this.#byId.delete(connection.id)) return;
    const keys = this.#outboundKeys.get(connection.id);
    if (keys !== undefined) {
      this.#outboundKeys.delete(connection.id);
      for (const key of keys) {
        // Another may have taken its place while this one was closing.
        if (this.#outbound.get(key) === connection) this.#outbound.delete(key);
      }
      return;
    }
    const returning = this.#returningKeys.get(connection.id);
    if (returning !== undefined) {
      this.#returningKeys.delete(connection.id);
      if (this.#returning.get(returning) === connection) this.#returning.delete(returning);
    }
    const place = inboundKey(connection.origin, connection.peer);
    if (this.#inboundByPlace.get(place) === connection) this.#inboundByPlace.delete(place);
    this.#inbound -= 1;
    this.#inboundPerAddress.add(connection.origin.address, -1);
    this.#inboundPerPeer.add(connection.peer, -1);
  }
}

/** How many there are of each; what there is none of takes no memory. */
class Counts {
  readonly #counts = new Map<string, number>();

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  add(key: string, by: number): void {
    const count = this.of(key) + by;
    if (count > 0) this.#counts.set(key, count);
    else this.#counts.delete(key);
  }
}
