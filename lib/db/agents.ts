// The sip-agents' heartbeats in the database, and the configuration version they are measured by.
import type { AgentInstance } from "@/lib/schemas/agent";
import type { Connection } from "./store";

export function agentStore(db: Connection) {
  return {
    findAll: (): Promise<AgentInstance[]> =>
      db.agentInstance.findMany({ orderBy: { lastSeenAt: "desc" }, take: 100 }),

    /** Instances heard of since, that have not stopped. */
    findHeardSince: (
      since: Date,
    ): Promise<{ id: string; appliedVersion: bigint; listen: string[]; openCalls: number }[]> =>
      db.agentInstance.findMany({
        where: { lastSeenAt: { gte: since }, state: { not: "stopped" } },
        select: { id: true, appliedVersion: true, listen: true, openCalls: true },
      }),

    async getConfigVersion(): Promise<bigint> {
      const ledger = await db.ledger.findUniqueOrThrow({
        where: { id: 1 },
        select: { configVersion: true },
      });
      return ledger.configVersion;
    },
  };
}
