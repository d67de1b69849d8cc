/** The timer values of RFC 3261 §17.1.1.1 and table 4 and of RFC 6026, all of them configurable. */
import { unreachable } from "@/lib/core/unreachable";
import type { Timer } from "./machine";

/** Milliseconds. */
export interface Timing {
  /** Estimate of the round trip. */
  readonly t1Ms: number;
  /** Longest interval between retransmissions of a non-INVITE request or an INVITE response. */
  readonly t2Ms: number;
  /** Longest time a message stays in the network. */
  readonly t4Ms: number;
  /** Timer C (§16.6 step 11): longest an INVITE goes without a 101 to 199. Above three minutes. */
  readonly timerCMs: number;
  /**
   * INVITE server: 100 Trying is sent by the transaction if nothing else was after so long (§17.2.1: 200). 0: at
   * once, before the request is passed up, so also before a refusal. A proxy that decides at once calls `trying`.
   */
  readonly tryingMs: number;
}

export const TIMING: Timing = {
  t1Ms: 500,
  t2Ms: 4_000,
  t4Ms: 5_000,
  timerCMs: 185_000,
  tryingMs: 200,
};

/** What a timer's first value depends on besides `Timing`. */
export interface TimerContext {
  /** TCP or TLS: nothing is retransmitted, and states that only absorb retransmissions end at once. */
  readonly reliable: boolean;
  readonly invite: boolean;
}

/** First value of a timer in ms: 0 fires at once, null is never armed. */
export function timerMs(timer: Timer, timing: Timing, context: TimerContext): number | null {
  const { reliable } = context;
  switch (timer) {
    case "timer-a":
    case "timer-e":
    case "timer-g":
      return reliable ? null : timing.t1Ms;
    case "timer-b":
    case "timer-f":
    case "timer-h":
    case "timer-l":
    case "timer-m":
    case "timer-cancel":
      return 64 * timing.t1Ms;
    case "timer-c":
      return timing.timerCMs;
    case "timer-d":
      // At least 32 s whatever our own T1 is: it mirrors the far end's timer H, whose T1 is unknown (§17.1.1.2).
      return reliable ? 0 : Math.max(32_000, 64 * timing.t1Ms);
    case "timer-i":
    case "timer-k":
      return reliable ? 0 : timing.t4Ms;
    case "timer-j":
      return reliable ? 0 : 64 * timing.t1Ms;
    case "timer-trying":
      return context.invite ? timing.tryingMs : untilTimerEIsT2Ms(timing);
    case "timer-abandon":
      // An INVITE's user has heard of timer C and of the CANCEL's end by then, on two targets in turn; the client of
      // any other request has given up (timer F).
      return context.invite ? 2 * (timing.timerCMs + 64 * timing.t1Ms) : 64 * timing.t1Ms;
    default:
      return unreachable(timer);
  }
}

/** Time a client's timer E takes to be reset to T2 (RFC 4320 §4.1): 3.5 s with the default values. */
export function untilTimerEIsT2Ms(timing: Timing): number {
  let total = 0;
  for (let interval = timing.t1Ms; interval > 0 && interval < timing.t2Ms; interval *= 2) {
    total += interval;
  }
  return total;
}
