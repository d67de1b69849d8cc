// What an agent's OPTIONS checks found, written down: the state of now, each change of it, and round trips by the hour.
import type { RecordPool } from "./call-records";

/** What one check found of one gateway or core endpoint. Times in wall-clock milliseconds. */
export interface TargetHealthReport {
  readonly targetId: string;
  readonly isUp: boolean;
  readonly reason: string;
  /** Null where the check was not answered. */
  readonly roundTripMs: number | null;
  /** Addresses that its name leads to; none for an address. */
  readonly resolved: readonly string[];
  readonly changedAtMs: number;
  readonly checkedAtMs: number | null;
}

/**
 * One statement, so that history and state agree. A change is noted when the state turns, and when checks begin; where
 * none was reported for `$3` milliseconds the time between is noted as unknown. Of round trips the latest 240 of each
 * hour are kept: with a check every 30 s these are all.
 */
const WRITE = `
  WITH report AS (
    SELECT r."targetId" AS target_id, r."isUp" AS up, r.reason, r."roundTripMs" AS ms, r.resolved,
      to_timestamp(r."changedAtMs" / 1000) AS changed_at, to_timestamp(r."checkedAtMs" / 1000) AS checked_at
    FROM jsonb_to_recordset($2::jsonb) AS r("targetId" uuid, "isUp" boolean, reason text, "roundTripMs" int,
      resolved text[], "changedAtMs" float8, "checkedAtMs" float8)
    WHERE r."checkedAtMs" IS NOT NULL
  ), known AS (
    SELECT report.*, h.up AS former_up, h.checked_at AS former_at,
      report.checked_at - h.checked_at > $3::float8 * interval '1 millisecond' AS was_away
    FROM report LEFT JOIN target_health h ON h.agent_id = $1 AND h.target_id = report.target_id
  ), gap AS (
    INSERT INTO target_health_change (agent_id, target_id, at, up, reason)
    SELECT $1, target_id, former_at + interval '1 millisecond', NULL, 'no report' FROM known WHERE was_away
    ON CONFLICT DO NOTHING
  ), change AS (
    INSERT INTO target_health_change (agent_id, target_id, at, up, reason)
    SELECT $1, target_id, checked_at, up, reason FROM known
    WHERE former_up IS NULL OR former_up <> up OR was_away
    ON CONFLICT DO NOTHING
  ), hour AS (
    INSERT INTO target_health_hour AS t (agent_id, target_id, hour, checks, answers, samples, min_ms, max_ms)
    SELECT $1, target_id, date_trunc('hour', checked_at, 'UTC'), 1, CASE WHEN ms IS NULL THEN 0 ELSE 1 END,
      CASE WHEN ms IS NULL THEN '{}' ELSE ARRAY[ms] END, ms, ms FROM report
    ON CONFLICT (agent_id, target_id, hour) DO UPDATE SET
      checks = t.checks + 1, answers = t.answers + EXCLUDED.answers,
      samples = (CASE WHEN cardinality(t.samples) + cardinality(EXCLUDED.samples) <= 240 THEN t.samples
        ELSE t.samples[2:] END) || EXCLUDED.samples,
      min_ms = least(t.min_ms, EXCLUDED.min_ms), max_ms = greatest(t.max_ms, EXCLUDED.max_ms)
  )
  INSERT INTO target_health (agent_id, target_id, up, reason, round_trip_ms, resolved, changed_at, checked_at)
  SELECT $1, target_id, up, reason, ms, resolved, changed_at, checked_at FROM report
  ON CONFLICT (agent_id, target_id) DO UPDATE SET up = EXCLUDED.up, reason = EXCLUDED.reason,
    round_trip_ms = EXCLUDED.round_trip_ms, resolved = EXCLUDED.resolved, changed_at = EXCLUDED.changed_at, checked_at = EXCLUDED.checked_at`;

/**
 * Writes what one agent found of targets, each at most once in `reports`. After `awayMs` without a report of a target,
 * what was in between counts as unknown.
 */
export async function writeTargetHealth(
  pool: RecordPool,
  agentId: string,
  reports: readonly TargetHealthReport[],
  awayMs: number,
): Promise<void> {
  await pool.query(WRITE, [agentId, JSON.stringify(reports), awayMs]);
}
