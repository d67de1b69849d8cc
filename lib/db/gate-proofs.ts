// The rows that show whether the conditions of a trunk's gates hold, and who brought each about: one statement a trunk.
import type { Connection } from "./store";

/** What a row is about; of each there is at most one. */
export type ProofSubject =
  | "quote"
  | "accepted-quote"
  | "carrier"
  | "acl"
  | "acl-out-of-force"
  | "gateway"
  | "number"
  | "limits"
  | "credential"
  | "termination-test"
  | "origination-test"
  | "hand-off"
  | "word";

export interface ProofRow {
  readonly subject: ProofSubject;
  /** Of the row that shows it: the newest where there are several. */
  readonly id: string;
  /** How many there are; null where that says nothing. */
  readonly count: number | null;
  /** Year and serial of a quote, number of a hand-off version. */
  readonly year: number | null;
  readonly serial: number | null;
  /** The row's state. */
  readonly state: string | null;
  /** A block, host, number, username, contact or announced A-number. */
  readonly name: string | null;
  /** An announced B-number, or what came of a test. */
  readonly other: string | null;
  /** A call record. */
  readonly recordId: string | null;
  readonly holds: boolean | null;
  readonly at: Date | null;
  readonly by: string | null;
}

/** When a trunk last went from one state to another, and by whose press. */
export interface StatePassage {
  readonly from: string;
  readonly to: string;
  readonly at: Date;
  readonly by: string;
}

export function gateProofStore(db: Connection) {
  return {
    /** Of the trunk's own things and its carrier's. A subject without any row is left out. */
    findProofRows: (trunkId: string, now: Date): Promise<ProofRow[]> => db.$queryRaw<ProofRow[]>`
      WITH t AS (SELECT * FROM trunk WHERE id = ${trunkId}::uuid),
      test AS (
        SELECT DISTINCT ON (x.direction) x.* FROM test_call x JOIN t ON x.trunk_id = t.id
        WHERE x.voided_at IS NULL
        ORDER BY x.direction, (x.state = 'succeeded' AND x.a_number_intact) DESC, x.announced_at DESC
      ),
      entry AS (
        SELECT e.*, e.valid_from <= ${now}::timestamptz AND (e.valid_until IS NULL OR e.valid_until > ${now}::timestamptz) AS in_force
        FROM acl_entry e JOIN t ON e.carrier_id = t.carrier_id WHERE e.active
      ),
      sheet AS (
        SELECT v.id, v.number, v.sent_at, v.created_by_name, n.name AS contact FROM hand_off_version v
        JOIN t ON v.carrier_id = t.carrier_id LEFT JOIN contact n ON n.id = v.sent_to_id ORDER BY v.number DESC LIMIT 1
      )
      (SELECT 'quote' AS subject, q.id::text, NULL::int AS count, q.year, q.serial, r.state::text, n.name, NULL AS other,
          NULL AS "recordId", NULL::boolean AS holds, coalesce(r.answered_at, r.sent_at, r.created_at) AS at,
          (SELECT a.actor_name FROM audit_event a WHERE a.entity_table = 'quote_revision' AND a.entity_id = r.id::text
            AND a.action <> 'quote.attach-pdf' ORDER BY a.sequence DESC LIMIT 1) AS by
        FROM quote q JOIN t ON q.trunk_id = t.id JOIN quote_revision r ON r.quote_id = q.id LEFT JOIN contact n ON n.id = r.sent_to_id
        ORDER BY q.created_at DESC, r.revision DESC LIMIT 1)
      UNION ALL (SELECT 'accepted-quote', q.id::text, NULL, q.year, q.serial, r.state::text, n.name, NULL, NULL, NULL, r.answered_at,
          coalesce((SELECT s.name FROM staff_user s WHERE s.id = r.answer_recorded_by_id),
            (SELECT a.actor_name FROM audit_event a WHERE a.entity_table = 'quote_revision' AND a.entity_id = r.id::text
              AND a.after ->> 'state' = 'accepted' ORDER BY a.sequence LIMIT 1))
        FROM quote q JOIN t ON q.trunk_id = t.id JOIN quote_revision r ON r.quote_id = q.id JOIN contact n ON n.id = r.answered_by_id
        WHERE r.state IN ('accepted', 'superseded') ORDER BY r.answered_at DESC LIMIT 1)
      UNION ALL (SELECT 'carrier', c.id::text, NULL, NULL, NULL, c.state::text, c.name, c.auth_mode::text, NULL, NULL, c.state_changed_at,
          (SELECT a.actor_name FROM audit_event a WHERE a.entity_table = 'carrier' AND a.entity_id = c.id::text
            AND a.action IN ('carrier.create', 'carrier.change-state') ORDER BY a.sequence DESC LIMIT 1)
        FROM carrier c JOIN t ON c.id = t.carrier_id)
      UNION ALL (SELECT 'acl', e.id::text, (count(*) OVER ())::int, NULL, NULL, NULL,
          CASE WHEN masklen(e.block) = CASE family(e.block) WHEN 4 THEN 32 ELSE 128 END THEN host(e.block) ELSE e.block::text END,
          NULL, NULL, NULL, coalesce(a.at, e.updated_at), a.actor_name
        FROM entry e LEFT JOIN LATERAL (SELECT at, actor_name FROM audit_event WHERE carrier_id = e.carrier_id
          AND entity_table IN ('acl_entry', 'acl_list') ORDER BY sequence DESC LIMIT 1) a ON true
        WHERE e.in_force ORDER BY e.created_at DESC, e.id DESC LIMIT 1)
      UNION ALL (SELECT 'acl-out-of-force', e.id::text, (count(*) OVER ())::int, NULL, NULL, NULL, e.block::text, NULL, NULL,
          e.valid_from > ${now}::timestamptz, CASE WHEN e.valid_from > ${now}::timestamptz THEN e.valid_from ELSE e.valid_until END, NULL
        FROM entry e WHERE NOT e.in_force ORDER BY e.created_at DESC, e.id DESC LIMIT 1)
      UNION ALL (SELECT 'gateway', g.id::text, (count(*) OVER ())::int, NULL, NULL, NULL, g.host, NULL, NULL, NULL, g.updated_at,
          (SELECT a.actor_name FROM audit_event a WHERE a.entity_table = 'gateway' AND a.entity_id = g.id::text
            ORDER BY a.sequence DESC LIMIT 1)
        FROM gateway g JOIN t ON g.carrier_id = t.carrier_id WHERE g.enabled AND g.removed_at IS NULL
        ORDER BY g.updated_at DESC, g.id DESC LIMIT 1)
      UNION ALL (SELECT 'number', p.id::text, (SELECT count(*) FROM phone_number n JOIN t ON n.trunk_id = t.id WHERE n.active)::int,
          NULL, NULL, NULL, p.e164, NULL, NULL, NULL, coalesce(a.at, p.updated_at), a.actor_name
        FROM (SELECT n.* FROM phone_number n JOIN t ON n.trunk_id = t.id WHERE n.active ORDER BY n.e164 LIMIT 1) p
        LEFT JOIN LATERAL (SELECT at, actor_name FROM audit_event WHERE trunk_id = p.trunk_id
          AND entity_table IN ('phone_number', 'number_import') ORDER BY sequence DESC LIMIT 1) a ON true)
      UNION ALL (SELECT 'limits', t.id::text, t.max_channels, NULL, t.max_calls_per_sec, NULL, NULL, NULL, NULL, NULL, a.at, a.actor_name
        FROM t LEFT JOIN LATERAL (SELECT at, actor_name FROM audit_event WHERE entity_table = 'trunk' AND entity_id = t.id::text
          AND (before -> 'maxChannels' IS DISTINCT FROM after -> 'maxChannels'
            OR before -> 'maxCallsPerSec' IS DISTINCT FROM after -> 'maxCallsPerSec')
          ORDER BY sequence DESC LIMIT 1) a ON true)
      UNION ALL (SELECT 'credential', s.id::text, (count(*) OVER ())::int, NULL, NULL, s.state::text, s.username, s.handed_over_to, NULL, NULL,
          s.created_at, (SELECT a.actor_name FROM audit_event a WHERE a.entity_table = 'sip_credential' AND a.entity_id = s.id::text
            ORDER BY a.sequence LIMIT 1)
        FROM sip_credential s JOIN t ON s.carrier_id = t.carrier_id WHERE s.state = 'active' ORDER BY s.created_at DESC, s.id DESC LIMIT 1)
      UNION ALL (SELECT x.direction::text || '-test', x.id::text, NULL, NULL, NULL, x.state::text, x.announced_a,
          CASE WHEN x.note = '' THEN x.announced_b ELSE x.announced_b || ': ' || x.note END, x.call_record_id::text,
          x.state = 'succeeded' AND x.a_number_intact, coalesce(x.declared_at, x.finished_at, x.announced_at),
          coalesce(x.declared_by_name, (SELECT s.name FROM staff_user s WHERE s.id = x.recorded_by_id),
            (SELECT a.actor_name FROM audit_event a WHERE a.entity_table = 'test_call' AND a.entity_id = x.id::text
              ORDER BY a.sequence LIMIT 1))
        FROM test x)
      UNION ALL (SELECT 'hand-off', v.id::text, NULL, NULL, v.number, NULL, v.contact, NULL, NULL, NULL, v.sent_at, v.created_by_name
        FROM sheet v)
      UNION ALL (SELECT 'word', k.id::text, NULL, NULL, v.number, NULL, n.name, NULL, NULL, k.allows_fqdn_and_egress, k.acknowledged_at,
          coalesce((SELECT s.name FROM staff_user s WHERE s.id = k.recorded_by_id),
            (SELECT a.actor_name FROM audit_event a WHERE a.entity_table = 'hand_off_acknowledgement' AND a.entity_id = k.id::text
              ORDER BY a.sequence LIMIT 1))
        FROM hand_off_version v JOIN t ON v.carrier_id = t.carrier_id JOIN hand_off_acknowledgement k ON k.hand_off_version_id = v.id
        JOIN contact n ON n.id = k.contact_id ORDER BY k.acknowledged_at DESC, k.id DESC LIMIT 1)`,

    /** The latest of each kind, by the audit trail. */
    findPassages: (trunkId: string): Promise<StatePassage[]> => db.$queryRaw<StatePassage[]>`
      SELECT DISTINCT ON (before ->> 'state', after ->> 'state') before ->> 'state' AS "from", after ->> 'state' AS "to", at,
        actor_name AS by
      FROM audit_event
      WHERE entity_table = 'trunk' AND entity_id = ${trunkId} AND before ->> 'state' <> after ->> 'state'
      ORDER BY before ->> 'state', after ->> 'state', sequence DESC`,
  };
}
