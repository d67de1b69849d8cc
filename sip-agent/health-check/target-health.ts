/** What OPTIONS checks say of one gateway or core endpoint, and when the next one is due. Pure. */

/** How a check ended: any final answer but 408 and 503 is a sign of life. */
export interface CheckResult {
  /** Final status; null where none came. */
  readonly status: number | null;
  readonly reason: string;
  readonly roundTripMs: number;
}

/** One address that is asked. */
export interface AskedPlace {
  readonly transport: "udp" | "tcp" | "tls";
  readonly address: string;
  readonly port: number;
  /** The address of ours that it is asked from. */
  readonly from: string;
}

/** Hears of each address that one check asks: of all as it begins, then of each as it ends, by its place in the list. */
export interface PlaceWatch {
  begun(places: readonly AskedPlace[]): void;
  ended(index: number, result: CheckResult): void;
}

export interface TargetHealth {
  readonly isUp: boolean;
  /** Results in a row that speak against the present state. */
  readonly against: number;
  /** Of the last check, in words; empty before the first. */
  readonly reason: string;
  readonly roundTripMs: number | null;
  /** Wall-clock milliseconds. */
  readonly changedAtMs: number;
  readonly checkedAtMs: number | null;
}

const MISSES_TO_DEMOTE = 3;
const ANSWERS_TO_RESTORE = 2;

/** Nothing is known yet: it counts as up. */
export function unchecked(atMs: number): TargetHealth {
  return {
    isUp: true,
    against: 0,
    reason: "",
    roundTripMs: null,
    changedAtMs: atMs,
    checkedAtMs: null,
  };
}

/** True for a sign of life. */
export function isAlive({ status }: Pick<CheckResult, "status">): boolean {
  return status !== null && status !== 408 && status !== 503;
}

/** The health after another check. */
export function afterCheck(health: TargetHealth, result: CheckResult, atMs: number): TargetHealth {
  const { status } = result;
  const lives = isAlive(result);
  const against = lives === health.isUp ? 0 : health.against + 1;
  const turns = against >= (health.isUp ? MISSES_TO_DEMOTE : ANSWERS_TO_RESTORE);
  return {
    isUp: turns ? !health.isUp : health.isUp,
    against: turns ? 0 : against,
    reason: status === null ? result.reason : `${status} ${result.reason}`.trim(),
    roundTripMs: lives ? Math.round(result.roundTripMs) : null,
    changedAtMs: turns ? atMs : health.changedAtMs,
    checkedAtMs: atMs,
  };
}
