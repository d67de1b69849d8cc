/**
 * Processor time of whole calls through everything but sockets and Postgres: edge, parser, proxy, transactions, call
 * records with their spool on disk, metrics, log. Prints microseconds a call, message by message.
 * node --import tsx bench/call-path.ts [termination|origination] [calls] [calls a second]
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pino from "pino";
import { systemDeps } from "@/lib/core/deps";
import { createLogger } from "@/lib/core/log";
import { BYOC, coreEndpointRow, KERERU_TRUNK, testId, trunkRow } from "@/lib/policy/test-world";
import type { SipMessage } from "@/lib/sip/message";
import { parseMessage } from "@/lib/sip/parse-message";
import type { Snapshot } from "@/lib/snapshot/model";
import { CallCounts } from "@/sip-agent/calls/call-counts";
import { CallSpool } from "@/sip-agent/calls/call-spool";
import { CallTracker } from "@/sip-agent/calls/call-tracker";
import { SpoolShipper } from "@/sip-agent/calls/spool-shipper";
import { UnknownSources } from "@/sip-agent/calls/unknown-sources";
import { createDigestCheck } from "@/sip-agent/digest/digest-check";
import { literalResolver } from "@/sip-agent/dns/name-resolver";
import { createAgentMetrics } from "@/sip-agent/ops/metrics";
import { SipProxy } from "@/sip-agent/proxy/sip-proxy";
import { SourceRates } from "@/sip-agent/proxy/source-rates";
import {
  CORE,
  CORE_ENDPOINT,
  FQDN,
  GATEWAY,
  KEYS,
  request,
  response,
  SWITCH,
  snapshotOf,
  TRUNK_FQDN,
} from "@/sip-agent/proxy/test-wire";
import { edgeHandler } from "@/sip-agent/runtime/edge-handler";
import { randomWords } from "@/sip-agent/runtime/random-words";
import { derivePurposeKeys } from "@/sip-agent/seal/purpose-keys";
import { createTokenSealer } from "@/sip-agent/seal/seal-token";
import { NO_TRANSACTIONS } from "@/sip-agent/transaction/transaction-layer-types";
import { PeerAddresses } from "@/sip-agent/transport/peer-address";
import type { Listener } from "@/sip-agent/transport/transport";
import { SDP } from "./sample-invite";

const direction = process.argv[2] ?? "termination";
const CALLS = Number(process.argv[3] ?? 40_000);
const PER_SECOND = Number(process.argv[4] ?? 1_000);
/** Calls whose messages of one kind are handed in together, so that the clock is looked at seldom. */
const BATCH = 100;
const WARM_UP_BATCHES = 60;
const SAMPLE_PERCENT = 5;
const TICK_MS = 10;

const isTermination = direction === "termination";
const CALLER = isTermination ? SWITCH : CORE;
const CALLEE = isTermination ? CORE_ENDPOINT : GATEWAY;
const URI = isTermination ? `sip:${BYOC}@${FQDN}` : `sip:+6421345678@${TRUNK_FQDN}`;
const FROM = isTermination ? "+6421345678" : BYOC;
const LISTENER: Listener = {
  id: 0,
  transport: "udp",
  address: "192.0.2.1",
  family: 4,
  port: 5060,
};

let nowMs = 1_000;
const START = Date.UTC(2027, 0, 1);
const wallMs = () => START + nowMs;
const folder = mkdtempSync(path.join(tmpdir(), "call-path-"));

const snapshot: Snapshot = snapshotOf({
  trunks: [trunkRow(KERERU_TRUNK, { maxChannels: 1_000_000, maxCallsPerSec: 1_000_000 })],
  coreEndpoints: [coreEndpointRow(testId(5, 3))],
});
const log = createLogger(
  { name: "sip-agent", level: process.env.LOG_LEVEL ?? "info" },
  pino.destination({ dest: openSync("/dev/null", "w"), sync: true }),
);
const callLog = log.child({}, { redact: [] });
const counts = new CallCounts(() => nowMs);
const spool: CallSpool = new CallSpool({
  folder,
  openCalls: () => tracker.openCalls(),
  begunCalls: () => tracker.begunCalls(),
  onError: fail,
});
const shipper = new SpoolShipper({
  spool,
  write: async () => [],
  isRefusedRow: () => false,
  refusedFile: path.join(folder, "refused"),
  onOutage: fail,
  onRecovered() {},
  onRefused: (_entry, error) => fail(error),
});
const unknown = new UnknownSources();
const metrics = createAgentMetrics({
  transport: () => ({}) as never,
  transactions: () => NO_TRANSACTIONS,
  openCalls: () => tracker.openCount,
  counts: () => counts,
  unknown: () => unknown,
  floodRefused: () => 0,
  overloadRefused: () => 0,
  spool: () => ({ waiting: 0, lost: 0, shipped: 0, refused: 0 }),
  config: () => ({ version: 1n, isConnected: true, hasProblem: false }),
  isReady: () => true,
});
const tracker: CallTracker = new CallTracker(
  {
    agentId: testId(9, 1),
    now: wallMs,
    monotonicMs: () => nowMs,
    append: (entry) => spool.append(entry),
    onCall(line) {
      metrics.observeCall(line);
      if (line.what === "refused" || line.what === "routed") callLog.info(line, "call decided");
      else callLog.debug(line, "call");
    },
    hangUp() {},
    counts,
  },
  [],
);
/** What the proxy sent since it was last emptied. */
let sent: Uint8Array[] = [];
const proxy = new SipProxy(
  {
    snapshot: () => snapshot,
    sealer: createTokenSealer(derivePurposeKeys(KEYS, "dialog-token")),
    listeners: [LISTENER],
    resolver: literalResolver,
    isDown: () => false,
    digest: createDigestCheck({
      ring: KEYS,
      randomBytes,
      startedMs: START,
      onOutcome() {},
      onUsed() {},
      onUnreadable() {},
      onClockSetBack() {},
    }),
    counters: counts,
    rates: new SourceRates({ perSecond: 1_000_000, burst: 1_000_000 }),
    isDraining: () => false,
    isOverloaded: () => false,
    refusesUnknownSources: false,
    samples: () => Math.random() * 100 < SAMPLE_PERCENT,
    isSampled: (recordId) => tracker.isSampled(recordId),
    callState: (recordId) => tracker.stateOf(recordId),
    observe: (event) => tracker.observe(event),
    send: (bytes) => sent.push(bytes),
    newId: systemDeps.newId,
    random: Math.random,
    random32: () => randomWords.next(),
    noAnswerMs: 4_000,
  },
  { nowMs, wallMs: wallMs(), onFault: (_where, error) => fail(error) },
  (bytes) => sent.push(bytes),
);
const edge = edgeHandler({
  snapshot: () => snapshot,
  proxy: () => proxy,
  resolver: literalResolver,
  unknown,
  refusesUnknownSources: false,
  isRechecking: () => false,
  monotonicMs: () => nowMs,
  wallMs,
  onError: fail,
});
const addresses = new PeerAddresses();

function print(what: string, median: number, mean: number): void {
  console.log(`${what.padEnd(14)} ${median.toFixed(1).padStart(7)} ${mean.toFixed(1).padStart(7)}`);
}

function fail(error: unknown): never {
  throw error instanceof Error ? error : new Error(String(error));
}

/** A datagram as the transport takes it. */
function receive(bytes: Buffer, from: string): void {
  const colon = from.lastIndexOf(":");
  const address = addresses.read(from.slice(0, colon));
  if (address === null) throw new Error(`no address: ${from}`);
  const source = {
    address: address.text,
    packed: address.packed,
    port: Number(from.slice(colon + 1)),
    transport: "udp" as const,
    listener: LISTENER,
    peer: "",
    connectionId: null,
  };
  const peer = edge.admit(source, bytes);
  if (peer === null) throw new Error("an unknown source");
  source.peer = peer;
  const parsed = parseMessage(bytes);
  if (!parsed.ok) throw new Error(parsed.fault.detail);
  edge.onMessage(parsed.message, source);
}

/** Microseconds a call of each batch, by message. */
const spentUs = new Map<string, number[]>();
let isWarm = false;

function note(what: string, { user, system }: NodeJS.CpuUsage): void {
  if (!isWarm) return;
  const list = spentUs.get(what);
  const us = (user + system) / BATCH;
  if (list === undefined) spentUs.set(what, [us]);
  else list.push(us);
}

/** Processor time of this process, whatever it is spent on, the collector's threads included. */
function timed(what: string, work: () => void): void {
  const start = process.cpuUsage();
  work();
  note(what, process.cpuUsage(start));
}

/** Hands one message of each call in; gives back what the proxy sent, `perCall` messages for each call. */
function step(what: string, texts: readonly string[], from: string, perCall: number): SipMessage[] {
  const datagrams = texts.map((text) => Buffer.from(text, "latin1"));
  sent = [];
  timed(what, () => {
    for (const bytes of datagrams) receive(bytes, from);
  });
  if (sent.length !== perCall * texts.length) {
    throw new Error(`${what}: ${sent.length} messages sent for ${texts.length} calls`);
  }
  return sent.map((bytes) => {
    const parsed = parseMessage(Buffer.from(bytes));
    if (!parsed.ok) throw new Error(parsed.fault.detail);
    return parsed.message;
  });
}

function inDialog(method: string, call: number, cseq: number, answer: SipMessage): string {
  return request(method, CALLER, {
    uri: answer.contacts?.[0]?.uri ?? "",
    callId: callIdOf(call),
    cseq,
    from: answer.header("From") ?? "",
    to: answer.header("To") ?? "",
    headers: [...answer.values("Record-Route")].reverse().map((value) => `Route: ${value}`),
  });
}

function callIdOf(call: number): string {
  return `${call}-1a2b3c4d5e6f@${CALLER.split(":")[0]}`;
}

function inviteOf(call: number): string {
  return request("INVITE", CALLER, {
    uri: URI,
    callId: callIdOf(call),
    from: `"Someone" <sip:${FROM}@${CALLER}>;tag=caller${call}`,
    headers: ["User-Agent: Example SBC 7.2.1", "Allow: INVITE, ACK, CANCEL, BYE, UPDATE, PRACK"],
    body: SDP,
  });
}

async function batch(first: number): Promise<void> {
  const calls = Array.from({ length: BATCH }, (_, n) => first + n);
  const invites = step("INVITE", calls.map(inviteOf), CALLER, 2).filter((one) => one.isRequest);
  const answer = (status: number, body = "") =>
    invites.map((invite, n) =>
      response(invite, CALLEE, status, { tag: `callee${first + n}`, body }),
    );
  step("100", answer(100), CALLEE, 0);
  step("180", answer(180), CALLEE, 1);
  const answers = step("200", answer(200, SDP), CALLEE, 1);
  const fromCaller = (method: string, cseq: number) =>
    calls.map((call, n) => inDialog(method, call, cseq, answers[n] ?? fail("no answer")));
  step("ACK", fromCaller("ACK", 1), CALLER, 1);
  const byes = step("BYE", fromCaller("BYE", 2), CALLER, 1);
  step(
    "200 to BYE",
    byes.map((bye) => response(bye, CALLEE, 200)),
    CALLEE,
    1,
  );
  const untilMs = nowMs + (BATCH / PER_SECOND) * 1_000;
  timed("timers", () => {
    for (; nowMs < untilMs; nowMs += TICK_MS) proxy.advance(nowMs, wallMs());
    if (first % PER_SECOND === 0) {
      tracker.sweep(() => 3_600);
      spool.sync();
    }
  });
  const start = process.cpuUsage();
  await shipper.flush();
  note("shipper", process.cpuUsage(start));
}

let call = 0;
for (let n = 0; n < WARM_UP_BATCHES; n++, call += BATCH) await batch(call);
isWarm = true;
const end = call + CALLS;
for (; call < end; call += BATCH) await batch(call);

/** The median says what the work costs, the mean what it costs with collections and neighbours on the same cores. */
let medians = 0;
let means = 0;
console.log("µs a call       median    mean");
for (const [what, list] of spentUs) {
  list.sort((x, y) => x - y);
  const median = list[list.length >> 1] ?? 0;
  const mean = list.reduce((sum, us) => sum + us, 0) / list.length;
  print(what, median, mean);
  medians += median;
  means += mean;
}
print("a call", medians, means);
console.log(`${direction}, ${CALLS} calls at ${PER_SECOND}/s, node ${process.version}`);
console.log(`memory       ${(process.memoryUsage().rss / 1e6).toFixed(0).padStart(7)} MB`);
shipper.stop();
spool.close();
rmSync(folder, { recursive: true });
process.exit(0);
