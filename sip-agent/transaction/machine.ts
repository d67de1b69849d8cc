/** The common form of the four machines: tables whose rows are the arrows of the RFC's figures. */

/** Timers of RFC 3261 table 4 and RFC 6026, and three of our own that see to it that every transaction ends. */
export type Timer =
  | "timer-a"
  | "timer-b"
  | "timer-c"
  | "timer-d"
  | "timer-e"
  | "timer-f"
  | "timer-g"
  | "timer-h"
  | "timer-i"
  | "timer-j"
  | "timer-k"
  | "timer-l"
  | "timer-m"
  /** Server: the transaction itself sends 100 (§17.2.1; RFC 4320 §4.1). */
  | "timer-trying"
  /** INVITE client: no final response 64*T1 after CANCEL or timer C (§9.1). */
  | "timer-cancel"
  /** Server: the user never answers, and nobody waits any longer. */
  | "timer-abandon";

/** What a row asks for, in order. */
export type Effect =
  /** Send the bytes that came with the event and keep them. */
  | "send"
  /** Send what was kept; nothing if there is nothing yet. */
  | "resend"
  /** Show the event's message to the user. */
  | "notify"
  /** Write the ACK to the event's response, keep it, send it (§17.1.1.3). */
  | "acknowledge"
  /** Send our own 100. */
  | "trying"
  | "report-timeout"
  | "report-timer-c"
  | "report-send-failed"
  | "report-respond-failed"
  | "report-unacknowledged"
  | "report-abandoned"
  /** Arms a timer with its first value; one of zero length fires at once, one without a value is not armed. */
  | { readonly start: Timer }
  | { readonly stop: Timer }
  /** Arms the repeating timer again: double; double up to T2; T2. */
  | { readonly repeat: Timer; readonly by: "double" | "double-to-t2" | "t2" };

/** One effect in the form that is run: the same few fields in each, so that none has to be looked at for its kind. */
export interface Step {
  readonly what: "do" | "start" | "stop" | "repeat";
  readonly effect: Extract<Effect, string>;
  readonly timer: Timer;
  readonly by: "double" | "double-to-t2" | "t2";
}

/** One arrow. */
export interface Row<State extends string> {
  readonly next: State;
  readonly steps: readonly Step[];
}

/** An event without a row in a state does nothing there, as an event without an arrow in the figures. */
export type Machine<State extends string, Event extends string> = {
  readonly [S in State]: { readonly [E in Event]?: Row<State> };
};

export function row<State extends string>(next: State, ...effects: Effect[]): Row<State> {
  return { next, steps: effects.map(stepOf) };
}

export function stepOf(effect: Effect): Step {
  const step: Step = { what: "do", effect: "send", timer: "timer-a", by: "double" };
  if (typeof effect === "string") return { ...step, effect };
  if ("start" in effect) return { ...step, what: "start", timer: effect.start };
  if ("stop" in effect) return { ...step, what: "stop", timer: effect.stop };
  return { ...step, what: "repeat", timer: effect.repeat, by: effect.by };
}

export function start(timer: Timer): Effect {
  return { start: timer };
}

export function stop(timer: Timer): Effect {
  return { stop: timer };
}
