/** The names of one agent's gateways and core endpoints: DNS asked in the background, kept on disk, told of where it fails. */
import type { Logger } from "@/lib/core/log";
import type { Snapshot } from "@/lib/snapshot/model";
import { AnswersCopy, readAnswersCopy } from "../dns/answers-copy";
import {
  BackgroundResolver,
  type ResolvedTarget,
  type ResolverEvent,
} from "../dns/background-resolver";
import { DnsClient } from "../dns/dns-client";
import { systemDnsServers } from "../dns/dns-servers";
import { dnsMetrics } from "../ops/dns-metrics";
import type { AgentMetrics } from "../ops/metrics";
import { Seldom } from "../ops/seldom";
import { derivePurposeKeys } from "../seal/purpose-keys";
import type { AgentEnv } from "./agent-env";

export interface AgentNamesOptions {
  readonly env: Pick<AgentEnv, "SIP_DNS_SERVERS" | "BYOC_SECRET_KEYS">;
  /** The copy's file. */
  readonly path: string;
  readonly families: () => readonly (4 | 6)[];
  readonly metrics: AgentMetrics;
  readonly log: Logger;
}

const TICK_MS = 50;
const TRY_MS = 2_000;
const ROUNDS = 2;

export class AgentNames {
  readonly resolver: BackgroundResolver;
  readonly #copy: AnswersCopy;
  readonly #options: AgentNamesOptions;
  readonly #lines = new Seldom(20);
  #followed: Pick<Snapshot, "gateways" | "coreEndpoints"> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: AgentNamesOptions) {
    this.#options = options;
    const { env, path, families, metrics, log } = options;
    const servers = env.SIP_DNS_SERVERS ?? systemDnsServers();
    const client = new DnsClient({ servers, timeoutMs: TRY_MS, rounds: ROUNDS });
    const asked = dnsMetrics(metrics.registry, () => this.resolver.stats);
    this.resolver = new BackgroundResolver({
      ask: (name, type) => client.ask(name, type),
      families,
      now: () => performance.now(),
      random: Math.random,
      onEvent: (event) => {
        if (event.kind === "asked") asked.inc({ result: event.result });
        else this.#onChange(event);
      },
    });
    const keys = derivePurposeKeys(env.BYOC_SECRET_KEYS, "dns-copy");
    this.#copy = new AnswersCopy(path, keys, (error) =>
      log.warn({ err: error }, "what DNS said cannot be kept on disk"),
    );
    this.resolver.restore(readAnswersCopy(path, keys));
  }

  /** Asks from now on, once there is something to ask for. */
  start(): void {
    this.#timer = setInterval(() => {
      const { resolver } = this;
      resolver.tick();
      this.#copy.keep(resolver.revision, () => resolver.known(), performance.now());
    }, TICK_MS);
  }

  /** Takes up the names of a new snapshot. */
  follow(snapshot: Snapshot): void {
    const { gateways, coreEndpoints } = snapshot;
    const before = this.#followed;
    // Tables that did not change are shared between snapshots.
    if (before?.gateways === gateways && before.coreEndpoints === coreEndpoints) return;
    this.#followed = { gateways, coreEndpoints };
    this.resolver.follow(namedTargets(snapshot));
  }

  /** Where the name of a gateway or core endpoint leads; nothing where it is an address. */
  addressesOf(targetId: string): string[] {
    const known = this.#followed;
    const target = known?.gateways.get(targetId) ?? known?.coreEndpoints.get(targetId);
    if (target === undefined) return [];
    const places = this.resolver.placesOf(target, target.transport, "");
    return places.map(({ address }) => address).filter((address) => address !== target.host);
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#copy.close(this.resolver.revision, () => this.resolver.known());
  }

  #onChange(event: Exclude<ResolverEvent, { kind: "asked" }>): void {
    const { metrics, log } = this.#options;
    const held = this.#lines.take(performance.now());
    const { host } = event;
    if (event.kind === "mended") {
      if (held !== null) log.info({ host, held }, "the name resolves again");
      return;
    }
    metrics.countAlert("name-unresolved");
    const { why } = event;
    if (held !== null) log.warn({ host, why, held }, "the name does not resolve");
  }
}

/** Every gateway and core endpoint that is, or may again be, sent to. */
function* namedTargets(snapshot: Snapshot): Generator<ResolvedTarget> {
  for (const gateway of snapshot.gateways.values()) {
    if (gateway.removedAtMs === null) yield gateway;
  }
  for (const { id, host, port, transport } of snapshot.coreEndpoints.values()) {
    yield { id, host, port, transport, allowTcp: false };
  }
}
