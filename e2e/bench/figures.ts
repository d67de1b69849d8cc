// npm run bench:figures -- [--away SECONDS]: how long trouble lasts that calls must not notice: failover, restart, outage.
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Lab } from "../fixtures/lab";
import { ownPostgres } from "../fixtures/own-postgres";
import { PlacedCall, TakenCall } from "../fixtures/peer-call";
import { SipPeer } from "../fixtures/sip-peer";
import { inviteText, optionsText, responseText } from "../fixtures/sip-text";

const NUMBER = "+6498879333";
const FAILOVERS = 50;
const SILENCES = 10;
const RESTARTS = 5;
const NO_ANSWER_MS = 4_000;
const CALLS_PER_SEC = 10;

const { values } = parseArgs({ options: { away: { type: "string", default: "60" } } });
const awaySec = Number(values.away);
if (!Number.isInteger(awaySec) || awaySec < 1) {
  console.error("usage: npm run bench:figures -- [--away SECONDS]");
  process.exit(2);
}

let missed = false;
const postgres = await ownPostgres();
const first = await SipPeer.open("127.0.2.91");
const second = await SipPeer.open("127.0.2.92");
const caller = await SipPeer.open("127.0.3.91");
const lab = await Lab.open({
  database: postgres,
  coreEndpoints: [first, second],
  agentEnv: { LOG_LEVEL: "warn", SIP_OPTIONS_MS: "0", SIP_NO_ANSWER_MS: String(NO_ANSWER_MS) },
});
try {
  await lab.addCarrier({
    acl: [caller.address],
    numbers: [NUMBER],
    trunk: { maxChannels: 500, maxCallsPerSec: 500 },
  });
  await lab.agent.untilReadiness(200);
  await lab.live();
  await failoverAfter503();
  await failoverAfterSilence();
  await restarts();
  await postgresAway();
} finally {
  for (const peer of [first, second, caller]) await peer.close();
  await lab.close();
}
process.exitCode = missed ? 1 : 0;

function invite(): string {
  return inviteText({
    peer: caller,
    requestUri: `sip:${NUMBER}@${lab.fqdn}`,
    from: "<sip:+6421555123@carrier.example>",
  });
}

/** From the first target's 503 to the INVITE at the second. */
async function failoverAfter503(): Promise<void> {
  const delays: number[] = [];
  for (let round = 0; round < FAILOVERS; round += 1) {
    caller.send(invite(), lab.agent.udp);
    const asked = await first.nextRequest("INVITE");
    const refusedAt = performance.now();
    asked.reply(responseText(asked.message, 503, "Gone", { peer: first, toTag: "gone" }));
    const next = await second.nextRequest("INVITE");
    delays.push(performance.now() - refusedAt);
    next.reply(responseText(next.message, 486, "Busy Here", { peer: second, toTag: "busy" }));
    await caller.nextResponse(486, "INVITE");
  }
  print("failover after 503, ms", delays, 20);
}

/** From the INVITE to the one at the second target, beyond the timer. */
async function failoverAfterSilence(): Promise<void> {
  const sentAt = performance.now();
  for (let round = 0; round < SILENCES; round += 1) caller.send(invite(), lab.agent.udp);
  const delays: number[] = [];
  for (let round = 0; round < SILENCES; round += 1) {
    const next = await second.nextRequest("INVITE");
    delays.push(performance.now() - sentAt - NO_ANSWER_MS);
    next.reply(responseText(next.message, 486, "Busy Here", { peer: second, toTag: "busy" }));
  }
  print("failover after silence, ms beyond the timer", delays, 200);
}

/** From kill -9 to the first answer, with the start of a new process at once. */
async function restarts(): Promise<void> {
  const delays: number[] = [];
  for (let round = 0; round < RESTARTS; round += 1) {
    await lab.agent.kill();
    const killedAt = performance.now();
    lab.agent.startAgain();
    const before = caller.arrivals.length;
    while (!caller.arrivals.slice(before).some(({ message }) => message.status === 200)) {
      caller.send(optionsText(caller, `sip:${lab.fqdn}`), lab.agent.udp);
      await wait(20);
    }
    delays.push(performance.now() - killedAt);
  }
  print("kill -9 to the first answer, ms", delays, 5_000);
}

/** Calls one after another while Postgres is away; then how long until each has its complete record. */
async function postgresAway(): Promise<void> {
  await lab.agent.untilReadiness(200);
  await postgres.stop();
  const until = performance.now() + awaySec * 1_000;
  const callIds: string[] = [];
  let refused = 0;
  while (performance.now() < until) {
    const placedAt = performance.now();
    const call = PlacedCall.place(lab.agent.udp, {
      peer: caller,
      requestUri: `sip:${NUMBER}@${lab.fqdn}`,
      from: "<sip:+6421555123@carrier.example>",
    });
    try {
      const taken = await TakenCall.take(first, lab.agent.udp, call.callId);
      await Promise.all([taken.answer(), call.answered()]);
      await Promise.all([call.request("BYE"), taken.accept("BYE")]);
      callIds.push(call.callId);
    } catch {
      refused += 1;
    }
    await wait(Math.max(0, 1_000 / CALLS_PER_SEC - (performance.now() - placedAt)));
  }
  await postgres.start();
  const backAt = performance.now();
  let complete = 0;
  while (complete < callIds.length && performance.now() - backAt < 60_000) {
    complete = await lab.pool.prisma.callRecord
      .count({ where: { callId: { in: callIds }, complete: true } })
      .catch(() => 0);
    await wait(50);
  }
  const seconds = (performance.now() - backAt) / 1_000;
  const isWhole = complete === callIds.length && refused === 0;
  if (!isWhole) missed = true;
  console.log(
    `${isWhole ? "ok    " : "MISSED"} Postgres away ${awaySec} s: ${callIds.length} calls, ${refused} refused or lost; ` +
      `${complete} records complete ${seconds.toFixed(1)} s after its return`,
  );
}

function print(what: string, figures: readonly number[], aim: number): void {
  const sorted = [...figures].sort((a, b) => a - b);
  const [median, worst] = [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0];
  if (worst > aim) missed = true;
  console.log(
    `${worst > aim ? "MISSED" : "ok    "} ${what}: median ${median.toFixed(1)}, worst ${worst.toFixed(1)} of ${figures.length} (aim ${aim})`,
  );
}
