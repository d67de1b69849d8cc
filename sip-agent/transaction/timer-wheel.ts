/** One wheel for every timer in the process, with lazy deletion: arming and disarming mostly write a number. */

/** Slots of the wheel, a power of two; at 8 ms a tick one turn is 32.8 s, just above 64*T1. */
const SLOTS = 4_096;
const NEVER = Number.POSITIVE_INFINITY;

/** Something with at most one deadline: extend it. The fields are the wheel's to write. */
export class WheelItem {
  /** Deadline in the wheel's clock, Infinity if none. */
  dueMs = NEVER;
  /** Tick of the slot it stands in, -1 if in none. */
  filedTick = -1;
}

/**
 * Deadlines fire at the first `advance` that is not earlier than them (at most one tick late if it is called every
 * tick). Any delay is allowed. An item that is disarmed or put off stays where it is filed until its slot comes up;
 * one that is brought forward is filed again, and the old place is known to be stale by its tick.
 */
export class TimerWheel<T extends WheelItem> {
  readonly #slots: (T[] | null)[] = new Array<T[] | null>(SLOTS).fill(null);
  readonly #tickMs: number;
  #tick: number;
  #filed = 0;

  /** `nowMs` is the clock's present value; `advance` takes the same clock. */
  constructor(nowMs: number, tickMs = 8) {
    this.#tickMs = tickMs;
    this.#tick = Math.floor(nowMs / tickMs);
  }

  /** Places taken in the slots, stale ones included; all are gone within one turn (4,096 ticks) of the last arming. */
  get filed(): number {
    return this.#filed;
  }

  /** Sets the item's one deadline, earlier or later than before; Infinity takes it away. */
  arm(item: T, dueMs: number): void {
    item.dueMs = dueMs;
    if (dueMs === NEVER) return;
    const tick = this.#tickOf(dueMs);
    if (item.filedTick === -1 || tick < item.filedTick) this.#file(item, tick);
  }

  /** Takes the deadline away. */
  disarm(item: T): void {
    item.dueMs = NEVER;
  }

  /**
   * Fires what is due, in order of ticks, each item disarmed first. `fire` may arm any item again; what it arms is
   * fired in a later tick at the earliest, so an item that arms itself for the past cannot hold the loop. If `fire`
   * throws, that item's deadline is spent and the exception passes through; calling again fires all the others.
   */
  advance(nowMs: number, fire: (item: T, nowMs: number) => void): void {
    const target = Math.floor(nowMs / this.#tickMs);
    while (this.#tick < target) {
      if (this.#filed === 0) {
        this.#tick = target;
        return;
      }
      this.#tick += 1;
      const index = this.#tick & (SLOTS - 1);
      const slot = this.#slots[index];
      if (slot == null) continue;
      this.#slots[index] = null;
      this.#filed -= slot.length;
      let visited = 0;
      try {
        for (const item of slot) {
          visited += 1;
          this.#visit(item, nowMs, fire);
        }
      } finally {
        if (visited < slot.length) this.#putBack(index, slot.slice(visited));
      }
    }
  }

  /** The present slot's rest stands where it stood, for the tick to come once more. */
  #putBack(index: number, rest: T[]): void {
    this.#slots[index] = rest;
    this.#filed += rest.length;
    this.#tick -= 1;
  }

  #visit(item: T, nowMs: number, fire: (item: T, nowMs: number) => void): void {
    if (item.filedTick !== this.#tick) return;
    item.filedTick = -1;
    if (item.dueMs === NEVER) return;
    const tick = this.#tickOf(item.dueMs);
    if (tick > this.#tick) {
      this.#file(item, tick);
      return;
    }
    item.dueMs = NEVER;
    fire(item, nowMs);
  }

  #tickOf(dueMs: number): number {
    return Math.ceil(dueMs / this.#tickMs);
  }

  #file(item: T, dueTick: number): void {
    // Never the present slot, which is being emptied, and never beyond one turn: far deadlines are filed again.
    const tick = Math.min(Math.max(dueTick, this.#tick + 1), this.#tick + SLOTS - 1);
    if (tick === item.filedTick) return;
    item.filedTick = tick;
    const index = tick & (SLOTS - 1);
    const slot = this.#slots[index];
    if (slot == null) this.#slots[index] = [item];
    else slot.push(item);
    this.#filed += 1;
  }
}
