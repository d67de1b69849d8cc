/** One stream: cuts its bytes into messages, bounds what waits on it, and knows when it has lasted too long. */
import type { Socket } from "node:net";
import { type FramerEvent, StreamFramer } from "@/lib/sip/stream-framer";
import { certificateRefusal } from "./tls-layer";
import {
  type Destination,
  type Origin,
  SendError,
  type SendFailure,
  type TransportLimits,
} from "./transport";

export interface ConnectionHandler {
  /** Bytes have come and are not looked at yet: false has the stream destroyed. */
  onBytes(connection: StreamConnection, bytes: Buffer): boolean;
  onFrame(connection: StreamConnection, event: FramerEvent): void;
  onClosed(connection: StreamConnection): void;
  /** It brings more messages than it may, and is not read until the next sweep. */
  onPaused(): void;
}

export interface ConnectionFacts {
  readonly id: number;
  readonly inbound: boolean;
  /** It carries bytes already: an accepted TCP stream. */
  readonly isReady: boolean;
  readonly peer: string;
  readonly origin: Origin;
}

/** Why `sweep` ended a connection; null if it did not. */
export type SweepVerdict = "idle" | "partial" | "connect-timeout" | "closing" | null;

/** Codes of a handshake that came to nothing: alerts of the far end, no common protocol, no TLS at all. */
const HANDSHAKE_CODE = /^(ERR_SSL_|ERR_TLS_|EPROTO$)/;

export class StreamConnection {
  readonly id: number;
  readonly inbound: boolean;
  readonly peer: string;
  readonly origin: Origin;
  readonly #framer = new StreamFramer();
  /** Sends whose bytes have not left yet; all are told if the stream ends before. */
  readonly #unsent = new Set<(failure: SendFailure, code: string | null) => void>();
  #phase: "connecting" | "open" | "closing" | "closed";
  #phaseSinceMs: number;
  #activeAtMs: number;
  #partialSinceMs: number | null = null;
  #failure: SendFailure;
  #systemCode: string | null = null;
  #messagesLeft: number;
  #isPaused = false;
  #wasOpen = false;

  constructor(
    facts: ConnectionFacts,
    readonly socket: Socket,
    readonly limits: TransportLimits,
    readonly now: () => number,
    readonly handler: ConnectionHandler,
  ) {
    this.id = facts.id;
    this.inbound = facts.inbound;
    this.peer = facts.peer;
    this.origin = facts.origin;
    this.#phase = facts.isReady ? "open" : "connecting";
    this.#failure = facts.inbound ? "connection-closed" : "connect-failed";
    this.#messagesLeft = limits.messagesPerSweep;
    this.#phaseSinceMs = now();
    this.#activeAtMs = this.#phaseSinceMs;
    socket.on("data", (chunk: Buffer) => this.#onData(chunk));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      this.#onError(error.code ?? null);
    });
    socket.on("close", () => this.#onClose());
  }

  /** True once it has carried, or could have carried, bytes. */
  get wasOpen(): boolean {
    return this.#wasOpen || this.#phase === "open";
  }

  /** Neither ending nor ended: bytes may be given to it. */
  get usable(): boolean {
    return this.#phase === "connecting" || this.#phase === "open";
  }

  /** The far end has taken the connection. */
  markOpen(): void {
    if (this.#phase !== "connecting") return;
    this.#enter("open");
    this.#failure = "connection-closed";
    this.#activeAtMs = this.#phaseSinceMs;
  }

  /** Writes, or queues while connecting. `onError` is told once, later, if the bytes do not leave. */
  send(bytes: Uint8Array, destination: Destination, onError: (error: SendError) => void): void {
    const fail = (failure: SendFailure, code: string | null) =>
      onError(new SendError(failure, destination, code));
    if (!this.usable) {
      process.nextTick(fail, "connection-closed", null);
      return;
    }
    if (this.socket.writableLength + bytes.length > this.limits.backlogBytes) {
      process.nextTick(fail, "backpressure", null);
      return;
    }
    this.#unsent.add(fail);
    this.socket.write(bytes, (error) => {
      // `close` follows, and knows why. A write that a reset has cut short is called back without an error.
      if (error || this.socket.destroyed) return;
      this.#unsent.delete(fail);
      this.#activeAtMs = this.now();
    });
  }

  /** Answers a keep-alive (RFC 5626 §4.4.1), unless the far end does not read. */
  pong(): void {
    if (this.#phase === "open" && this.socket.writableLength === 0) this.socket.write("\r\n");
  }

  /** Sends what waits, then ends; reads nothing more. */
  end(): void {
    if (!this.usable) return;
    this.#enter("closing");
    this.socket.end();
    // What still comes is thrown away: unread bytes would turn the end into a reset that overtakes our answer.
    this.socket.resume();
  }

  /** Ends at once, whatever waits. */
  destroy(): void {
    this.socket.destroy();
  }

  /** Ends it if it has lasted too long in what it does. */
  sweep(nowMs: number): SweepVerdict {
    const { connectMs, handshakeMs, closingMs, partialMs, idleMs } = this.limits;
    const inPhase = nowMs - this.#phaseSinceMs;
    this.#readOn(nowMs);
    if (this.#phase === "connecting" && inPhase >= (this.inbound ? handshakeMs : connectMs)) {
      this.#failure = "connect-timeout";
      this.destroy();
      return "connect-timeout";
    }
    if (this.#phase === "closing" && inPhase >= closingMs) {
      this.destroy();
      return "closing";
    }
    if (this.#phase !== "open") return null;
    if (this.#partialSinceMs !== null && nowMs - this.#partialSinceMs >= partialMs) {
      this.destroy();
      return "partial";
    }
    if (nowMs - this.#activeAtMs >= idleMs) {
      // Bytes that wait for so long on a far end that does not read are not waited for.
      if (this.socket.writableLength > 0) this.destroy();
      else this.end();
      return "idle";
    }
    return null;
  }

  /** Another second's messages may come. What it did not read meanwhile counts neither as dripping nor as silence. */
  #readOn(nowMs: number): void {
    this.#messagesLeft = this.limits.messagesPerSweep;
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#activeAtMs = nowMs;
    if (this.#partialSinceMs !== null) this.#partialSinceMs = nowMs;
    this.socket.resume();
  }

  #enter(phase: "open" | "closing" | "closed"): void {
    this.#wasOpen ||= this.#phase === "open";
    this.#phase = phase;
    this.#phaseSinceMs = this.now();
  }

  #onData(chunk: Buffer): void {
    if (this.#phase !== "open") return;
    this.#activeAtMs = this.now();
    if (!this.handler.onBytes(this, chunk)) {
      this.destroy();
      return;
    }
    const events = this.#framer.push(chunk);
    for (const event of events) {
      if (this.#phase !== "open") return;
      this.handler.onFrame(this, event);
    }
    if (this.#framer.closed) this.end();
    else this.#bound(events.length);
    // The first byte of a message counts, however its next ones drip.
    if (!this.#framer.isPartial) this.#partialSinceMs = null;
    else if (events.length > 0 || this.#partialSinceMs === null) {
      this.#partialSinceMs = this.#activeAtMs;
    }
  }

  /** Who sends more than its share is slowed down by its own transport: what is not read fills its window. */
  #bound(messages: number): void {
    this.#messagesLeft -= messages;
    if (this.#messagesLeft > 0 || this.#isPaused || this.#phase !== "open") return;
    this.#isPaused = true;
    this.socket.pause();
    this.handler.onPaused();
  }

  #onError(code: string | null): void {
    const refusal = this.#phase === "connecting" ? certificateRefusal(this.socket) : null;
    this.#systemCode = refusal ?? code;
    if (this.inbound || this.#phase !== "connecting") return;
    if (refusal !== null) this.#failure = "certificate-refused";
    else if (code !== null && HANDSHAKE_CODE.test(code)) this.#failure = "handshake-failed";
  }

  #onClose(): void {
    this.#enter("closed");
    for (const fail of this.#unsent) fail(this.#failure, this.#systemCode);
    this.#unsent.clear();
    this.handler.onClosed(this);
  }
}
