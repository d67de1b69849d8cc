/** One row at one rate: processor time from the kernel's accounts, delays from the generator; and the search for its most. */
import { setTimeout as wait } from "node:timers/promises";
import type { Generator, RunResult } from "./generator";
import { droppedDatagrams, processorSeconds, processTree, residentBytes } from "./process-times";

const WARM_SECONDS = 3;
const PROBE_SECONDS = 3;
const PROBE_WARM_SECONDS = 1;
/** After a rate that was too high: whoever refuses calls for being overloaded takes all of them again by then. */
const RECOVERY_MS = 3_000;
/** Further behind its own plan than this, the generator is what is measured. */
const MOST_LAG_MS = 200;
/** Two rates nearer than this are the same. */
const NEAR = 1.05;
const MOST_RATE = 24_000;

export interface Measured extends RunResult {
  /** Of the row's own processes. */
  readonly cpuPer1000: number;
  /** Of Postgres meanwhile: beside the row, in none of its figures. */
  readonly postgresCpuPer1000: number;
  readonly residentMb: number;
  /** The longest time in which the row's event loop did nothing else, by its own metrics; null where it has none. */
  readonly longestPauseMs: number | null;
  /** Datagrams thrown away by the kernel, since start of the run, because the row did not fetch them. */
  readonly dropped: number;
  /** Monotonic microseconds in which it was measured. */
  readonly window: readonly [number, number];
}

export async function measure(
  generator: Generator,
  pids: {
    readonly row: number;
    readonly postgres: number;
    readonly port: number;
    readonly metrics: string | null;
  },
  rate: number,
  seconds: number,
): Promise<Measured> {
  const look = () => ({
    row: processorSeconds(processTree(pids.row)),
    postgres: processorSeconds(processTree(pids.postgres)),
    us: Number(process.hrtime.bigint() / 1000n),
  });
  let start = look();
  let end = start;
  const calls = rate * seconds;
  const droppedBefore = droppedDatagrams(pids.port);
  const result = await generator.run(rate, rate * WARM_SECONDS, calls, (mark) => {
    if (mark === "end") {
      end = look();
      return;
    }
    start = look();
    // Each answer begins a new longest.
    void longestPauseOf(pids.metrics);
  });
  const longestPauseMs = await longestPauseOf(pids.metrics);
  const residentMb = residentBytes(processTree(pids.row)) / 1e6;
  await generator.settle();
  if (!isClean(result)) await wait(RECOVERY_MS);
  return {
    ...result,
    cpuPer1000: ((end.row - start.row) / calls) * 1000,
    postgresCpuPer1000: ((end.postgres - start.postgres) / calls) * 1000,
    residentMb,
    longestPauseMs,
    dropped: droppedDatagrams(pids.port) - droppedBefore,
    window: [start.us, end.us],
  };
}

/** Since it was last asked. Its timer of 10 ms is no pause. */
async function longestPauseOf(metrics: string | null): Promise<number | null> {
  if (metrics === null) return null;
  const text = await (await fetch(metrics)).text();
  const seconds = Number(/^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1]);
  return Math.max(0, seconds * 1_000 - 10);
}

function isClean({ failed, late, repeated, lagMs }: RunResult): boolean {
  return failed === 0 && late === 0 && repeated === 0 && lagMs < MOST_LAG_MS;
}

/** The highest rate at which no call fails, is late or is repeated. 0: none from `from` down to a sixteenth of it. */
export async function searchHighest(generator: Generator, from: number): Promise<number> {
  const probe = async (rate: number) => {
    const warm = rate * PROBE_WARM_SECONDS;
    const result = await generator.run(rate, warm, rate * PROBE_SECONDS, () => {});
    await generator.settle();
    if (!isClean(result)) await wait(RECOVERY_MS);
    return isClean(result);
  };
  // Once may be the machine's fault.
  const isGood = async (rate: number) => (await probe(rate)) || (await probe(rate));
  let good = 0;
  let bad = MOST_RATE;
  for (let rate = from; ; rate = Math.round(good ? good * 1.5 : rate / 2)) {
    if (rate >= MOST_RATE || rate < from / 16) break;
    if (await isGood(rate)) good = rate;
    else bad = rate;
    if (good > 0 && bad < MOST_RATE) break;
  }
  while (good > 0 && bad / good > NEAR) {
    const rate = Math.round((good + bad) / 2);
    if (await isGood(rate)) good = rate;
    else bad = rate;
  }
  return good;
}
