/** Everything that is counted, for Prometheus. Most of it is read from where it is kept, when it is asked for. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { CallCounts } from "../calls/call-counts";
import type { CallLine } from "../calls/call-tracker";
import type { TransactionStats } from "../transaction/transaction-layer-types";
import type { TransportStats } from "../transport/transport";

/** Numbers that others keep. */
export interface MetricSources {
  readonly transport: () => Readonly<TransportStats>;
  readonly transactions: () => TransactionStats;
  readonly openCalls: () => number;
  readonly counts: () => Pick<CallCounts, "channels" | "busiestCarriers">;
  readonly unknown: () => { readonly total: number; readonly overflow: number };
  readonly floodRefused: () => number;
  readonly overloadRefused: () => number;
  readonly spool: () => {
    readonly waiting: number;
    readonly lost: number;
    readonly shipped: number;
    readonly refused: number;
  };
  readonly config: () => {
    readonly version: bigint;
    readonly isConnected: boolean;
    readonly hasProblem: boolean;
  };
  readonly isReady: () => boolean;
}

export interface AgentMetrics {
  readonly registry: Registry;
  observeCall(line: CallLine): void;
  observeDelay(seconds: number): void;
  countAlert(code: string): void;
  countDigest(outcome: string): void;
  /** An INVITE over 1,300 bytes, each time it is sent. */
  countLarge(transport: string): void;
  /** An exception that a guard caught: never zero without reason. */
  countFault(where: string): void;
}

/** Carriers with a label of their own. */
const MOST_CARRIERS = 100;

export function createAgentMetrics(sources: MetricSources): AgentMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const calls = new Counter({
    name: "sip_calls_total",
    help: "New INVITEs by what became of them",
    labelNames: ["direction", "rule", "outcome"],
    registers,
  });
  // Looked up once: the client hashes its labels anew at each count.
  const callCounters = new Map<string, { inc: () => void }>();
  const countCall = (direction: string, rule: string, outcome: string) => {
    const key = `${direction} ${rule} ${outcome}`;
    let counter = callCounters.get(key);
    if (counter === undefined) {
      counter = calls.labels(direction, rule, outcome);
      callCounters.set(key, counter);
    }
    counter.inc();
  };
  const delays = new Histogram({
    name: "sip_post_dial_delay_seconds",
    help: "From the INVITE to the first ringing or answer",
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32],
    registers,
  });
  const alerts = new Counter({
    name: "sip_alerts_total",
    help: "What somebody should look at",
    labelNames: ["code"],
    registers,
  });
  const digests = new Counter({
    name: "sip_digest_total",
    help: "Digest challenges sent, and answers to them by what they were worth",
    labelNames: ["outcome"],
    registers,
  });
  const large = new Counter({
    name: "sip_large_invites_total",
    help: "INVITEs over 1,300 bytes by how they were sent: by UDP they may be cut on the way and lost",
    labelNames: ["transport"],
    registers,
  });
  const faults = new Counter({
    name: "sip_guarded_exceptions_total",
    help: "Exceptions that a guard kept from ending the process",
    labelNames: ["where"],
    registers,
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("sip_ready", "1 if the agent takes calls", () => Number(sources.isReady()));
  gauge("sip_open_calls", "Answered calls that have not ended", sources.openCalls);
  gauge(
    "sip_channels_in_use",
    "Calls from their routing to their end, as rule 17 counts them",
    () => sources.counts().channels,
  );
  new Gauge({
    name: "sip_carrier_channels_in_use",
    help: `Likewise, of the ${MOST_CARRIERS} carriers that use most`,
    labelNames: ["carrier"],
    registers,
    collect() {
      this.reset();
      for (const { carrierId, channels } of sources.counts().busiestCarriers(MOST_CARRIERS)) {
        this.set({ carrier: carrierId }, channels);
      }
    },
  });
  gauge(
    "sip_unknown_source_messages",
    "Messages of unknown sources since start",
    () => sources.unknown().total,
  );
  gauge(
    "sip_unknown_source_overflow",
    "Of those, counted for no address",
    () => sources.unknown().overflow,
  );
  gauge(
    "sip_source_flood_refused",
    "Requests of known sources above their rate since start",
    sources.floodRefused,
  );
  gauge(
    "sip_overload_refused",
    "New calls refused for overload since start",
    sources.overloadRefused,
  );
  gauge(
    "sip_spool_lines_waiting",
    "Spool lines that the disk refuses",
    () => sources.spool().waiting,
  );
  gauge("sip_spool_lines_lost", "Spool lines lost since start", () => sources.spool().lost);
  gauge(
    "sip_spool_entries_shipped",
    "Spool entries written to Postgres since start",
    () => sources.spool().shipped,
  );
  gauge(
    "sip_spool_entries_refused",
    "Spool entries that Postgres refused",
    () => sources.spool().refused,
  );
  gauge("sip_config_version", "Configuration version in force", () =>
    Number(sources.config().version),
  );
  gauge("sip_config_connected", "1 if Postgres is there", () =>
    Number(sources.config().isConnected),
  );
  gauge("sip_config_problem", "1 if the latest change is not applied", () =>
    Number(sources.config().hasProblem),
  );
  statsGauge("sip_transactions", "Of the transaction layer", sources.transactions, registry);
  statsGauge("sip_transport", "Of the transport", sources.transport, registry);

  return {
    registry,
    observeCall(line) {
      if (line.what === "routed" || line.what === "answered") return;
      const outcome = line.what === "ended" ? "answered" : line.what;
      countCall(line.direction ?? "none", line.rule, outcome);
    },
    observeDelay: (seconds) => delays.observe(seconds),
    countAlert: (code) => alerts.inc({ code }),
    countDigest: (outcome) => digests.inc({ outcome }),
    countLarge: (transport) => large.inc({ transport }),
    countFault: (where) => faults.inc({ where }),
  };
}

/** One gauge with a label for each number of an object. */
function statsGauge(name: string, help: string, read: () => object, registry: Registry): void {
  new Gauge({
    name,
    help,
    labelNames: ["what"],
    registers: [registry],
    collect() {
      for (const [what, value] of Object.entries(read())) {
        if (typeof value === "number") this.set({ what }, value);
      }
    },
  });
}
