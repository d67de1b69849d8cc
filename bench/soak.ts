/** npm run bench:soak -- [--rate N] [--minutes N]: the sip-agent alone for long, a line a minute: what grows, what slows down. */
import fs from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type AgentAlone, measureAgentAlone } from "./sip/agent-alone";
import { PLAN } from "./sip/plan";
import { processorSeconds, processTree, residentBytes } from "./sip/process-times";

const MINUTE_SEC = 60;
/** Timer H and I are over by then, and nothing of a call is left. */
const QUIET_SEC = 35;
/** What has to be 0 when no call is up. */
const GAUGES = [
  'sip_transactions{what="server"}',
  'sip_transactions{what="client"}',
  'sip_transactions{what="timers"}',
  "sip_channels_in_use",
  "sip_open_calls",
];

const { values } = parseArgs({
  options: {
    rate: { type: "string", default: "50" },
    minutes: { type: "string", default: "60" },
  },
});
const [rate, minutes] = [Number(values.rate), Number(values.minutes)];
if (![rate, minutes].every((number) => Number.isInteger(number) && number > 0)) {
  console.error("usage: npm run bench:soak -- [--rate CALLS_PER_SECOND] [--minutes N]");
  process.exit(2);
}

await measureAgentAlone(soak);

async function soak({ generator, pid }: AgentAlone): Promise<void> {
  console.log(`${rate} calls/s for ${minutes} min; s of processor time per 1,000 calls`);
  console.log(
    "minute      ok  failed  late  p50 ms  p99 ms  max ms  cpu s  resident MB  heap MB  files",
  );
  for (let minute = 1; minute <= minutes; minute += 1) {
    const before = processorSeconds(processTree(pid));
    const calls = rate * MINUTE_SEC;
    const result = await generator.run(rate, 0, calls, () => {});
    const cpu = ((processorSeconds(processTree(pid)) - before) / calls) * 1_000;
    const { ok, failed, late, p50Ms, p99Ms, maxMs } = result;
    const resident = residentBytes(processTree(pid)) / 1e6;
    const heap = ((await metrics()).get("nodejs_heap_size_used_bytes") ?? 0) / 1e6;
    const files = fs.readdirSync(`/proc/${pid}/fd`).length;
    const figures = [
      ...[String(minute).padStart(6), String(ok).padStart(7), String(failed).padStart(7)],
      ...[String(late).padStart(5), p50Ms.toFixed(2).padStart(7), p99Ms.toFixed(2).padStart(7)],
      ...[
        maxMs.toFixed(1).padStart(7),
        cpu.toFixed(3).padStart(6),
        resident.toFixed(0).padStart(12),
      ],
      ...[heap.toFixed(0).padStart(8), String(files).padStart(6)],
    ];
    console.log(figures.join(" "));
  }
  await generator.settle();
  await wait(QUIET_SEC * 1_000);
  const after = await metrics();
  const left = GAUGES.map((name) => `${name} ${after.get(name)}`).join(", ");
  console.log(`${QUIET_SEC} s after the last call: ${left}`);
}

/** Values by `name` or `name{labels}`. */
async function metrics(): Promise<Map<string, number>> {
  const answer = await fetch(`http://127.0.0.1:${PLAN.firstProxyPort + 100}/metrics`);
  if (!answer.ok) throw new Error(`the agent answered ${answer.status} when asked for its metrics`);
  const lines = (await answer.text()).split("\n").filter((line) => /^[a-z]/.test(line));
  return new Map(
    lines.map((line): [string, number] => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}
