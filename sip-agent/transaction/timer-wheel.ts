/** One wheel for every timer in the process, with lazy deletion: arming and disarming write a number. */

/** Something with at most one deadline. Extend it, or keep one in your object; do not write its fields. */
export class WheelItem {
  /** Deadline in the wheel's clock, Infinity if none. */
  dueMs = Number.POSITIVE_INFINITY;
  /** Tick of the slot it stands in, -1 if in none. The wheel's own. */
  filedTick = -1;
}

/**
 * Deadlines fire at the first `advance` that is not earlier than them (at most one tick late when it is called each
 * tick). Any delay is allowed; `filed` counts what the slots still hold, so that a test can see it return to 0.
 */
export class TimerWheel<T extends WheelItem> {
  constructor(
    readonly nowMs: number,
    readonly tickMs = 8,
  ) {}

  /** Entries in the slots, those disarmed since included; they leave within 4,096 ticks (33 s). */
  get filed(): number {
    return 0;
  }

  /** Sets the item's one deadline, earlier or later than before. */
  arm(item: T, dueMs: number): void {
    throw new Error(`to come: ${item.dueMs} ${dueMs}`);
  }

  /** Takes the deadline away. */
  disarm(item: T): void {
    throw new Error(`to come: ${item.dueMs}`);
  }

  /** Fires what is due, in order of ticks. `fire` may arm any item again; it is then due in a later tick. */
  advance(nowMs: number, fire: (item: T, nowMs: number) => void): void {
    throw new Error(`to come: ${nowMs} ${fire.length}`);
  }
}
