/** The timer values of RFC 3261 §17.1.1.1 and table 4, all of them configurable. */

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
