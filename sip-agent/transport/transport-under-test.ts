/** A transport on loopback sockets whose events can be awaited, and plain sockets to talk to it; for tests alone. */
import { createSocket, type RemoteInfo, type Socket as UdpSocket } from "node:dgram";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Fault } from "@/lib/sip/fault";
import type { SipMessage } from "@/lib/sip/message";
import { parseListenUrls } from "./listen-url";
import { createSocketTransport, type SocketTransportOptions } from "./socket-transport";
import type { Destination, Listener, Origin, Source, Transport } from "./transport";

/** Values that come in order and can be waited for. */
class Arrivals<T> {
  readonly all: T[] = [];
  readonly #waiting: ((value: T) => void)[] = [];
  #taken = 0;

  add(value: T): void {
    this.all.push(value);
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#taken += 1;
    next(value);
  }

  /** The next one that nobody has taken. */
  next(): Promise<T> {
    const value = this.all[this.#taken];
    if (value === undefined) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#taken += 1;
    return Promise.resolve(value);
  }
}

export class TransportUnderTest {
  readonly transport: Transport;
  readonly messages = new Arrivals<{ readonly message: SipMessage; readonly source: Source }>();
  readonly faults = new Arrivals<{
    readonly fault: Fault;
    readonly partial: SipMessage | null;
    readonly source: Source;
  }>();
  readonly admissions = new Arrivals<{ readonly origin: Origin; readonly bytes: number | null }>();
  readonly errors = new Arrivals<Error>();
  nowMs = 1_000;
  /** Who is let in: the answer of `admit`. */
  admit: (origin: Origin) => string | null = () => "carrier";
  /** Done with each message and fault, before it is recorded. */
  onMessage: (message: SipMessage, source: Source) => void = () => {};
  onFault: (source: Source) => void = () => {};

  constructor(options: Omit<SocketTransportOptions, "handler" | "now"> = {}) {
    this.transport = createSocketTransport({
      ...options,
      now: () => this.nowMs,
      handler: {
        admit: (origin, bytes) => {
          const peer = this.admit(origin);
          this.admissions.add({ origin, bytes: bytes === null ? null : bytes.length });
          return peer;
        },
        onMessage: (message, source) => {
          this.onMessage(message, source);
          this.messages.add({ message, source });
        },
        onFault: (fault, partial, source) => {
          this.onFault(source);
          this.faults.add({ fault, partial, source });
        },
        onError: (error) => this.errors.add(error),
      },
    });
  }

  /** Listens and returns the first socket. */
  async listen(text: string): Promise<Listener> {
    const { urls, problems } = parseListenUrls(text);
    if (problems.length > 0) throw new Error(problems.join("; "));
    const [first] = await this.transport.listen(urls);
    if (first === undefined) throw new Error("no listener");
    return first;
  }

  /** Lets virtual time go by and looks for what has lasted too long. */
  sweepAfter(ms: number): void {
    this.nowMs += ms;
    this.transport.sweep(this.nowMs);
  }

  destination(listener: Listener, port: number, more: Partial<Destination> = {}): Destination {
    const { transport, address } = listener;
    return { transport, address, port, listener, connectionId: null, peer: "carrier", ...more };
  }

  /** Sends and resolves with the error that comes of it. */
  failedSend(destination: Destination, bytes: Uint8Array) {
    return new Promise<{ failure: string; systemCode: string | null }>((resolve) =>
      this.transport.send(destination, bytes, resolve),
    );
  }
}

/** A UDP socket on loopback that collects what it gets. */
export class UdpPeer {
  readonly datagrams = new Arrivals<{ readonly bytes: Buffer; readonly from: RemoteInfo }>();
  private constructor(readonly socket: UdpSocket) {
    socket.on("message", (bytes, from) => this.datagrams.add({ bytes, from }));
  }

  static async open(address = "127.0.0.1"): Promise<UdpPeer> {
    const type = address.includes(":") ? "udp6" : "udp4";
    // Room for all of a burst: what it loses would look like a loss of ours.
    const socket = createSocket({ type, recvBufferSize: 4_194_304 });
    socket.bind(0, address);
    await once(socket, "listening");
    return new UdpPeer(socket);
  }

  get port(): number {
    return this.socket.address().port;
  }

  send(bytes: Uint8Array, to: Listener): void {
    this.socket.send(bytes, to.port, to.address);
  }

  close(): void {
    this.socket.close();
  }
}

/** A TCP connection to a listener that collects what it gets. */
export class TcpPeer {
  #received = Buffer.alloc(0);
  readonly closed: Promise<void>;
  #onBytes: () => void = () => {};

  private constructor(readonly socket: Socket) {
    this.closed = new Promise((resolve) => socket.once("close", () => resolve()));
    socket.on("error", () => {}); // A reset is one way of being closed.
    socket.on("data", (bytes: Buffer) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      this.#onBytes();
    });
  }

  static async open(to: Listener): Promise<TcpPeer> {
    const peer = new TcpPeer(connect({ host: to.address, port: to.port, noDelay: true }));
    await once(peer.socket, "connect");
    return peer;
  }

  static of(socket: Socket): TcpPeer {
    return new TcpPeer(socket);
  }

  get received(): string {
    return this.#received.toString("latin1");
  }

  /** Resolves once that many bytes have come. */
  async bytes(count: number): Promise<string> {
    while (this.#received.length < count) {
      await new Promise<void>((resolve) => {
        this.#onBytes = resolve;
      });
    }
    return this.received;
  }
}

/** A well-formed OPTIONS, with a body if one is given. */
export function optionsRequest(callId: string, transport = "UDP", body = ""): Buffer {
  return Buffer.from(
    [
      "OPTIONS sip:byoc.example SIP/2.0",
      `Via: SIP/2.0/${transport} pbx.example;branch=z9hG4bK${callId};rport`,
      "Max-Forwards: 70",
      "From: <sip:pbx.example>;tag=1",
      "To: <sip:byoc.example>",
      `Call-ID: ${callId}`,
      "CSeq: 1 OPTIONS",
      `Content-Length: ${body.length}`,
      "",
      body,
    ].join("\r\n"),
    "latin1",
  );
}

/** Lets the loop turn until the socket layer has brought it about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
