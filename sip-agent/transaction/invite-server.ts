/** INVITE server transaction: RFC 3261 §17.2.1 with RFC 6026 §7.1 (figure 7 as RFC 6026 redraws it). */
import { type Machine, row, start, stepOf, stop } from "./machine";

export type InviteServerState =
  | "proceeding"
  | "completed"
  | "confirmed"
  | "accepted"
  | "terminated";

export type InviteServerEvent =
  /** The INVITE again. */
  | "request"
  | "ack"
  /** The user's response: 1xx, 2xx, 300 to 699. */
  | "respond-provisional"
  | "respond-success"
  | "respond-refusal"
  | "timer-trying"
  | "timer-abandon"
  | "timer-g"
  | "timer-h"
  | "timer-i"
  | "timer-l"
  | "send-failed";

/** What is armed at the first INVITE. */
export const INVITE_SERVER_START = [start("timer-trying"), start("timer-abandon")].map(stepOf);

export const INVITE_SERVER: Machine<InviteServerState, InviteServerEvent> = {
  proceeding: {
    request: row("proceeding", "resend"),
    "respond-provisional": row("proceeding", stop("timer-trying"), start("timer-abandon"), "send"),
    "respond-success": row("accepted", stop("timer-trying"), start("timer-l"), "send"),
    "respond-refusal": row("completed", start("timer-g"), start("timer-h"), "send"),
    "timer-trying": row("proceeding", stop("timer-trying"), "trying"),
    "timer-abandon": row("terminated", "report-abandoned"),
    // RFC 6026 §7.1: an error never discards the state that absorbs the INVITE's retransmissions.
    "send-failed": row("proceeding", "report-respond-failed"),
  },
  completed: {
    request: row("completed", "resend"),
    ack: row("confirmed", stop("timer-g"), start("timer-i")),
    "timer-g": row("completed", "resend", { repeat: "timer-g", by: "double-to-t2" }),
    "timer-h": row("terminated", "report-unacknowledged"),
    "send-failed": row("completed", "report-respond-failed"),
  },
  confirmed: {
    "timer-i": row("terminated"),
    "send-failed": row("confirmed", "report-respond-failed"),
  },
  accepted: {
    // The user alone sends 2xx again; the transaction never does.
    "respond-success": row("accepted", "send"),
    ack: row("accepted", "notify"),
    "timer-l": row("terminated"),
    "send-failed": row("accepted", "report-respond-failed"),
  },
  terminated: {},
};
