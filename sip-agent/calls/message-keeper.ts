/** Keeps the SIP messages of refused and of sampled calls, secrets masked, in bounded memory, until they are spooled. */
import type { KeptMessage } from "@/lib/db/call-records";
import type { Leg } from "../proxy/call-event";
import type { Destination, Source } from "../transport/transport";
import { maskSecrets } from "./mask-secrets";

/** Messages kept of one call: enough for any ladder, and no more. */
const MOST_MESSAGES = 200;
/** Calls whose messages are kept at one time. */
const MOST_CALLS = 5_000;
/** The last messages of a call come after its end: retransmissions and answers, for as long as a transaction lasts. */
const AFTER_END_MS = 35_000;

interface Keeping {
  sequence: number;
  waiting: KeptMessage[];
  endsAtMs: number;
}

export class MessageKeeper {
  readonly #calls = new Map<string, Keeping>();
  readonly #write: (recordId: string, messages: readonly KeptMessage[]) => void;

  constructor(write: (recordId: string, messages: readonly KeptMessage[]) => void) {
    this.#write = write;
  }

  /** Starts keeping; false if there are too many already. */
  begin(recordId: string): boolean {
    if (this.#calls.size >= MOST_CALLS) return false;
    this.#calls.set(recordId, { sequence: 0, waiting: [], endsAtMs: Number.POSITIVE_INFINITY });
    return true;
  }

  isKept(recordId: string): boolean {
    return this.#calls.has(recordId);
  }

  /** Keeps one message, if its call's are kept. `nowMs` is wall-clock time. */
  keep(
    recordId: string,
    leg: Leg,
    peer: Destination | Source,
    bytes: Uint8Array,
    nowMs: number,
  ): void {
    const keeping = this.#calls.get(recordId);
    if (keeping === undefined || keeping.sequence >= MOST_MESSAGES) return;
    keeping.waiting.push({
      sequence: keeping.sequence,
      at: new Date(nowMs).toISOString(),
      leg,
      peer: `${peer.transport}:${peer.address}:${peer.port}`,
      transport: peer.transport,
      bytes: maskSecrets(bytes).toString("base64"),
    });
    keeping.sequence += 1;
  }

  /** The call is over: what still comes of it is kept for a while. */
  end(recordId: string, nowMs: number): void {
    const keeping = this.#calls.get(recordId);
    if (keeping !== undefined) keeping.endsAtMs = nowMs + AFTER_END_MS;
  }

  /** Hands on what waits, and forgets calls that are long over. Call it about once a second. */
  sweep(nowMs: number): void {
    for (const [recordId, keeping] of this.#calls) {
      if (keeping.waiting.length > 0) {
        this.#write(recordId, keeping.waiting);
        keeping.waiting = [];
      }
      if (nowMs >= keeping.endsAtMs) this.#calls.delete(recordId);
    }
  }
}
