/** The timers of transactions: three deadlines each, of which the wheel knows only the next. */
import type { Timer } from "./machine";
import { TimerWheel } from "./timer-wheel";
import { type Timing, timerMs } from "./timing";
import type { AnyTransaction } from "./transaction";

const NEVER = Number.POSITIVE_INFINITY;

export class TransactionTimers<M, S, C> {
  readonly #wheel: TimerWheel<AnyTransaction<M, S, C>>;
  /** First values met so far: other methods, INVITE, and both over reliable transports. */
  readonly #first = Array.from({ length: 4 }, () => new Map<Timer, number | null>());

  constructor(
    readonly timing: Timing,
    nowMs: number,
    tickMs: number,
  ) {
    this.#wheel = new TimerWheel(nowMs, tickMs);
  }

  /** Entries in the wheel, those lazily deleted included. */
  get filed(): number {
    return this.#wheel.filed;
  }

  /** Arms a timer with its first value. True if that is zero: it fires at once, and the caller sees to it. */
  start(transaction: AnyTransaction<M, S, C>, timer: Timer, nowMs: number): boolean {
    const ms = this.#firstMs(timer, transaction.reliable, transaction.isInvite);
    if (ms !== null && isRepeating(timer)) transaction.repeatEveryMs = ms;
    setTimer(transaction, timer, ms === null || ms === 0 ? NEVER : nowMs + ms);
    return ms === 0;
  }

  #firstMs(timer: Timer, reliable: boolean, invite: boolean): number | null {
    const known = this.#first[reliable ? (invite ? 3 : 2) : invite ? 1 : 0]!;
    let ms = known.get(timer);
    if (ms === undefined) {
      ms = timerMs(timer, this.timing, { reliable, invite });
      known.set(timer, ms);
    }
    return ms;
  }

  /** Arms a repeating timer again. */
  repeat(
    transaction: AnyTransaction<M, S, C>,
    timer: Timer,
    by: "double" | "double-to-t2" | "t2",
    nowMs: number,
  ): void {
    const { t2Ms } = this.timing;
    const doubled = transaction.repeatEveryMs * 2;
    transaction.repeatEveryMs =
      by === "t2" ? t2Ms : by === "double" ? doubled : Math.min(doubled, t2Ms);
    setTimer(transaction, timer, nowMs + transaction.repeatEveryMs);
  }

  stop(transaction: AnyTransaction<M, S, C>, timer: Timer): void {
    setTimer(transaction, timer, NEVER);
  }

  stopAll(transaction: AnyTransaction<M, S, C>): void {
    transaction.repeatAtMs = NEVER;
    transaction.endAtMs = NEVER;
    transaction.timerCAtMs = NEVER;
  }

  /** Lets the wheel know of the next of the three; call it after any change. */
  arm(transaction: AnyTransaction<M, S, C>): void {
    const { repeatAtMs, endAtMs, timerCAtMs } = transaction;
    this.#wheel.arm(transaction, Math.min(repeatAtMs, endAtMs, timerCAtMs));
  }

  /** Fires what is due. Of several at once, the one that ends a state goes before those that only repeat in it. */
  advance(
    nowMs: number,
    fire: (transaction: AnyTransaction<M, S, C>, timer: Timer, nowMs: number) => void,
  ): void {
    this.#wheel.advance(nowMs, (transaction) => {
      try {
        if (transaction.endAtMs <= nowMs) {
          transaction.endAtMs = NEVER;
          fire(transaction, transaction.endTimer, nowMs);
        }
        if (transaction.timerCAtMs <= nowMs) {
          transaction.timerCAtMs = NEVER;
          fire(transaction, "timer-c", nowMs);
        }
        if (transaction.repeatAtMs <= nowMs) {
          transaction.repeatAtMs = NEVER;
          fire(transaction, transaction.repeatTimer, nowMs);
        }
      } finally {
        // Whatever was thrown, the transaction's other timers run on.
        this.arm(transaction);
      }
    });
  }
}

function setTimer<M, S, C>(transaction: AnyTransaction<M, S, C>, timer: Timer, atMs: number): void {
  if (timer === "timer-c") {
    transaction.timerCAtMs = atMs;
  } else if (isRepeating(timer)) {
    transaction.repeatTimer = timer;
    transaction.repeatAtMs = atMs;
  } else {
    transaction.endTimer = timer;
    transaction.endAtMs = atMs;
  }
}

function isRepeating(timer: Timer): boolean {
  return (
    timer === "timer-a" || timer === "timer-e" || timer === "timer-g" || timer === "timer-trying"
  );
}
