/** The handles of transactions: what their user may read, and a place for what the user keeps with them. */
import type { Destination } from "@/sip-agent/transport/transport";
import { WheelItem } from "./timer-wheel";

export type InviteServerState =
  | "proceeding"
  | "completed"
  | "confirmed"
  | "accepted"
  | "terminated";
export type NonInviteServerState = "trying" | "proceeding" | "completed" | "terminated";
export type InviteClientState = "calling" | "proceeding" | "completed" | "accepted" | "terminated";
export type NonInviteClientState = "trying" | "proceeding" | "completed" | "terminated";

/** A request from a peer. `request` is null once a final response was sent. */
export class ServerTransaction<M, S> extends WheelItem {
  readonly side = "server";
  /** Free for the user. */
  data: S | null = null;
  state: InviteServerState | NonInviteServerState;
  /** Status of the last response sent, 0 before. */
  status = 0;
  constructor(
    readonly id: number,
    readonly method: string,
    readonly peer: string,
    /** Where its responses go. */
    readonly destination: Destination,
    public request: M | null,
  ) {
    super();
    this.state = method === "INVITE" ? "proceeding" : "trying";
  }
}

/** A request of ours to a peer. */
export class ClientTransaction<M, C> extends WheelItem {
  readonly side = "client";
  /** Free for the user. */
  data: C | null = null;
  state: InviteClientState | NonInviteClientState;
  /** Status of the last response taken, 0 before. */
  status = 0;
  constructor(
    readonly id: number,
    readonly method: string,
    readonly branch: string,
    readonly peer: string,
    readonly destination: Destination,
    public request: M | null,
  ) {
    super();
    this.state = method === "INVITE" ? "calling" : "trying";
  }
}
