// The fuzzer's own process: carrier and core at once, in the network where the sip-agent is. Prints one JSON line.
import dgram from "node:dgram";
import fs from "node:fs";
import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { parseMessage } from "@/lib/sip/parse-message";
import { SeededChance } from "../../fixtures/seeded-chance";
import { type CorpusFacts, compactInvite, corpus, soundInvite } from "./corpus";
import { exceptional, mutated } from "./mutate";

export interface FuzzPlan extends Omit<CorpusFacts, "hostPort"> {
  readonly agent: { readonly address: string; readonly port: number; readonly adminPort: number };
  readonly agentPid: number;
  readonly source: string;
  readonly core: { readonly address: string; readonly port: number };
  readonly seed: number;
  readonly datagrams: number;
  readonly streams: number;
}

export interface FuzzResult {
  readonly datagrams: number;
  readonly exceptionalInvites: number;
  readonly streams: number;
  readonly slowestProbeMs: number;
  readonly routedToCore: number;
  /** After the exceptional INVITEs and a tenth of the datagrams. */
  readonly memoryBeforeMb: number;
  readonly memoryAfterMb: number;
  /** Gauges that are not back where they were, 64 s after the last message. */
  readonly leftOver: readonly string[];
  readonly settledAfterSec: number;
  readonly callAfterwards: boolean;
}

/** At most so many messages and bytes between two probes: the smallest socket buffer that Linux gives takes them. */
const BATCH = 40;
const BATCH_BYTES = 40_000;
/** A datagram to the core that gets no answer would hold its transaction for long. */
const SETTLE_SEC = 64;
const PROBE_LIMIT_MS = 10_000;

/** What grows while messages are under way and has to come back. */
const GAUGES = [
  ...["server", "client", "timers"].map((what) => `sip_transactions{what="${what}"}`),
  ...["inboundOpen", "outboundOpen"].map((what) => `sip_transport{what="${what}"}`),
  "sip_channels_in_use",
  "sip_open_calls",
  "sip_spool_lines_waiting",
];

const plan: FuzzPlan = JSON.parse(process.argv[2] ?? "");
const chance = new SeededChance(plan.seed);
const carrier = await bound(plan.source, 0);
// A socket of its own: what the agent answers to the others would crowd its answers out.
const prober = await bound(plan.source, 0);
const core = await bound(plan.core.address, plan.core.port);
const facts: CorpusFacts = { ...plan, hostPort: `${plan.source}:${carrier.address().port}` };
const seeds = corpus(facts);
let routedToCore = 0;
let answersToCore = 0;
let answering: "oddly" | "soundly" = "oddly";
let probeNumber = 0;
let unprobed = 0;
let unprobedBytes = 0;
let slowestProbeMs = 0;
let onProbe: (() => void) | null = null;
let onAnswer: ((status: number) => void) | null = null;

carrier.on("message", (bytes) => {
  const text = bytes.toString("latin1", 0, 2_000);
  if (text.includes("\r\nCall-ID: afterwards@fuzz\r\n")) {
    const status = Number(text.slice(8, 11));
    if (status >= 200) onAnswer?.(status);
  }
});
prober.on("message", (bytes) => {
  if (bytes.includes(`\r\nCall-ID: probe-${probeNumber}\r\n`)) onProbe?.();
});
core.on("message", (bytes, from) => {
  routedToCore += 1;
  const parsed = parseMessage(bytes);
  if (!parsed.ok || !parsed.message.isRequest || parsed.message.method === "ACK") return;
  const { message } = parsed;
  const status = answering === "soundly" ? 200 : message.method === "INVITE" ? 486 : 200;
  const lines = ["Via", "From", "Call-ID", "CSeq"].flatMap((name) =>
    message.lines(name).map((value) => `${name}: ${value}`),
  );
  const answer = Buffer.from(
    [
      `SIP/2.0 ${status} x`,
      ...lines,
      `To: ${message.header("To")};tag=core`,
      ...message.lines("Record-Route").map((value) => `Record-Route: ${value}`),
      `Contact: <sip:core@${plan.core.address}:${plan.core.port}>`,
      "Content-Length: 0",
      "",
      "",
    ].join("\r\n"),
    "latin1",
  );
  answersToCore += 1;
  // A mutated answer may be none: the sound one follows, so that no transaction waits for long.
  if (answering === "oddly" && answersToCore % 3 === 0)
    core.send(mutated(answer, seeds, chance), from.port, from.address);
  core.send(answer, from.port, from.address);
});

await probe();
const before = await metrics();

let exceptionalInvites = 0;
let sent = 0;
for (const write of [soundInvite, compactInvite]) {
  for (const bytes of exceptional(write(facts, "exceptional"))) {
    exceptionalInvites += 1;
    // Each its own call: otherwise all but the first would be retransmissions.
    const text = bytes.toString("latin1").replaceAll("exceptional", `e${sent}`);
    await sendOne(Buffer.from(text, "latin1"));
  }
}
// Once the process has grown to its working size: heap, young generation, compiled code.
let memoryBeforeMb = memoryMb();
for (let index = 0; index < plan.datagrams; index += 1) {
  if (index === Math.floor(plan.datagrams / 10)) memoryBeforeMb = memoryMb();
  const original = chance.pick(seeds);
  const isKnown = original === seeds[0];
  const fresh = isKnown ? Buffer.from(soundInvite(facts, `m${index}`), "latin1") : original;
  await sendOne(mutated(fresh, seeds, chance));
}
for (let index = 0; index < plan.streams; index += 1) {
  await sendOnStream(mutated(chance.pick(seeds), seeds, chance));
  if (index % BATCH === 0) await probe();
}
await probe();

answering = "soundly";
const endedAt = performance.now();
let leftOver: string[] = [];
do {
  await wait(1_000);
  const now = await metrics();
  leftOver = GAUGES.filter((name) => (now.get(name) ?? 0) > (before.get(name) ?? 0)).map(
    (name) => `${name} ${before.get(name) ?? 0} -> ${now.get(name)}`,
  );
} while (leftOver.length > 0 && performance.now() - endedAt < SETTLE_SEC * 1_000);
const settledAfterSec = (performance.now() - endedAt) / 1_000;
const callAfterwards = await wellFormedCall();
const result: FuzzResult = {
  datagrams: plan.datagrams,
  exceptionalInvites,
  streams: plan.streams,
  slowestProbeMs,
  routedToCore,
  memoryBeforeMb,
  memoryAfterMb: memoryMb(),
  leftOver,
  settledAfterSec,
  callAfterwards,
};
console.log(JSON.stringify(result));
for (const socket of [carrier, prober, core]) socket.close();

async function sendOne(bytes: Buffer): Promise<void> {
  carrier.send(bytes, plan.agent.port, plan.agent.address);
  sent += 1;
  unprobed += 1;
  unprobedBytes += bytes.length;
  if (unprobed >= BATCH || unprobedBytes >= BATCH_BYTES) await probe();
}

/** Sends a message on a stream of its own, in up to three pieces, and closes it. */
function sendOnStream(bytes: Buffer): Promise<void> {
  const { address: host, port } = plan.agent;
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, localAddress: plan.source });
    socket.once("connect", () => {
      const cuts = [chance.next(), chance.next()]
        .map((at) => Math.floor(at * bytes.length))
        .sort((a, b) => a - b);
      const [first = 0, second = 0] = cuts;
      socket.write(bytes.subarray(0, first));
      socket.write(bytes.subarray(first, second));
      socket.end(bytes.subarray(second));
    });
    socket.resume();
    socket.once("error", () => socket.destroy());
    socket.once("close", () => resolve());
  });
}

/** A well-formed OPTIONS: its 200 says that all sent before it was taken. Rejects after 10 s without it. */
async function probe(): Promise<void> {
  probeNumber += 1;
  unprobed = 0;
  unprobedBytes = 0;
  const sentAt = performance.now();
  await new Promise<void>((resolve, reject) => {
    const text = [
      `OPTIONS sip:${plan.fqdn} SIP/2.0`,
      `Via: SIP/2.0/UDP ${plan.source}:${prober.address().port};branch=z9hG4bKprobe${probeNumber};rport`,
      "Max-Forwards: 70",
      `From: <sip:probe@${facts.hostPort}>;tag=${probeNumber}`,
      `To: <sip:${plan.fqdn}>`,
      `Call-ID: probe-${probeNumber}`,
      "CSeq: 1 OPTIONS",
      "Content-Length: 0",
      "",
      "",
    ].join("\r\n");
    const send = () => prober.send(text, plan.agent.port, plan.agent.address);
    send();
    // The kernel may drop a datagram of a burst: a second one is no late answer of the agent's.
    const again = setInterval(send, 500);
    const limit = setTimeout(() => {
      clearInterval(again);
      reject(new Error(`no answer to probe ${probeNumber} within ${PROBE_LIMIT_MS} ms`));
    }, PROBE_LIMIT_MS);
    onProbe = () => {
      clearInterval(again);
      clearTimeout(limit);
      onProbe = null;
      resolve();
    };
  });
  slowestProbeMs = Math.max(slowestProbeMs, performance.now() - sentAt);
}

async function wellFormedCall(): Promise<boolean> {
  const status = await new Promise<number>((resolve) => {
    onAnswer = resolve;
    setTimeout(() => resolve(0), 5_000).unref();
    const invite = soundInvite(facts, "afterwards").replace(/^Proxy-Authorization.*\r\n/m, "");
    carrier.send(invite, plan.agent.port, plan.agent.address);
  });
  return status === 200;
}

/** Values by `name` or `name{labels}`. */
async function metrics(): Promise<Map<string, number>> {
  const answer = await fetch(`http://127.0.0.1:${plan.agent.adminPort}/metrics`);
  if (!answer.ok) throw new Error(`the agent answered ${answer.status} when asked for its metrics`);
  const lines = (await answer.text())
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line): [string, number] => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

/** Resident memory of the agent. */
function memoryMb(): number {
  const status = fs.readFileSync(`/proc/${plan.agentPid}/status`, "latin1");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

function bound(address: string, port: number): Promise<dgram.Socket> {
  const socket = dgram.createSocket("udp4");
  return new Promise((resolve) => socket.bind({ address, port }, () => resolve(socket)));
}
