// Whether a state may be left for another, and by whom.
import type { Actor } from "@/lib/auth/actor";
import { mayDo } from "@/lib/auth/permissions";
import { GateClosed } from "@/lib/core/errors";
import {
  type Arrow,
  arrowsBetween,
  arrowsFrom,
  type ClosedGuard,
  type Machine,
} from "@/lib/lifecycle/machine";
import { requirePermission } from "./permit";

/** The arrow that a press sets off. Throws `GateClosed` where no press does, `Refused` where this actor's may not. */
export function requireArrow<State extends string, Guard extends string, Effect extends string>(
  machine: Machine<State, Guard, Effect>,
  from: State,
  to: State,
  actor: Actor,
): Arrow<State, Guard, Effect> {
  const arrow = arrowsBetween(machine, from, to).find(isPress);
  if (arrow === undefined) {
    throw new GateClosed(
      `${machine.name} ${from} → ${to}`,
      [],
      from === to
        ? `This ${machine.name} is ${from} already.`
        : `A ${machine.name} that is ${from} cannot become ${to}.`,
    );
  }
  if (arrow.cause !== "effect" && arrow.cause !== "system:job") {
    requirePermission(actor, arrow.cause);
  }
  return arrow;
}

/** That another change may take a row there. Throws `GateClosed` where the table has no such effect. */
export function requireEffect<State extends string, Guard extends string, Effect extends string>(
  machine: Machine<State, Guard, Effect>,
  from: State,
  to: State,
): void {
  if (arrowsBetween(machine, from, to).some((arrow) => arrow.cause === "effect")) return;
  throw new GateClosed(`${machine.name} ${from} → ${to} as an effect`, []);
}

function isPress(arrow: { cause: string }): boolean {
  return arrow.cause !== "effect" && arrow.cause !== "system:job";
}

/** A state that a row could be taken to now. */
export interface NextStep<State extends string> {
  readonly to: State;
  /** Whether whoever asks may press it. */
  readonly permitted: boolean;
  /** What does not hold yet. */
  readonly conditions: readonly ClosedGuard<string>[];
}

/** Every state that a press could lead to, with what stands in the way. */
export function nextSteps<State extends string, Guard extends string, Effect extends string>(
  machine: Machine<State, Guard, Effect>,
  from: State,
  actor: Actor,
  closedGuards: (guards: readonly Guard[]) => NextStep<State>["conditions"],
): NextStep<State>[] {
  return arrowsFrom(machine, from)
    .filter(isPress)
    .map((arrow) => ({
      to: arrow.to,
      permitted:
        arrow.cause !== "effect" && arrow.cause !== "system:job" && mayDo(actor, arrow.cause),
      conditions: closedGuards(arrow.guards),
    }));
}
