// npm run bench:config: how long from a press in the portal's verbs until the sip-agent's answers on the wire show it.
//
// A laboratory of its own (database, agent); a socket sends OPTIONS without pause from the address that is let in and
// shut out. Only the page around the verb is left out.
import { Lab, type LabCarrier } from "../fixtures/lab";
import { Prober } from "./prober";

const WARM_UP_ROUNDS = 5;
const AIM = { p99Ms: 100, worstMs: 1_000 };
const SOURCE = "127.0.77.1";

const rounds = Number(process.argv[2] ?? 100);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error("usage: npm run bench:config [-- ROUNDS]");
  process.exit(2);
}

const lab = await Lab.open({ agentEnv: { LOG_LEVEL: "warn" } });
const carrier = await lab.addCarrier({ acl: ["127.0.77.100"], numbers: ["+6498879333"] });
await lab.agent.untilReadiness(200);
await lab.live();
const prober = await Prober.open(SOURCE, lab.agent.udp, lab.fqdn);

const added: number[] = [];
const addedAfterSave: number[] = [];
const removed: number[] = [];
for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
  const figures = await oneRound(carrier);
  if (round < 0) continue;
  added.push(figures.letInMs);
  addedAfterSave.push(figures.letInAfterSaveMs);
  removed.push(figures.shutOutMs);
}
prober.close();
await lab.close();

console.log(`${rounds} rounds, milliseconds              p50     p99     max`);
print("entry added: press to first answer  ", added);
print("entry added: saved to first answer  ", addedAfterSave);
print("entry removed: press to silence     ", removed);
const all = [...added, ...removed];
const good = percentile(all, 0.99) <= AIM.p99Ms && Math.max(...all) <= AIM.worstMs;
console.log(
  `aim: p99 at most ${AIM.p99Ms} ms, worst at most ${AIM.worstMs} ms: ${good ? "reached" : "missed"}`,
);
process.exitCode = good ? 0 : 1;

async function oneRound({ carrier: { id } }: LabCarrier) {
  const pressed = performance.now();
  const answered = prober.nextAnswer();
  const entry = await lab.addAclEntry(id, SOURCE);
  const saved = performance.now();
  const answeredAt = await answered;
  const pressedRemove = performance.now();
  await lab.removeAclEntry(entry);
  const silentAt = await prober.silence();
  return {
    letInMs: answeredAt - pressed,
    letInAfterSaveMs: Math.max(0, answeredAt - saved),
    shutOutMs: Math.max(0, silentAt - pressedRemove),
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

function print(what: string, values: readonly number[]): void {
  const figures = [percentile(values, 0.5), percentile(values, 0.99), Math.max(...values)];
  console.log(`${what} ${figures.map((figure) => figure.toFixed(1).padStart(7)).join(" ")}`);
}
