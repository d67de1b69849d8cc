/** The agent's certificates, joined to its environment, metrics and log; null where it speaks no TLS. */
import type { Logger } from "@/lib/core/log";
import type { AgentMetrics } from "../ops/metrics";
import { registerTlsMetric } from "../ops/tls-metric";
import { type StreamLayer, TCP_LAYER } from "../transport/stream-layer";
import { TlsCertificates } from "../transport/tls-certificates";
import { createTlsLayer } from "../transport/tls-layer";
import type { AgentEnv } from "./agent-env";

export interface AgentTlsParts {
  readonly env: Pick<AgentEnv, "SIP_TLS_DIR" | "SIP_TLS_CA">;
  readonly metrics: AgentMetrics;
  readonly log: Logger;
  readonly wallMs: () => number;
}

export class AgentTls {
  readonly certificates: TlsCertificates | null;
  readonly #parts: AgentTlsParts;

  constructor(parts: AgentTlsParts) {
    this.#parts = parts;
    const { SIP_TLS_DIR: folder, SIP_TLS_CA: caFile = null } = parts.env;
    this.certificates = folder === undefined ? null : new TlsCertificates({ folder, caFile });
    registerTlsMetric(parts.metrics.registry, () => this.certificates?.pairs ?? [], parts.wallMs);
  }

  get layers(): readonly StreamLayer[] {
    const { certificates } = this;
    return certificates === null ? [TCP_LAYER] : [TCP_LAYER, createTlsLayer(certificates)];
  }

  /** Reads the certificates for the first time. Rejects with a sentence if there is none to use. */
  async start(): Promise<void> {
    const { certificates } = this;
    if (certificates === null) return;
    await this.refresh();
    if (certificates.pairs.length > 0) return;
    throw new Error(`cannot speak TLS: ${certificates.problems.join("; ")}`);
  }

  /** Takes up what changed on the disk; what cannot be used is an alert, and its predecessor stays. Does not reject. */
  async refresh(): Promise<void> {
    const { certificates } = this;
    if (certificates === null || !(await certificates.refresh())) return;
    const { metrics, log } = this.#parts;
    const { pairs, problems } = certificates;
    for (const problem of problems) {
      metrics.countAlert("tls-certificate");
      log.error(problem);
    }
    const inUse = pairs.map(({ name, hosts, expiresMs }) => {
      return { name, hosts, expires: new Date(expiresMs).toISOString() };
    });
    log.info({ certificates: inUse }, "certificates read");
  }
}
