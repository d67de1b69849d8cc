/** npm run bench:overload: three times what the sip-agent sustains, for a while: what it serves, refuses, and how it recovers. */
import { type AgentAlone, measureAgentAlone } from "./sip/agent-alone";
import type { RunResult } from "./sip/generator";
import { searchHighest } from "./sip/measure";
import { processTree, residentBytes } from "./sip/process-times";

const SEARCH_FROM = 1_000;
const TIMES = 3;
const OVERLOAD_SEC = 30;
const CALM_SEC = 10;
/** Calls that are up all the while, and are hung up afterwards. */
const HELD = 500;
const HOLD_RATE = 200;

// As by default in production.
await measureAgentAlone(overload, { busyPercent: "97" });

async function overload({ generator, pid }: AgentAlone): Promise<void> {
  await generator.run(HOLD_RATE, 0, 10 * HOLD_RATE, () => {});
  const sustained = await searchHighest(generator, SEARCH_FROM);
  console.log(`sustained: ${sustained} calls/s without a failed, late or repeated one`);
  if (sustained === 0)
    throw new Error("no rate is sustained: the machine is busy with something else");
  await generator.hold(HELD, HOLD_RATE);
  const memory = () => (residentBytes(processTree(pid)) / 1e6).toFixed(0);
  const before = memory();
  const rate = TIMES * sustained;
  const under = await generator.run(rate, 0, rate * OVERLOAD_SEC, () => {});
  tell(`${TIMES} times that for ${OVERLOAD_SEC} s`, under, sustained);
  const during = memory();
  const half = Math.round(sustained / 2);
  const after = await generator.run(half, 0, half * CALM_SEC, () => {});
  tell(`half of it right afterwards, ${CALM_SEC} s`, after, half);
  await generator.settle();
  const stuck = await generator.drop(HOLD_RATE);
  await generator.settle();
  console.log(`${HELD} calls that were up all the while: ${stuck} could not be hung up`);
  console.log(
    `resident memory: ${before} MB before, ${during} MB under it, ${memory()} MB at the end`,
  );
}

function tell(what: string, result: RunResult, against: number): void {
  const served = result.ok / result.seconds;
  const share = ((100 * served) / against).toFixed(0);
  console.log(`${what}: ${served.toFixed(0)} calls/s served (${share} %), ${result.late} late`);
  console.log(`  the others: ${JSON.stringify(result.endings)}`);
}
