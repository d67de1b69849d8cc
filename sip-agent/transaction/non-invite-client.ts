/** Non-INVITE client transaction: RFC 3261 §17.1.2.2 (figure 6), send errors §17.1.4. */
import { type Machine, row, start, stepOf, stop } from "./machine";

export type NonInviteClientState = "trying" | "proceeding" | "completed" | "terminated";

export type NonInviteClientEvent =
  /** 1xx. */
  | "provisional"
  /** 200 to 699. */
  | "final"
  | "timer-e"
  | "timer-f"
  | "timer-k"
  | "send-failed";

/** What is armed with the first send. */
export const NON_INVITE_CLIENT_START = [start("timer-e"), start("timer-f")].map(stepOf);

export const NON_INVITE_CLIENT: Machine<NonInviteClientState, NonInviteClientEvent> = {
  trying: {
    provisional: row("proceeding", "notify"),
    final: row("completed", stop("timer-e"), start("timer-k"), "notify"),
    "timer-e": row("trying", "resend", { repeat: "timer-e", by: "double-to-t2" }),
    "timer-f": row("terminated", "report-timeout"),
    "send-failed": row("terminated", "report-send-failed"),
  },
  proceeding: {
    provisional: row("proceeding", "notify"),
    final: row("completed", stop("timer-e"), start("timer-k"), "notify"),
    "timer-e": row("proceeding", "resend", { repeat: "timer-e", by: "t2" }),
    "timer-f": row("terminated", "report-timeout"),
    "send-failed": row("terminated", "report-send-failed"),
  },
  completed: {
    "timer-k": row("terminated"),
  },
  terminated: {},
};
