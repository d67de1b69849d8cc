/** Which of an agent's open calls another agent has seen the end of, as their records say. */
import type { CallEnd, RecordPool } from "./call-records";

const ENDED = `
  SELECT id AS "recordId", to_char(ended_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "endedAt", ended_by AS "endedBy"
  FROM call_record
  WHERE id = ANY ($1::uuid[]) AND complete AND ended_at IS NOT NULL AND ended_by IS NOT NULL`;

/** The ends of those calls whose records are complete. */
export async function findCallEnds(
  pool: RecordPool,
  recordIds: readonly string[],
): Promise<readonly CallEnd[]> {
  const { rows } = await pool.query<CallEnd>(ENDED, [recordIds]);
  return rows;
}
