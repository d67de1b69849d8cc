/** Every transaction of the process: matches messages, drives the machines and the wheel, says what to do. Pure. */
import type { Destination } from "@/sip-agent/transport/transport";
import type { Timing } from "./timing";
import type { ClientTransaction, ServerTransaction } from "./transaction";
import type { TransactionAction } from "./transaction-action";

/** What identifies a request (§17.2.3): the topmost Via's branch and sent-by, or, without the cookie, all of RFC 2543's. */
export type RequestMatch =
  | { readonly kind: "branch"; readonly branch: string; readonly sentBy: string }
  | {
      readonly kind: "rfc2543";
      readonly requestUri: string;
      readonly fromTag: string;
      readonly toTag: string;
      readonly callId: string;
      readonly cseq: number;
      readonly topVia: string;
    };

/** A request as the layer needs it; `requestMatch` in request-match.ts makes `match` from a message. */
export interface IncomingRequest<M> {
  readonly message: M;
  readonly method: string;
  readonly match: RequestMatch;
  /** Whose it is: retransmission, ACK and CANCEL match only within one peer. */
  readonly peer: string;
  /** Where responses go: `responseDestination`. Its transport says whether it is reliable. */
  readonly to: Destination;
  /** Counts against this key's cap; null: only against the whole. A carrier's id, as a rule. */
  readonly limitKey: string | null;
  /** With a To tag: may use the part of the whole cap that is kept for running calls. */
  readonly inDialog: boolean;
}

/** A response as the layer needs it. `branch` is our own, the topmost Via's. */
export interface IncomingResponse<M> {
  readonly message: M;
  readonly status: number;
  readonly branch: string;
  readonly cseqMethod: string;
  /** It counts only if it comes from the peer that the request went to. */
  readonly peer: string;
}

/** A request to send. */
export interface OutgoingRequest<M, C> {
  /** Any but ACK and CANCEL. */
  readonly method: string;
  readonly to: Destination;
  readonly peer: string;
  readonly limitKey: string | null;
  readonly data: C;
  /** Goes into the branch after a dash: token characters, e.g. a key for loop detection. */
  readonly branchSuffix?: string;
  /** Writes the request with this branch in its topmost Via. `message` is given back to `writeAck`. */
  readonly write: (branch: string) => { readonly bytes: Uint8Array; readonly message: M };
}

/** Why there is no transaction: the whole table is full (503 upstream), or this key's share is (480). */
export type TransactionRefusal = "limit-total" | "limit-key";

export type RequestOutcome =
  /** New, or taken by a transaction: the actions say what to do. */
  | { readonly kind: "taken" }
  /** No state was made: answer statelessly, or not at all. */
  | { readonly kind: "refused"; readonly reason: TransactionRefusal };

export interface TransactionLimits {
  /** Server transactions in all; a fifth more is kept for requests in dialogs, CANCEL and OPTIONS being none. */
  readonly server: number;
  readonly client: number;
  /** Server and client transactions of one key, each. */
  readonly perKey: number;
}

export interface TransactionLayerOptions<M> {
  /** Milliseconds of a monotonic clock at the start; every call that takes `nowMs` uses the same clock. */
  readonly nowMs: number;
  /** An unpredictable unsigned 32-bit number. */
  readonly random32: () => number;
  /** Writes the 100 that the transaction sends by itself. */
  readonly writeTrying: (request: M) => Uint8Array;
  /** Writes the ACK of a 3xx to 6xx from the INVITE as sent and its response (§17.1.1.3). */
  readonly writeAck: (invite: M, response: M) => Uint8Array;
  readonly timing?: Partial<Timing>;
  readonly limits?: Partial<TransactionLimits>;
  /** Resolution of every timer; call `advance` about so often. Default 8. */
  readonly tickMs?: number;
}

export interface TransactionStats {
  readonly server: number;
  readonly client: number;
  /** Entries in the wheel, those lazily deleted included. */
  readonly timers: number;
  /** Since start. */
  readonly retransmissionsIn: number;
  readonly retransmissionsOut: number;
  readonly strayResponses: number;
  readonly refused: number;
}

/**
 * Methods never throw and do no I/O: what is to be done is queued and taken with `drain` after each call, or after
 * several. The user may call any method while it works off a drained batch; it then drains again until empty.
 */
export class TransactionLayer<M, S, C> {
  constructor(readonly options: TransactionLayerOptions<M>) {}

  /** The actions since the last call, oldest first. */
  drain(): readonly TransactionAction<M, S, C>[] {
    throw new Error("to come");
  }

  /** A request that passed the access list and the parser. Retransmissions and ACKs of refusals end here. */
  receiveRequest(request: IncomingRequest<M>, nowMs: number): RequestOutcome {
    throw new Error(`to come: ${request.method} ${nowMs}`);
  }

  /** A response. False if it is nobody's: drop it, never forward it (RFC 6026 §7.3). */
  receiveResponse(response: IncomingResponse<M>, nowMs: number): boolean {
    throw new Error(`to come: ${response.status} ${nowMs}`);
  }

  /** Sends 100 at once, if the INVITE has had no response yet. */
  trying(transaction: ServerTransaction<M, S>, nowMs: number): void {
    throw new Error(`to come: ${transaction.id} ${nowMs}`);
  }

  /**
   * Sends a response. A 2xx to INVITE may be given several times; any other final response once. False if the state
   * does not allow it (a second final, a 408 or late provisional to a non-INVITE: RFC 4320), and then nothing is sent.
   * `toTag`: only needed for requests without the magic cookie, to match their ACK.
   */
  respond(
    transaction: ServerTransaction<M, S>,
    status: number,
    bytes: Uint8Array,
    nowMs: number,
    toTag?: string,
  ): boolean {
    throw new Error(`to come: ${transaction.id} ${status} ${bytes.length} ${nowMs} ${toTag}`);
  }

  /** Opens a client transaction and sends its request; the reason if there is no room. */
  request(
    request: OutgoingRequest<M, C>,
    nowMs: number,
  ): ClientTransaction<M, C> | TransactionRefusal {
    throw new Error(`to come: ${request.method} ${nowMs}`);
  }

  /**
   * Cancels an INVITE of ours (§9.1): at once after a provisional response, at its arrival if there was none yet, not
   * at all after a final one. `bytes` is the CANCEL with the INVITE's own branch. A second call does nothing.
   */
  cancel(transaction: ClientTransaction<M, C>, bytes: Uint8Array, nowMs: number): void {
    throw new Error(`to come: ${transaction.id} ${bytes.length} ${nowMs}`);
  }

  /** A `send` action of this transaction failed. Nothing happens if it is over. */
  transportError(
    transaction: ServerTransaction<M, S> | ClientTransaction<M, C>,
    nowMs: number,
  ): void {
    throw new Error(`to come: ${transaction.id} ${nowMs}`);
  }

  /** Fires what is due. */
  advance(nowMs: number): void {
    throw new Error(`to come: ${nowMs}`);
  }

  get stats(): TransactionStats {
    throw new Error("to come");
  }
}
