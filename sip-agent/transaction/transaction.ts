/** The handles of transactions: what their user may read, and a place for what the user keeps with them. */
import type { Destination } from "../transport/transport";
import type { InviteClientState } from "./invite-client";
import type { InviteServerState } from "./invite-server";
import type { Timer } from "./machine";
import type { NonInviteClientState } from "./non-invite-client";
import type { NonInviteServerState } from "./non-invite-server";
import { WheelItem } from "./timer-wheel";

const NEVER = Number.POSITIVE_INFINITY;

/** Each machine has its own subset: see invite-client.ts and its three neighbours. */
export type TransactionState =
  | InviteClientState
  | InviteServerState
  | NonInviteClientState
  | NonInviteServerState;

/** What both sides share. Everything from `last` on belongs to the layer: its user neither reads nor writes it. */
abstract class Transaction extends WheelItem {
  abstract readonly side: "server" | "client";
  state: TransactionState;
  /** Status of the last response sent or taken, 0 before. */
  status = 0;
  readonly reliable: boolean;
  /** Bytes that a retransmission sends again. */
  last: Uint8Array | null = null;
  /** A, E, G or the timer of the 100: the one that may repeat, its interval and when it fires. */
  repeatTimer: Timer = "timer-a";
  repeatEveryMs = 0;
  repeatAtMs = NEVER;
  /** The timer that ends the present state. */
  endTimer: Timer = "timer-b";
  endAtMs = NEVER;
  /** Timer C, beside the two others. */
  timerCAtMs = NEVER;

  constructor(
    readonly id: number,
    readonly method: string,
    /** Whose it is: the key that `admit` gave for the far end. */
    readonly peer: string,
    /** Server: where responses go. Client: where the request went. */
    readonly destination: Destination,
    readonly limitKey: string | null,
    readonly startedAtMs: number,
    state: TransactionState,
  ) {
    super();
    this.state = state;
    this.reliable = destination.transport !== "udp";
  }

  get isInvite(): boolean {
    return this.method === "INVITE";
  }
}

/** A request from a peer. */
export class ServerTransaction<M, S> extends Transaction {
  readonly side = "server";
  /** Free for the user. */
  data: S | null = null;
  /** The request, null from the final response on. */
  request: M | null = null;
  /** The layer's: what it takes of the caps. */
  places = 1;
  /** The layer's: its place in the table, and the To tag of the response for RFC 2543's matching. */
  key = "";
  responseToTag: string | null = null;
}

/** A request of ours to a peer. */
export class ClientTransaction<C> extends Transaction {
  readonly side = "client";
  /** Free for the user. */
  data: C | null = null;
  /** Our branch, which stands in the request's topmost Via. */
  branch = "";
  /** The layer's: a CANCEL that waits for a provisional response, and the transaction of one that was sent. */
  pendingCancel: Uint8Array | null = null;
  cancelling: ClientTransaction<C> | null = null;
  /** The layer's: for a CANCEL, the INVITE that it shares id and branch with. */
  cancels: ClientTransaction<C> | null = null;

  /** The request as it was sent, null from the final response on. */
  get sentBytes(): Uint8Array | null {
    return this.status < 200 ? this.last : null;
  }
}

export type AnyTransaction<M, S, C> = ServerTransaction<M, S> | ClientTransaction<C>;
