/** INVITE client transaction: RFC 3261 §17.1.1 with RFC 6026 §7.2 (figure 5 as RFC 6026 redraws it). */
import { type Machine, row, start, stepOf, stop } from "./machine";

export type InviteClientState = "calling" | "proceeding" | "completed" | "accepted" | "terminated";

export type InviteClientEvent =
  /** 100: stops the retransmissions but, being hop by hop, does not reset timer C (§16.7 step 2). */
  | "trying"
  /** 101 to 199. */
  | "provisional"
  /** 2xx. */
  | "success"
  /** 300 to 699. */
  | "refusal"
  /** CANCEL has been sent for it. */
  | "cancelled"
  | "timer-a"
  | "timer-b"
  | "timer-c"
  | "timer-d"
  | "timer-m"
  | "timer-cancel"
  | "send-failed";

/** What is armed with the first send. */
export const INVITE_CLIENT_START = [start("timer-a"), start("timer-b"), start("timer-c")].map(
  stepOf,
);

export const INVITE_CLIENT: Machine<InviteClientState, InviteClientEvent> = {
  calling: {
    trying: row("proceeding", stop("timer-a"), stop("timer-b"), "notify"),
    provisional: row("proceeding", stop("timer-a"), stop("timer-b"), start("timer-c"), "notify"),
    success: row("accepted", stop("timer-a"), stop("timer-c"), start("timer-m"), "notify"),
    refusal: row(
      "completed",
      stop("timer-a"),
      stop("timer-c"),
      "acknowledge",
      start("timer-d"),
      "notify",
    ),
    "timer-a": row("calling", "resend", { repeat: "timer-a", by: "double" }),
    "timer-b": row("terminated", "report-timeout"),
    // §16.8: without a provisional response, as a 408.
    "timer-c": row("terminated", "report-timeout"),
    "send-failed": row("terminated", "report-send-failed"),
  },
  proceeding: {
    trying: row("proceeding", "notify"),
    provisional: row("proceeding", start("timer-c"), "notify"),
    success: row("accepted", stop("timer-c"), start("timer-m"), "notify"),
    refusal: row("completed", stop("timer-c"), "acknowledge", start("timer-d"), "notify"),
    cancelled: row("proceeding", stop("timer-c"), start("timer-cancel")),
    "timer-c": row("proceeding", start("timer-cancel"), "report-timer-c"),
    "timer-cancel": row("terminated", "report-timeout"),
  },
  completed: {
    refusal: row("completed", "resend"),
    "timer-d": row("terminated"),
    "send-failed": row("terminated", "report-send-failed"),
  },
  accepted: {
    success: row("accepted", "notify"),
    "timer-m": row("terminated"),
  },
  terminated: {},
};
