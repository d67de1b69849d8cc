/** One sip-agent: its parts made, joined, started, drained and stopped. */
import type { Server } from "node:http";
import { asError } from "@/lib/core/as-error";
import type { Deps } from "@/lib/core/deps";
import type { Logger } from "@/lib/core/log";
import { type AgentReport, ConfigFeed } from "@/lib/db/config-feed";
import type { Snapshot } from "@/lib/snapshot/model";
import { ConfigCopy, readConfigCopy } from "../config/config-copy";
import { ConfigKeeper } from "../config/config-keeper";
import type { DigestCheck } from "../digest/digest-check";
import { OptionsChecks, targetById } from "../health-check/options-checks";
import { OptionsCommands } from "../health-check/options-commands";
import { startAdminServer } from "../ops/admin-server";
import type { AgentMetrics } from "../ops/metrics";
import { type Readiness, readiness, reportedState } from "../ops/readiness";
import { CallAdmission } from "../overload/call-admission";
import type { CallEvent } from "../proxy/call-event";
import { type ProxyTransaction, SipProxy } from "../proxy/sip-proxy";
import { SourceRates } from "../proxy/source-rates";
import { derivePurposeKeys } from "../seal/purpose-keys";
import { createTokenSealer } from "../seal/seal-token";
import type { DatagramForm } from "../transport/datagram-module";
import { formatListenUrl } from "../transport/listen-url";
import { createSocketTransport } from "../transport/socket-transport";
import { type SendError, TRANSPORT_LIMITS, type Transport } from "../transport/transport";
import { agentDigest } from "./agent-digest";
import type { AgentEnv } from "./agent-env";
import { AgentLog } from "./agent-log";
import { agentMetrics } from "./agent-metrics";
import { AgentNames } from "./agent-names";
import { AgentTls } from "./agent-tls";
import { BusyShare } from "./busy-share";
import { type DataFolder, openDataFolder } from "./data-folder";
import { edgeHandler } from "./edge-handler";
import { randomWords } from "./random-words";
import { RecordKeeping } from "./record-keeping";
import { SOFTWARE_VERSION } from "./software-version";

const TICK_MS = 10;
const HEARTBEAT_MS = 5_000;
const SWEEP_MS = 1_000;
/** Between two looks at how busy the process is. */
const BUSY_MS = 100;
const DRAIN_LOOK_MS = 50;
/** So many checks of a target must have been missed, and so much time gone, before its health in between is unknown. */
const CHECKS_AWAY = 4;
const LEAST_AWAY_MS = 180_000;
/** So long before the end of a drain calls that still ring are refused, at most: for CANCELs, answers and ACKs. */
const LAST_REFUSALS_MS = 2_000;
/** Between two looks at the certificates' files. */
const CERTIFICATES_MS = 5_000;
/** Where a trunk is configured no more (domain: 4 h). */
const LONGEST_CALL_SEC = 14_400;

export class SipAgent {
  readonly #env: AgentEnv;
  readonly #datagrams: DatagramForm;
  readonly #log: Logger;
  readonly #says: AgentLog;
  readonly #folder: DataFolder;
  readonly #records: RecordKeeping;
  readonly #config: ConfigKeeper;
  readonly #copy: ConfigCopy;
  readonly #metrics: AgentMetrics;
  readonly #transport: Transport;
  readonly #tls: AgentTls;
  readonly #rates: SourceRates;
  readonly #admission: CallAdmission;
  readonly #busy = new BusyShare();
  readonly #names: AgentNames;
  readonly #checks: OptionsChecks;
  readonly #commands: OptionsCommands;
  readonly #digest: DigestCheck;
  readonly #deps: Deps;
  readonly #startedAt: string;
  readonly #timers: NodeJS.Timeout[] = [];
  #proxy: SipProxy | null = null;
  #admin: Server | null = null;
  #appliedAt: string | null = null;
  #isDraining = false;
  #isStopped = false;
  #isRechecking = false;

  /** Opens the agent's folder. Throws a sentence if that cannot be; nothing listens before `start`. */
  constructor(env: AgentEnv, deps: Deps, log: Logger, datagrams: DatagramForm) {
    this.#env = env;
    this.#datagrams = datagrams;
    this.#deps = deps;
    this.#log = log;
    this.#startedAt = deps.now().toISOString();
    this.#folder = openDataFolder(env.DATA_DIR, deps.newId);
    this.#metrics = agentMetrics(() => ({
      ...{ transport: this.#transport, proxy: this.#proxy, records: this.#records },
      ...{ rates: this.#rates, admission: this.#admission, config: this.#config },
      readiness: () => this.readiness(),
    }));
    this.#says = new AgentLog(log, this.#metrics);
    this.#records = new RecordKeeping({
      folder: this.#folder,
      databaseUrl: env.DATABASE_URL,
      unknownFlushMs: env.SIP_UNKNOWN_FLUSH_MS,
      healthAwayMs: Math.max(LEAST_AWAY_MS, CHECKS_AWAY * env.SIP_OPTIONS_MS),
      log,
      wallMs: () => Date.now(),
      monotonicMs: () => performance.now(),
      onCall: (line) => this.#says.call(line),
      hangUp: (call, reason) => this.#proxy?.hangUp(call, reason, performance.now(), Date.now()),
    });
    const copyKeys = derivePurposeKeys(env.BYOC_SECRET_KEYS, "snapshot-copy");
    const path = this.#folder.configCopy;
    this.#copy = new ConfigCopy(path, copyKeys, (error) =>
      log.warn({ err: error }, "the configuration's copy on disk cannot be written"),
    );
    this.#config = new ConfigKeeper({
      openFeed: (handler) => new ConfigFeed(env.DATABASE_URL, handler),
      copy: this.#copy,
      readCopy: () => readConfigCopy(path, copyKeys),
      onSwap: (snapshot, before) => this.#onSwap(snapshot, before),
      report: () => this.#report(),
      onEvent: (event) => this.#says.config(event),
      onCommand: () => void this.#commands.look(),
      pollMs: env.CONFIG_POLL_MS,
      heartbeatMs: HEARTBEAT_MS,
    });
    this.#names = new AgentNames({
      ...{ env, log, metrics: this.#metrics, path: this.#folder.dnsCopy },
      families: () => [...new Set(this.#transport.listeners.map((one) => one.family))].sort(),
    });
    this.#checks = new OptionsChecks({
      intervalMs: env.SIP_OPTIONS_MS,
      check: (target, onEnd) =>
        this.#proxy?.sendOptions(target, onEnd, performance.now(), Date.now()),
      random: Math.random,
    });
    this.#commands = this.#makeCommands();
    const uses = this.#records.credentialUses;
    this.#digest = agentDigest({ env, deps, log, metrics: this.#metrics, uses });
    this.#rates = new SourceRates({ perSecond: env.SIP_SOURCE_RATE, burst: env.SIP_SOURCE_BURST });
    const busy = env.SIP_BUSY_PERCENT / 100;
    this.#admission = new CallAdmission({ busy }, performance.now());
    this.#tls = new AgentTls({ env, metrics: this.#metrics, log, wallMs: () => Date.now() });
    this.#transport = createSocketTransport({
      streamLayers: this.#tls.layers,
      datagrams,
      now: () => performance.now(),
      handler: edgeHandler({
        snapshot: () => this.#config.snapshot,
        proxy: () => this.#proxy,
        resolver: this.#names.resolver,
        unknown: this.#records.unknown,
        refusesUnknownSources: env.SIP_UNKNOWN_ANSWER === "403",
        isRechecking: () => this.#isRechecking,
        monotonicMs: () => performance.now(),
        wallMs: () => Date.now(),
        onError: (error) => this.#says.fault("packet", error),
      }),
    });
  }

  /** Listens, connects, and is ready as soon as there is a configuration. Rejects with a sentence if it cannot listen. */
  async start(): Promise<void> {
    const { SIP_ADMIN_HOST: host, SIP_ADMIN_PORT: port, SIP_LISTEN } = this.#env;
    await this.#tls.start();
    const listeners = await this.#transport.listen(SIP_LISTEN);
    this.#proxy = this.#makeProxy();
    this.#admin = await startAdminServer({
      host,
      port,
      readiness: () => this.readiness(),
      registry: this.#metrics.registry,
      version: () => ({
        version: SOFTWARE_VERSION,
        configVersion: this.#config.version.toString(),
        node: process.version,
      }),
      flush: () => this.#records.flush(),
      onError: (error) => this.#says.fault("admin request", asError(error)),
    });
    this.#timers.push(
      setInterval(() => this.#tick(), TICK_MS),
      setInterval(() => this.#sweep(), SWEEP_MS),
      setInterval(() => this.#admission.read(this.#busy.take(), performance.now()), BUSY_MS),
      setInterval(() => void this.#tls.refresh(), CERTIFICATES_MS),
      setInterval(() => void this.#records.credentialUses.flush(), HEARTBEAT_MS),
      // A notice that was missed is made up for.
      setInterval(() => void this.#commands.look(), HEARTBEAT_MS),
    );
    this.#names.start();
    this.#config.start();
    const datagrams = this.#datagrams;
    this.#log.info(
      { listen: listeners.map(formatListenUrl), adminPort: port, datagrams },
      "listening",
    );
    const { datagramBufferBytes: given } = this.#transport.stats;
    const { socketBufferBytes: wanted } = TRANSPORT_LIMITS;
    if (given > 0 && given < wanted) {
      this.#log.warn(
        { given, wanted },
        "the kernel gives datagrams less room than bursts need: raise net.core.rmem_max",
      );
    }
  }

  readiness(): Readiness {
    return readiness({
      snapshot: this.#config.snapshot,
      listeners: this.#transport.listeners,
      isDraining: this.#isDraining,
      spoolWaiting: this.#records.spool.waitingLines,
      configProblem: this.#config.problem,
      notSetUp: this.#config.notSetUp,
      isPostgresAway: !this.#config.isConnected,
      certificates: this.#tls.certificates?.pairs ?? [],
      certificateProblems: this.#tls.certificates?.problems ?? [],
      wallMs: Date.now(),
    });
  }

  /**
   * Takes no new calls, waits until calls and transactions have ended, at most DRAIN_SECONDS, then stops. Calls that
   * still ring shortly before are refused, early enough for that to get through. What is up at the end goes on through
   * another agent, or this one's next process: its token knows the way.
   */
  async drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    const seconds = this.#env.DRAIN_SECONDS;
    this.#log.info({ calls: this.#records.tracker.count, seconds }, "draining");
    void this.#config.reportNow();
    const deadline = performance.now() + seconds * 1_000;
    await this.#untilNothingIsUnderWay(deadline - Math.min(LAST_REFUSALS_MS, seconds * 200));
    this.#refuseSetUps();
    await this.#untilNothingIsUnderWay(deadline);
    await this.stop();
  }

  async #untilNothingIsUnderWay(deadline: number): Promise<void> {
    const isUnderWay = () => this.#records.tracker.count > 0 || this.#proxy?.isUnderWay === true;
    while (performance.now() < deadline && isUnderWay()) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_LOOK_MS));
    }
  }

  #refuseSetUps(): void {
    this.#guarded("stop", () => this.#proxy?.refuseSetUps(performance.now(), Date.now()));
  }

  /** Closes everything, records first to disk and then, as far as it is there, to Postgres. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#refuseSetUps();
    await this.#transport.close();
    this.#records.tracker.sweep(() => LONGEST_CALL_SEC);
    await Promise.all([this.#config.stop(), this.#records.stop()]);
    await Promise.all([this.#copy.close(), this.#names.stop()]);
    const admin = this.#admin;
    if (admin !== null) {
      admin.closeAllConnections();
      await new Promise((resolve) => admin.close(resolve));
    }
    this.#folder.release();
    this.#log.info("stopped");
  }

  #makeProxy(): SipProxy {
    const { BYOC_SECRET_KEYS, SIP_SAMPLE_PERCENT, SIP_NO_ANSWER_MS } = this.#env;
    const { tracker, counts } = this.#records;
    return new SipProxy(
      {
        snapshot: () => this.#requireSnapshot(),
        sealer: createTokenSealer(derivePurposeKeys(BYOC_SECRET_KEYS, "dialog-token")),
        listeners: this.#transport.listeners,
        resolver: this.#names.resolver,
        isDown: (id) => this.#checks.isDown(id) || this.#names.resolver.isAbsent(id),
        digest: this.#digest,
        counters: counts,
        rates: this.#rates,
        isDraining: () => this.#isDraining,
        isOverloaded: () => !this.#admission.take(performance.now()),
        refusesUnknownSources: this.#env.SIP_UNKNOWN_ANSWER === "403",
        samples: () => Math.random() * 100 < SIP_SAMPLE_PERCENT,
        isSampled: (recordId) => tracker.isSampled(recordId),
        callState: (recordId) => tracker.stateOf(recordId),
        observe: (event) => this.#observe(event),
        send: (bytes, to) => this.#transport.send(to, bytes),
        newId: this.#deps.newId,
        random: Math.random,
        random32: () => randomWords.next(),
        noAnswerMs: SIP_NO_ANSWER_MS,
      },
      {
        nowMs: performance.now(),
        wallMs: Date.now(),
        onFault: (where, error) => this.#says.fault(where, asError(error)),
      },
      (bytes, to, transaction) =>
        this.#transport.send(to, bytes, (error) =>
          this.#guarded("send", () => this.#onSendError(error, transaction)),
        ),
    );
  }

  #makeCommands(): OptionsCommands {
    return new OptionsCommands({
      claim: async () => (this.#isStopped ? [] : this.#records.claimOptionsCommands()),
      finish: (id, outcome) => this.#records.finishCommand(id, outcome),
      targetOf: (id) => {
        const { snapshot } = this.#config;
        return snapshot === null ? null : targetById(snapshot, id);
      },
      ask: (target, onEnd, watch) =>
        this.#proxy?.sendOptions(target, onEnd, performance.now(), Date.now(), watch),
      wallMs: () => Date.now(),
      later: (work, ms) => setTimeout(work, ms).unref(),
      onError: (error) => this.#log.warn({ err: asError(error) }, "a command was not worked off"),
    });
  }

  #onSendError(error: SendError, transaction: ProxyTransaction): void {
    const why = this.#says.sendError(error);
    this.#proxy?.sendFailed(transaction, performance.now(), Date.now(), why);
  }

  #requireSnapshot(): Snapshot {
    const { snapshot } = this.#config;
    if (snapshot === null) throw new Error("there is no configuration yet");
    return snapshot;
  }

  #observe(event: CallEvent): void {
    this.#says.event(event);
    this.#records.tracker.observe(event);
  }

  #onSwap(snapshot: Snapshot, before: Snapshot | null): void {
    this.#appliedAt = this.#deps.now().toISOString();
    this.#digest.follow(snapshot);
    this.#names.follow(snapshot);
    if (this.#env.SIP_OPTIONS_MS > 0) {
      this.#checks.follow(snapshot, performance.now(), Date.now());
    }
    if (before?.settings.signallingFqdn !== snapshot.settings.signallingFqdn) {
      this.#proxy?.forgetTokens();
    }
    if (before === null || before.policy.sources === snapshot.policy.sources) return;
    this.#isRechecking = true;
    try {
      this.#transport.recheck();
    } finally {
      this.#isRechecking = false;
    }
  }

  #report(): AgentReport {
    const { isReady, reasons, notices } = this.readiness();
    const listen = this.#transport.listeners.map(formatListenUrl);
    return {
      id: this.#folder.agentId,
      name: this.#env.SIP_AGENT_NAME,
      state: reportedState(this.#isStopped, this.#isDraining, isReady),
      reason: [...reasons, ...notices].join("; "),
      softwareVersion: SOFTWARE_VERSION,
      listen,
      appliedVersion: this.#config.version,
      appliedAt: this.#appliedAt,
      openCalls: this.#records.counts.channels,
      startedAt: this.#startedAt,
    };
  }

  #tick(): void {
    this.#guarded("timer", () => this.#proxy?.advance(performance.now(), Date.now()));
  }

  #sweep(): void {
    this.#guarded("sweep", () => {
      this.#transport.sweep(performance.now());
      if (this.#config.snapshot !== null) this.#check();
      const trunks = this.#config.snapshot?.trunks;
      this.#records.tracker.sweep(
        (trunkId) => trunks?.get(trunkId ?? "")?.longestCallSec ?? LONGEST_CALL_SEC,
      );
    });
  }

  #check(): void {
    const clock = () => ({ nowMs: performance.now(), wallMs: Date.now() });
    this.#checks.tick(performance.now(), clock);
    this.#records.noteHealth(this.#checks.takeNews(), (id) => this.#names.addressesOf(id));
  }

  #guarded(where: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#says.fault(where, asError(error));
    }
  }
}
