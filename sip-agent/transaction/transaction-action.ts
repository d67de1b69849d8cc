/** What the transaction layer asks for: data, in the order it is to be done. */
import type { Destination } from "../transport/transport";
import type { AnyTransaction, ClientTransaction, ServerTransaction } from "./transaction";

/** `M` message (with its source, if the user wants that back), `S` and `C` whatever the user keeps with a server and a client transaction. */
export type TransactionAction<M, S, C> =
  /** Send. If that fails, tell `TransactionLayer.transportError(transaction, now)`. */
  | {
      readonly do: "send";
      readonly bytes: Uint8Array;
      readonly to: Destination;
      readonly transaction: AnyTransaction<M, S, C>;
    }
  /** A new request with a new server transaction: decide, then `respond`. ACK and CANCEL have their own actions. */
  | { readonly do: "request"; readonly transaction: ServerTransaction<M, S>; readonly message: M }
  /**
   * A CANCEL, which is its own transaction (§9.2): answer 200 on it if `invite` is there, else 481. `invite` is the
   * same peer's and may have had its final response already.
   */
  | {
      readonly do: "cancel";
      readonly transaction: ServerTransaction<M, S>;
      readonly invite: ServerTransaction<M, S> | null;
      readonly message: M;
    }
  /** An ACK that no transaction took: of a 2xx, to be routed on, never answered. */
  | {
      readonly do: "ack";
      readonly message: M;
      /** The INVITE's transaction where the ACK came in its Accepted state (RFC 6026 §7.1), else null. */
      readonly invite: ServerTransaction<M, S> | null;
    }
  /** A response to a request of ours; retransmissions of 3xx to 6xx are not shown, those of a 2xx to INVITE are. */
  | {
      readonly do: "response";
      readonly transaction: ClientTransaction<C>;
      readonly message: M;
      readonly status: number;
    }
  /** No final response in time (timers B, F, or 64*T1 after CANCEL): as a 408 (§16.8). The transaction is over. */
  | { readonly do: "timeout"; readonly transaction: ClientTransaction<C> }
  /** Timer C (§16.8): call `cancel` on it; without an answer it times out 64*T1 later by itself. */
  | { readonly do: "timer-c"; readonly transaction: ClientTransaction<C> }
  /** Our request could not be sent: as a 503 (§16.9). The transaction is over. */
  | { readonly do: "send-failed"; readonly transaction: ClientTransaction<C> }
  /** A response of ours could not be sent. An INVITE's transaction goes on (RFC 6026 §7.1). */
  | { readonly do: "respond-failed"; readonly transaction: ServerTransaction<M, S> }
  /** Timer H: our refusal was never acknowledged. The transaction is over. */
  | { readonly do: "unacknowledged"; readonly transaction: ServerTransaction<M, S> }
  /** The user never gave a final response; nobody waits for one any more. The transaction is over. */
  | { readonly do: "abandoned"; readonly transaction: ServerTransaction<M, S> }
  /** The last that is heard of a transaction, whatever ended it. */
  | {
      readonly do: "terminated";
      readonly transaction: AnyTransaction<M, S, C>;
    };
