/** A transaction layer on a virtual clock whose actions read as short words; for tests alone. */
import type { Destination, TransportName } from "../transport/transport";
import type { Timing } from "./timing";
import type { AnyTransaction, ClientTransaction, ServerTransaction } from "./transaction";
import type { TransactionAction } from "./transaction-action";
import { TransactionLayer } from "./transaction-layer";
import type {
  IncomingRequest,
  OutgoingRequest,
  RequestOutcome,
  TransactionLimits,
} from "./transaction-layer-types";
import type { TransactionRefusal } from "./transaction-quota";

export type Client = ClientTransaction<string>;
export type Server = ServerTransaction<string, string>;

export interface LayerUnderTestOptions {
  readonly timing?: Partial<Timing>;
  readonly limits?: Partial<TransactionLimits>;
}

/** A destination that goes nowhere. */
export function testDestination(transport: TransportName = "udp", peer = "carrier"): Destination {
  const listener = { id: 0, transport, address: "192.0.2.1", family: 4, port: 5060 } as const;
  return { transport, address: "198.51.100.7", port: 5060, listener, connectionId: null, peer };
}

/** Messages are their own names ("INVITE", "180"), bytes the same in ASCII. */
export class LayerUnderTest {
  readonly layer: TransactionLayer<string, string, string>;
  nowMs = 1_000_000;
  /** Everything drained so far, with its time since the start. */
  readonly history: { readonly atMs: number; readonly action: string; readonly bytes: number }[] =
    [];
  readonly ended: AnyTransaction<string, string, string>[] = [];
  readonly sends: { readonly text: string; readonly to: Destination }[] = [];
  #fresh: string[] = [];
  #random = 1;

  constructor(options: LayerUnderTestOptions = {}) {
    this.layer = new TransactionLayer<string, string, string>({
      nowMs: this.nowMs,
      random32: () => {
        this.#random = (Math.imul(this.#random, 48_271) + 11) >>> 0;
        return this.#random;
      },
      writeTrying: (request) => Buffer.from(`100 to ${request}`),
      writeAck: (invite, response) => Buffer.from(`ACK of ${response} to ${Buffer.from(invite)}`),
      ...options,
    });
  }

  /** The words of all actions since the last call. */
  words(): string[] {
    this.#drain();
    const words = this.#fresh;
    this.#fresh = [];
    return words;
  }

  /** Lets time go by in steps of a tick. */
  wait(ms: number): void {
    const end = this.nowMs + ms;
    while (this.nowMs < end) {
      this.nowMs = Math.min(end, this.nowMs + 8);
      this.layer.advance(this.nowMs);
      this.#drain();
    }
  }

  receive(method: string, more: Partial<IncomingRequest<string>> = {}): RequestOutcome {
    const request: IncomingRequest<string> = {
      message: method,
      bytes: 800,
      method,
      match: { kind: "branch", branch: "z9hG4bKa", sentBy: "pbx.example:5060" },
      peer: "carrier",
      to: testDestination(),
      limitKey: "carrier",
      inDialog: false,
      ...more,
    };
    const outcome = this.layer.receiveRequest(request, this.nowMs);
    this.#drain();
    return outcome;
  }

  /** Receives a request that must make a transaction, and returns that. */
  serve(method: string, more: Partial<IncomingRequest<string>> = {}): Server {
    let made: Server | null = null;
    this.onServer = (transaction) => {
      made = transaction;
    };
    this.receive(method, more);
    this.onServer = null;
    if (made === null) throw new Error(`${method} made no transaction`);
    return made;
  }

  respond(transaction: Server, status: number, toTag?: string): boolean {
    const bytes = Buffer.from(String(status));
    const sent = this.layer.respond(transaction, status, bytes, this.nowMs, toTag);
    this.#drain();
    return sent;
  }

  request(
    method: string,
    more: Partial<OutgoingRequest<string>> = {},
  ): Client | TransactionRefusal {
    const request: OutgoingRequest<string> = {
      method,
      to: testDestination(),
      peer: "carrier",
      limitKey: null,
      inDialog: false,
      data: "",
      write: () => Buffer.from(method),
      ...more,
    };
    const made = this.layer.request(request, this.nowMs);
    this.#drain();
    return made;
  }

  /** Sends a request for which there must be room. */
  open(method: string, more: Partial<OutgoingRequest<string>> = {}): Client {
    const made = this.request(method, more);
    if (typeof made === "string") throw new Error(`no room: ${made}`);
    return made;
  }

  answer(transaction: Client, status: number, cseqMethod = transaction.method, peer = "carrier") {
    const { branch } = transaction;
    const response = { message: String(status), status, branch, cseqMethod, peer };
    const known = this.layer.receiveResponse(response, this.nowMs);
    this.#drain();
    return known;
  }

  cancel(transaction: Client): void {
    this.layer.cancel(transaction, Buffer.from("CANCEL"), this.nowMs);
    this.#drain();
  }

  trying(transaction: Server): void {
    this.layer.trying(transaction, this.nowMs);
    this.#drain();
  }

  failToSend(transaction: Client | Server): void {
    this.layer.transportError(transaction, this.nowMs);
    this.#drain();
  }

  /** Told of each new server transaction. */
  onServer: ((transaction: Server) => void) | null = null;

  #drain(): void {
    for (const action of this.layer.drain()) {
      const word = wordOf(action);
      this.#fresh.push(word);
      const bytes = action.do === "send" ? action.bytes.length : 0;
      this.history.push({ atMs: this.nowMs - 1_000_000, action: word, bytes });
      if (action.do === "terminated") this.ended.push(action.transaction);
      if (action.do === "request" || action.do === "cancel") this.onServer?.(action.transaction);
      if (action.do === "send") {
        this.sends.push({ text: Buffer.from(action.bytes).toString(), to: action.to });
      }
    }
  }
}

function wordOf(action: TransactionAction<string, string, string>): string {
  switch (action.do) {
    case "send":
      return `send ${Buffer.from(action.bytes).toString()}`;
    case "request":
      return `request ${action.message}`;
    case "response":
      return `response ${action.message}`;
    case "ack":
      return action.invite === null ? "ack of nothing" : "ack of 2xx";
    case "cancel":
      return action.invite === null ? "cancel of nothing" : "cancel";
    default:
      return action.do;
  }
}
