// One socket of a simulated peer: the project's own transport and transactions, without a proxy on top.
import { randomBytes } from "node:crypto";
import { unreachable } from "@/lib/core/unreachable";
import { buildAck, buildCancel } from "@/lib/sip/build-request";
import { buildResponse } from "@/lib/sip/build-response";
import { checkRequest } from "@/lib/sip/check-message";
import type { SipMessage } from "@/lib/sip/message";
import { parseMessage } from "@/lib/sip/parse-message";
import { requestMatch } from "@/sip-agent/transaction/request-match";
import type { ClientTransaction, ServerTransaction } from "@/sip-agent/transaction/transaction";
import type { TransactionAction } from "@/sip-agent/transaction/transaction-action";
import { TransactionLayer } from "@/sip-agent/transaction/transaction-layer";
import { parseListenUrls } from "@/sip-agent/transport/listen-url";
import { responseDestination } from "@/sip-agent/transport/response-destination";
import { createSocketTransport } from "@/sip-agent/transport/socket-transport";
import type { Destination, Source, Transport } from "@/sip-agent/transport/transport";

/** The only peer that an endpoint speaks with. */
const PEER = "sip-agent";
const TICK_MS = 20;
const SWEEP_MS = 1_000;

/** What becomes of a request that was sent. Null: no answer came, or it could not be sent. */
export type OnResponse = (response: SipMessage | null) => void;
export type Sent = ClientTransaction<OnResponse>;
export type Received = ServerTransaction<SipMessage, null>;

export interface EndpointHandler {
  /** Any request but ACK and CANCEL, to be answered with `respond`. */
  onRequest(request: SipMessage, received: Received): void;
  onAck(ack: SipMessage): void;
  /** The CANCEL is answered already; the INVITE is not. */
  onCancel(invite: Received): void;
}

export interface Address {
  /** IPv6 without brackets. */
  readonly address: string;
  readonly port: number;
}

export class SipEndpoint {
  readonly #transactions: TransactionLayer<SipMessage, null, OnResponse>;
  readonly #transport: Transport;
  readonly #timers: NodeJS.Timeout[] = [];
  #isWorking = false;

  private constructor(
    readonly agent: Address,
    readonly handler: EndpointHandler,
  ) {
    this.#transactions = new TransactionLayer({
      nowMs: performance.now(),
      random32: () => randomBytes(4).readUInt32BE(),
      writeTrying: (request) => buildResponse(request, 100, "Trying"),
      writeAck: (invite, response) => buildAck(parsed(invite), response),
    });
    this.#transport = createSocketTransport({
      now: () => performance.now(),
      handler: {
        admit: (origin) => (origin.address === agent.address ? PEER : null),
        onMessage: (message, source) => this.#onMessage(message, source),
        onFault: () => undefined,
        onError: () => undefined,
      },
    });
  }

  /** Listens on UDP and TCP at `own`; speaks with `agent` alone. Rejects with a sentence if that cannot be had. */
  static async open(own: Address, agent: Address, handler: EndpointHandler): Promise<SipEndpoint> {
    const endpoint = new SipEndpoint(agent, handler);
    const place = hostPort(own);
    await endpoint.#transport.listen(parseListenUrls(`udp://${place},tcp://${place}`).urls);
    endpoint.#timers.push(
      setInterval(() => {
        endpoint.#transactions.advance(performance.now());
        endpoint.#work();
      }, TICK_MS),
      setInterval(() => endpoint.#transport.sweep(performance.now()), SWEEP_MS),
    );
    return endpoint;
  }

  /** As it stands in Via and Contact. */
  get hostPort(): string {
    const [listener] = this.#transport.listeners;
    if (listener === undefined) throw new Error("the endpoint is closed");
    return hostPort(listener);
  }

  /** Sends a request to the sip-agent. `write` is given the topmost Via's value. */
  request(method: string, write: (via: string) => Buffer, onResponse: OnResponse): Sent {
    const sent = this.#transactions.request(
      {
        method,
        to: this.#destination(),
        peer: PEER,
        limitKey: null,
        inDialog: method !== "INVITE",
        data: onResponse,
        write: (branch) => write(this.#via(branch)),
      },
      performance.now(),
    );
    if (typeof sent === "string") throw new Error(`no room for another transaction: ${sent}`);
    this.#work();
    return sent;
  }

  /** Takes back an INVITE that has had no final response yet. */
  cancel(invite: Sent): void {
    const { sentBytes } = invite;
    if (sentBytes === null) return;
    this.#transactions.cancel(invite, buildCancel(parsed(sentBytes)), performance.now());
    this.#work();
  }

  respond(received: Received, status: number, bytes: Buffer): void {
    this.#transactions.respond(received, status, bytes, performance.now());
    this.#work();
  }

  /** The ACK of a 2xx: outside every transaction (RFC 3261 §13.2.2.4). */
  sendAck(write: (via: string) => Buffer): void {
    this.#transport.send(
      this.#destination(),
      write(this.#via(`z9hG4bK${randomBytes(8).toString("hex")}`)),
    );
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#transport.close();
  }

  #onMessage(message: SipMessage, source: Source): void {
    const now = performance.now();
    const via = message.topVia;
    if (via === null) return;
    if (!message.isRequest) {
      const { branch, cseq, status } = message;
      if (branch === null || cseq === null) return;
      this.#transactions.receiveResponse(
        { message, status, branch, cseqMethod: cseq.method, peer: PEER },
        now,
      );
    } else if (checkRequest(message).ok) {
      const { method } = message;
      const to = responseDestination(via, source);
      const inDialog = message.toTag !== null;
      const match = requestMatch(message);
      const bytes = message.bytes.length;
      this.#transactions.receiveRequest(
        { message, bytes, method, match, peer: PEER, to, limitKey: null, inDialog },
        now,
      );
    }
    this.#work();
  }

  /** Does what the transactions ask for until nothing is left; handlers call back into it. */
  #work(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    let actions = this.#transactions.drain();
    while (actions.length > 0) {
      for (const action of actions) this.#do(action);
      actions = this.#transactions.drain();
    }
    this.#isWorking = false;
  }

  #do(action: TransactionAction<SipMessage, null, OnResponse>): void {
    switch (action.do) {
      case "send":
        this.#transport.send(action.to, action.bytes, () => {
          this.#transactions.transportError(action.transaction, performance.now());
          this.#work();
        });
        return;
      case "request":
        this.handler.onRequest(action.message, action.transaction);
        return;
      case "ack":
        this.handler.onAck(action.message);
        return;
      case "cancel": {
        const status = action.invite === null ? 481 : 200;
        const reason = action.invite === null ? "Call/Transaction Does Not Exist" : "OK";
        const toTag = randomBytes(6).toString("hex");
        const answer = buildResponse(action.message, status, reason, { toTag });
        this.respond(action.transaction, status, answer);
        if (action.invite !== null) this.handler.onCancel(action.invite);
        return;
      }
      case "response":
        action.transaction.data?.(action.message);
        return;
      case "timer-c":
        this.cancel(action.transaction);
        return;
      case "timeout":
      case "send-failed":
        action.transaction.data?.(null);
        return;
      case "respond-failed":
      case "unacknowledged":
      case "abandoned":
      case "terminated":
        return;
      default:
        unreachable(action);
    }
  }

  #destination(): Destination {
    const [listener] = this.#transport.listeners;
    if (listener === undefined) throw new Error("the endpoint is closed");
    return { transport: "udp", ...this.agent, listener, connectionId: null, peer: PEER };
  }

  #via(branch: string): string {
    return `SIP/2.0/UDP ${this.hostPort};branch=${branch};rport`;
  }
}

function hostPort({ address, port }: Address): string {
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

function parsed(bytes: Uint8Array): SipMessage {
  const result = parseMessage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (!result.ok) throw new Error(`a request of ours does not parse: ${result.fault.code}`);
  return result.message;
}
