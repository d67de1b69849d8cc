// What a state machine is: a table of arrows, and the few questions that are asked of one.
import type { Permission } from "@/lib/auth/permissions";

/** Who sets an arrow off: someone with a permission, the job worker when a date has come, or another change. */
type ArrowCause = Permission | "system:job" | "effect";

export interface Arrow<State extends string, Guard extends string, Effect extends string> {
  readonly from: State;
  readonly to: State;
  readonly cause: ArrowCause;
  /** Codes of the conditions that must hold. */
  readonly guards: readonly Guard[];
  /** What else changes in the same transaction. */
  readonly effects: readonly Effect[];
}

export interface Machine<State extends string, Guard extends string, Effect extends string> {
  readonly name: string;
  /** Every row begins here. */
  readonly first: State;
  readonly states: readonly State[];
  readonly arrows: readonly Arrow<State, Guard, Effect>[];
}

/** The arrows out of a state, in the table's order. */
export function arrowsFrom<State extends string, Guard extends string, Effect extends string>(
  machine: Machine<State, Guard, Effect>,
  from: State,
): Arrow<State, Guard, Effect>[] {
  return machine.arrows.filter((arrow) => arrow.from === from);
}

/** The arrows between two states: none, one, or one per cause. */
export function arrowsBetween<State extends string, Guard extends string, Effect extends string>(
  machine: Machine<State, Guard, Effect>,
  from: State,
  to: State,
): Arrow<State, Guard, Effect>[] {
  return machine.arrows.filter((arrow) => arrow.from === from && arrow.to === to);
}

/** One arrow from each of several states. */
export function arrowsFromEach<State extends string, Guard extends string, Effect extends string>(
  froms: readonly State[],
  rest: Omit<Arrow<State, Guard, Effect>, "from">,
): Arrow<State, Guard, Effect>[] {
  return froms.map((from) => ({ from, ...rest }));
}

/** A condition that does not hold: its stable code and what to do about it. */
export interface ClosedGuard<Guard extends string> {
  readonly code: Guard;
  readonly message: string;
  /** Which of several it is about, such as a requirement's code. */
  readonly subject?: string;
}
