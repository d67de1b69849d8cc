// The sip-agents' heartbeats in the database, and the configuration version they are measured by.
import type { AgentInstance } from "@/lib/schemas/agent";
import type { Connection } from "./store";

/** More changes than come between a change and the agents' next report. */
const LATEST_CHANGES = 2_000;

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

    /**
     * The version by which the row's latest change is in force; of one that lies far back some later version, which any
     * agent that is up has long passed.
     */
    async getVersionOf(table: "trunk" | "carrier", id: string): Promise<bigint> {
      const [found] = await db.$queryRaw<{ version: bigint | null }[]>`
        SELECT coalesce(max(version) FILTER (WHERE table_name = ${table} AND (whole OR ${id}::uuid = ANY (row_ids))),
          min(version)) AS version
        FROM (SELECT * FROM config_change ORDER BY version DESC LIMIT ${LATEST_CHANGES}) latest`;
      return found?.version ?? 0n;
    },
  };
}
