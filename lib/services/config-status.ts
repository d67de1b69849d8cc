// Which agents count, and how many of them apply a version.
import type { ReadStore } from "@/lib/db/store";
import type { ConfigStatus } from "@/lib/schemas/agent";

/** An agent that was not heard of for so long does not count: agents report every few seconds. */
const HEARD_WITHIN_MS = 15_000;

/** The agents heard of lately, that have not stopped. */
export function findPresentAgents(store: ReadStore, now: Date) {
  return store.agents.findHeardSince(new Date(now.getTime() - HEARD_WITHIN_MS));
}

export function configStatusOf(
  version: bigint,
  agents: readonly { readonly appliedVersion: bigint }[],
): ConfigStatus {
  return {
    version: String(version),
    live: agents.filter((agent) => agent.appliedVersion >= version).length,
    total: agents.length,
  };
}
