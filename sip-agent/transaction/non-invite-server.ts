/** Non-INVITE server transaction: RFC 3261 §17.2.2 (figure 8), send errors §17.2.4, with the actions of RFC 4320 §4. */
import { type Machine, row, start, stepOf, stop } from "./machine";

export type NonInviteServerState = "trying" | "proceeding" | "completed" | "terminated";

export type NonInviteServerEvent =
  /** The request again. */
  | "request"
  /** The user's response: 100 (no other 1xx: RFC 4320 §4.1), 200 to 699 save 408 (RFC 4320 §4.2). */
  | "respond-provisional"
  | "respond-final"
  | "timer-trying"
  | "timer-abandon"
  | "timer-j"
  | "send-failed";

/** What is armed at the first request. */
export const NON_INVITE_SERVER_START = [start("timer-trying"), start("timer-abandon")].map(stepOf);

export const NON_INVITE_SERVER: Machine<NonInviteServerState, NonInviteServerEvent> = {
  trying: {
    "respond-provisional": row("proceeding", stop("timer-trying"), "send"),
    "respond-final": row("completed", stop("timer-trying"), start("timer-j"), "send"),
    "timer-trying": row("proceeding", "trying"),
    // RFC 4320 §4.2: the client has given up by now (its timer F), so nothing is ever sent.
    "timer-abandon": row("terminated", "report-abandoned"),
  },
  proceeding: {
    request: row("proceeding", "resend"),
    "respond-provisional": row("proceeding", "send"),
    "respond-final": row("completed", start("timer-j"), "send"),
    "timer-abandon": row("terminated", "report-abandoned"),
    "send-failed": row("terminated", "report-respond-failed"),
  },
  completed: {
    request: row("completed", "resend"),
    "timer-j": row("terminated"),
    "send-failed": row("terminated", "report-respond-failed"),
  },
  terminated: {},
};
