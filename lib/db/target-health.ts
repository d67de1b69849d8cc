// What the agents found of gateways and core endpoints, read for pages; and what staff ask the agents to send.
import type { HealthChange, HealthHour } from "@/lib/schemas/health-day";
import type { Prisma } from "./generated/client";
import type { Connection } from "./store";

/** One agent's row of a target. */
export interface HealthRow {
  readonly agentId: string;
  readonly targetId: string;
  readonly up: boolean;
  readonly reason: string;
  readonly roundTripMs: number | null;
  readonly resolved: string[];
  readonly changedAt: Date;
  readonly checkedAt: Date;
}

/** A gateway or core endpoint that OPTIONS may be sent to. */
export interface AskableTarget {
  readonly id: string;
  readonly carrierId: string | null;
  readonly host: string;
}

interface OfAgent {
  readonly agentId: string;
  readonly targetId: string;
}

export function targetHealthStore(db: Connection) {
  return {
    /** Of agents that checked one of the targets since. */
    findRows: (targetIds: string[], since: Date): Promise<HealthRow[]> =>
      db.targetHealth.findMany({
        where: { targetId: { in: targetIds }, checkedAt: { gt: since } },
      }),

    /** Oldest first; of each agent and target those since, and the last one before. */
    findChanges: (targetIds: string[], since: Date): Promise<(HealthChange & OfAgent)[]> =>
      db.$queryRaw<(HealthChange & OfAgent)[]>`
        SELECT agent_id AS "agentId", target_id AS "targetId", at, up, reason FROM target_health_change c
        WHERE target_id = ANY (${targetIds}::uuid[]) AND at >= coalesce((
          SELECT max(b.at) FROM target_health_change b
          WHERE b.agent_id = c.agent_id AND b.target_id = c.target_id AND b.at <= ${since}), '-infinity')
        ORDER BY at`,

    findHours: (targetIds: string[], since: Date): Promise<(HealthHour & OfAgent)[]> =>
      db.targetHealthHour.findMany({
        where: { targetId: { in: targetIds }, hour: { gte: since } },
      }),

    /** Names of agents, by id. */
    async findAgentNames(ids: string[]): Promise<Map<string, string>> {
      const rows = await db.agentInstance.findMany({
        where: { id: { in: ids } },
        select: { id: true, name: true },
      });
      return new Map(rows.map(({ id, name }) => [id, name]));
    },

    /** Of each target the commands of the latest press since. */
    findLatestCommands: (targetIds: string[], since: Date) =>
      db.$queryRaw<CommandRow[]>`
        SELECT c.id, c.target_id AS "targetId", c.agent_id AS "agentId", c.claimed_by_id AS "claimedById",
          c.state::text AS state, c.created_at AS "askedAt", c.deadline_at AS "deadlineAt",
          c.finished_at AS "finishedAt", c.result
        FROM agent_command c
        WHERE c.kind = 'send_options' AND c.target_id = ANY (${targetIds}::uuid[]) AND c.created_at >= ${since}
          AND c.created_at = (
            SELECT max(l.created_at) FROM agent_command l WHERE l.kind = 'send_options' AND l.target_id = c.target_id)
        ORDER BY c.id`,

    /** Commands about a target whose time is not over, and that are not finished. */
    countOpenCommands: (targetId: string, now: Date): Promise<number> =>
      db.agentCommand.count({
        where: { targetId, state: { in: ["waiting", "claimed"] }, deadlineAt: { gt: now } },
      }),

    /** Null where it was removed, or never was. */
    async getAskable(id: string): Promise<AskableTarget | null> {
      const gateway = await db.gateway.findUnique({ where: { id } });
      if (gateway !== null) return gateway.removedAt === null ? gateway : null;
      const endpoint = await db.coreEndpoint.findUnique({ where: { id } });
      return endpoint && { ...endpoint, carrierId: null };
    },

    async insertCommands(rows: Prisma.AgentCommandCreateManyInput[]): Promise<void> {
      await db.agentCommand.createMany({ data: rows });
    },

    /**
     * Deletes what no page shows any more: changes and hours from before `day` but the last change of each, rows of
     * agents that were not heard of since `week`, and commands of before. Gives how many rows went.
     */
    async deleteBefore({ day, week }: { day: Date; week: Date }): Promise<number> {
      const hours = await db.targetHealthHour.deleteMany({ where: { hour: { lt: day } } });
      const changes = await db.$executeRaw`
        DELETE FROM target_health_change c WHERE at < ${day} AND (
          EXISTS (SELECT 1 FROM target_health_change n
            WHERE n.agent_id = c.agent_id AND n.target_id = c.target_id AND n.at > c.at AND n.at <= ${day})
          OR NOT EXISTS (SELECT 1 FROM target_health h
            WHERE h.agent_id = c.agent_id AND h.target_id = c.target_id AND h.checked_at >= ${week}))`;
      const rows = await db.targetHealth.deleteMany({ where: { checkedAt: { lt: week } } });
      const commands = await db.agentCommand.deleteMany({ where: { createdAt: { lt: week } } });
      return hours.count + changes + rows.count + commands.count;
    },
  };
}

interface CommandRow {
  readonly id: string;
  readonly targetId: string;
  readonly agentId: string | null;
  readonly claimedById: string | null;
  readonly state: string;
  readonly askedAt: Date;
  readonly deadlineAt: Date;
  readonly finishedAt: Date | null;
  readonly result: unknown;
}
