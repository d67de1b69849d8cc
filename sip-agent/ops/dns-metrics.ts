/** What is counted of names and DNS, for Prometheus. */
import { Counter, Gauge, type Registry } from "prom-client";
import type { BackgroundResolver } from "../dns/background-resolver";

/** Registers them; the counter is for whoever hears of answers. */
export function dnsMetrics(
  registry: Registry,
  stats: () => BackgroundResolver["stats"],
): Counter<"result"> {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge(
    "sip_dns_names",
    "Names of gateways and core endpoints that are kept resolved",
    () => stats().names,
  );
  gauge(
    "sip_dns_names_failing",
    "Of those, names that do not resolve, or whose last good answer is in use because DNS does not answer",
    () => stats().failing,
  );
  return new Counter({
    name: "sip_dns_queries_total",
    help: "Questions to DNS by what came of them",
    labelNames: ["result"],
    registers,
  });
}
