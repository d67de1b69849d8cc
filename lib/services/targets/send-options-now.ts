// Asks every running sip-agent to send OPTIONS to a gateway or core endpoint at once; each answers for itself.
import { Conflict } from "@/lib/core/errors";
import { ByTarget, type OptionsCommand } from "@/lib/schemas/target-health";
import { findPresentAgents } from "../config-status";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireRow } from "../require-row";

/** The agents tell two seconds before what did not answer. */
const DEADLINE_MS = 12_000;

/**
 * Gives the commands as they wait, one an agent; where none is running one for whichever starts in time. Throws
 * `Conflict` while an earlier press waits for its answers: one target is asked once at a time.
 */
export async function sendOptionsNow(ctx: Context, raw: unknown): Promise<OptionsCommand[]> {
  requirePermission(ctx.actor, "agent.command");
  const person = requirePerson(ctx.actor, "agent.command");
  const { targetId } = parseInput(ByTarget, raw);
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const target = requireRow("gateway", targetId, await tx.targetHealth.getAskable(targetId));
    if ((await tx.targetHealth.countOpenCommands(targetId, now)) > 0) {
      throw new Conflict("OPTIONS is being sent to it already: the answers come in a moment");
    }
    const agents = await findPresentAgents(tx, now);
    const names = await tx.targetHealth.findAgentNames(agents.map(({ id }) => id));
    const deadlineAt = new Date(now.getTime() + DEADLINE_MS);
    const commands = (agents.length === 0 ? [null] : agents.map(({ id }) => id)).map(
      (agentId): OptionsCommand => ({
        ...{ id: ctx.newId(), targetId, agentId, agentName: names.get(agentId ?? "") ?? "" },
        ...{ state: "waiting", askedAt: now, deadlineAt, finishedAt: null, answer: null },
      }),
    );
    await tx.targetHealth.insertCommands(
      commands.map(({ id, agentId }) => ({
        ...{ id, agentId, targetId, kind: "send_options", payload: {}, createdAt: now },
        ...{ deadlineAt, requestedById: person.id },
      })),
    );
    const asked = { id: targetId, host: target.host, agents: agents.length };
    await tx.audit.insert(
      ctx.event("agent.send-options", "agent_command", null, {
        ...asked,
        carrierId: target.carrierId,
      }),
    );
    return commands;
  });
}
