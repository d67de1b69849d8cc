// Adds up what many calls showed: one row per carrier and kind, with how often and when.
import type { Observation } from "./kinds";

/** One thing that one call showed of its carrier. */
export interface SeenObservation extends Observation {
  readonly carrierId: string;
  readonly callRecordId: string;
  readonly sourceAddress: string | null;
  readonly at: Date;
}

/** What of one kind was seen; detail, call and address are the latest's. */
export interface ObservationSum extends Omit<SeenObservation, "at"> {
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly occurrences: number;
}

/** In the order of carrier and kind, so that two writers never wait for each other crosswise. */
export function addUp(seen: readonly SeenObservation[]): ObservationSum[] {
  const sums = new Map<string, ObservationSum>();
  for (const { at, ...rest } of seen) {
    const key = `${rest.carrierId} ${rest.kind}`;
    const before = sums.get(key);
    const isLatest = before === undefined || at >= before.lastSeenAt;
    sums.set(key, {
      ...(isLatest ? rest : before),
      firstSeenAt: before === undefined || at < before.firstSeenAt ? at : before.firstSeenAt,
      lastSeenAt: isLatest ? at : before.lastSeenAt,
      occurrences: (before?.occurrences ?? 0) + 1,
    });
  }
  return [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}
