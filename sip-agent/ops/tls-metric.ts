/** How long the certificates in use are still good, for Prometheus. */
import { Gauge, type Registry } from "prom-client";

export interface ExpiringCertificate {
  readonly name: string;
  /** Wall-clock milliseconds. */
  readonly expiresMs: number;
}

export function registerTlsMetric(
  registry: Registry,
  certificates: () => readonly ExpiringCertificate[],
  wallMs: () => number,
): void {
  new Gauge({
    name: "sip_tls_certificate_expiry_seconds",
    help: "Seconds until the certificate NAME.crt expires; negative once it has",
    labelNames: ["name"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { name, expiresMs } of certificates()) {
        this.set({ name }, Math.round((expiresMs - wallMs()) / 1_000));
      }
    },
  });
}
