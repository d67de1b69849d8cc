/** What goes into the transaction layer besides the clock: requests, responses, options, caps. */
import type { Destination } from "../transport/transport";
import type { RequestMatch } from "./request-match";
import type { Timing } from "./timing";
import type { TransactionRefusal } from "./transaction-quota";

/** A request as the layer needs it; `requestMatch` makes `match` from a message. */
export interface IncomingRequest<M> {
  readonly message: M;
  /** Of the message: a large one counts as several against the caps. */
  readonly bytes: number;
  readonly method: string;
  readonly match: RequestMatch;
  /** Whose it is: retransmission, ACK and CANCEL match only within one peer. */
  readonly peer: string;
  /** Where responses go: `responseDestination`. Its transport says whether it is reliable. */
  readonly to: Destination;
  /** Counts against this key's cap; null: only against the whole. A carrier's id, as a rule. */
  readonly limitKey: string | null;
  /** It has a To tag: it may use the part of the caps that is kept for running calls. */
  readonly inDialog: boolean;
}

/** A response as the layer needs it. */
export interface IncomingResponse<M> {
  readonly message: M;
  readonly status: number;
  /** The topmost Via's, which should be ours. */
  readonly branch: string;
  readonly cseqMethod: string;
  /** It counts only if it comes from the peer that the request went to. */
  readonly peer: string;
}

/** A request to send. */
export interface OutgoingRequest<C> {
  /** Any but ACK (not a transaction) and CANCEL (see `cancel`). */
  readonly method: string;
  readonly to: Destination;
  readonly peer: string;
  readonly limitKey: string | null;
  /** It may use the part of the caps that is kept for running calls. */
  readonly inDialog: boolean;
  readonly data: C;
  /** Goes into the branch after a dash: token characters, e.g. a key for loop detection. */
  readonly branchSuffix?: string;
  /** Writes the request with this branch in its topmost Via. */
  readonly write: (branch: string) => Uint8Array;
}

export type RequestOutcome =
  /** A transaction took it, or there is none to be (ACK): the actions say what to do. */
  | { readonly kind: "taken" }
  /** No state was made: answer statelessly, or not at all. */
  | { readonly kind: "refused"; readonly reason: TransactionRefusal };

/** Caps; a fifth beyond each is kept for requests in dialogs and for the CANCEL of an INVITE that was taken. */
export interface TransactionLimits {
  readonly server: number;
  readonly client: number;
  /** Server transactions of one key, and client transactions of one key. */
  readonly perKey: number;
}

/** Room for 4,000 calls a second, whose server transactions live 32 s each. */
export const TRANSACTION_LIMITS: TransactionLimits = {
  server: 300_000,
  client: 250_000,
  perKey: 150_000,
};

export interface TransactionLayerOptions<M> {
  /** Milliseconds of a monotonic clock at the start; every call that takes `nowMs` uses the same clock. */
  readonly nowMs: number;
  /** An unpredictable unsigned 32-bit number. */
  readonly random32: () => number;
  /** Writes the 100 that the transaction sends by itself. */
  readonly writeTrying: (request: M) => Uint8Array;
  /** Writes the ACK of a 3xx to 6xx from the INVITE as sent and its response (§17.1.1.3). */
  readonly writeAck: (invite: Uint8Array, response: M) => Uint8Array;
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

/** Before there is a layer. */
export const NO_TRANSACTIONS: TransactionStats = {
  server: 0,
  client: 0,
  timers: 0,
  retransmissionsIn: 0,
  retransmissionsOut: 0,
  strayResponses: 0,
  refused: 0,
};
