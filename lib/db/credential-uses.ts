// When SIP credentials were last used: the agents' own write, apart from the configuration, so that a call changes none of it.
import type { RecordPool } from "./call-records";

export interface CredentialUse {
  readonly credentialId: string;
  /** Epoch milliseconds. */
  readonly usedMs: number;
}

const UPSERT = `
  INSERT INTO sip_credential_use (credential_id, agent_id, last_used_at)
  SELECT u."credentialId", $1, to_timestamp(u."usedMs" / 1000.0)
  FROM jsonb_to_recordset($2::jsonb) AS u("credentialId" uuid, "usedMs" bigint)
  ON CONFLICT (credential_id) DO UPDATE
  SET agent_id = excluded.agent_id, last_used_at = excluded.last_used_at
  WHERE sip_credential_use.last_used_at < excluded.last_used_at`;

/** Notes the latest use of each credential; a later one that another agent saw stays. */
export async function writeCredentialUses(
  pool: RecordPool,
  agentId: string,
  uses: readonly CredentialUse[],
): Promise<void> {
  await pool.query(UPSERT, [agentId, JSON.stringify(uses)]);
}
