// When SIP credentials were last used, and for how many calls: the agents' own write, apart from the configuration, so that a call changes none of it.
import type { RecordPool } from "./call-records";

export interface CredentialUse {
  readonly credentialId: string;
  /** The last time, in epoch milliseconds. */
  readonly usedMs: number;
  /** Calls that it let in since the last note. */
  readonly calls: number;
}

// Calls count for the hour of the last of them: notes are seconds apart. Written again after an outage whose end was not
// seen they count twice, which a number that staff weigh a press by may.
const UPSERT = `
  WITH given AS (
    SELECT u."credentialId", to_timestamp(u."usedMs" / 1000.0) AS used, u.calls
    FROM jsonb_to_recordset($2::jsonb) AS u("credentialId" uuid, "usedMs" bigint, calls int)
  ), counted AS (
    INSERT INTO sip_credential_hour (credential_id, hour, calls)
    SELECT "credentialId", date_trunc('hour', used, 'UTC'), calls FROM given
    ON CONFLICT (credential_id, hour) DO UPDATE SET calls = sip_credential_hour.calls + excluded.calls
  )
  INSERT INTO sip_credential_use (credential_id, agent_id, last_used_at)
  SELECT "credentialId", $1, used FROM given
  ON CONFLICT (credential_id) DO UPDATE
  SET agent_id = excluded.agent_id, last_used_at = excluded.last_used_at
  WHERE sip_credential_use.last_used_at < excluded.last_used_at`;

/** Notes the latest use of each credential (a later one that another agent saw stays), and adds up its calls. */
export async function writeCredentialUses(
  pool: RecordPool,
  agentId: string,
  uses: readonly CredentialUse[],
): Promise<void> {
  await pool.query(UPSERT, [agentId, JSON.stringify(uses)]);
}
