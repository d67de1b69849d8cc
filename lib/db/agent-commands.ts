// The sip-agent's side of what staff ask of it: claims commands, and writes what came of them.
import type { RecordPool } from "./call-records";

/** A command that this agent has claimed; nobody else works on it. */
export interface ClaimedCommand {
  readonly id: string;
  readonly targetId: string;
  /** Wall-clock milliseconds: nobody looks for an answer after that. */
  readonly deadlineMs: number;
}

/** At most so many at once: the rest is claimed with the next look. */
const MOST = 20;

const CLAIM = `
  UPDATE agent_command SET state = 'claimed', claimed_by_id = $1, claimed_at = now()
  WHERE id IN (
    SELECT id FROM agent_command
    WHERE state = 'waiting' AND kind = 'send_options' AND deadline_at > now() AND (agent_id = $1 OR agent_id IS NULL)
    ORDER BY created_at, id LIMIT ${MOST} FOR UPDATE SKIP LOCKED)
  RETURNING id, target_id AS "targetId", (extract(epoch FROM deadline_at) * 1000)::float8 AS "deadlineMs"`;

/** Takes the OPTIONS commands that wait for this agent, or for any. */
export async function claimOptionsCommands(
  pool: RecordPool,
  agentId: string,
): Promise<ClaimedCommand[]> {
  return (await pool.query<ClaimedCommand>(CLAIM, [agentId])).rows;
}

const FINISH = `
  UPDATE agent_command SET state = $3::agent_command_state, finished_at = now(), result = $4::jsonb
  WHERE id = $2 AND claimed_by_id = $1 AND state = 'claimed'`;

/** Writes what came of a command that this agent has claimed, once. */
export async function finishCommand(
  pool: RecordPool,
  agentId: string,
  id: string,
  outcome: { readonly state: "done" | "failed"; readonly result: object },
): Promise<void> {
  await pool.query(FINISH, [agentId, id, outcome.state, JSON.stringify(outcome.result)]);
}
