// What traffic showed of carriers' requirements, and the records that are still to be looked at.
import type { ObservationSum } from "@/lib/observations/add-up";
import { OBSERVATION_KINDS } from "@/lib/observations/kinds";
import type { ObservedCall } from "@/lib/observations/observed-call";
import type { RequirementCheck } from "@/lib/schemas/carrier";
import type { RequirementObservation } from "@/lib/schemas/requirement-observation";
import type { Connection } from "./store";

/** A record that waits, with what an observation is made from. */
export interface RecordToObserve extends ObservedCall {
  readonly recordId: string;
  /** Null where there is no such carrier: a record is never refused. */
  readonly carrierId: string | null;
  readonly startedAt: Date;
}

/** A sum with the id of its row, where it is the first of its kind. */
export interface SumToAdd extends ObservationSum {
  readonly id: string;
}

/** More unknown addresses than anyone looks through; whoever forges sources must not fill the table. */
const MOST_SUSPECTED = 20;

export function observationStore(db: Connection) {
  return {
    /** Longest waiting first. */
    findDue: (now: Date, limit: number): Promise<RecordToObserve[]> => db.$queryRaw`
      SELECT q.record_id AS "recordId", c.id AS "carrierId", r.direction::text AS direction, r.rule, r.action,
        host(r.source_address) AS "sourceAddress", r.request_uri AS "requestUri", r.a_received AS "aReceived",
        r.b_received AS "bReceived", r.b_sent AS "bSent", r.asserted_received AS "assertedReceived", r.anonymous, r.trace,
        r.attempts, r.ended_by AS "endedBy", r.started_at AS "startedAt",
        r.action = 'challenge' AND EXISTS (
          SELECT FROM call_record a
          WHERE a.call_id = r.call_id AND a.carrier_id = r.carrier_id AND a.action <> 'challenge' AND a.started_at >= r.started_at
        ) AS "wasAnswered"
      FROM call_record_to_observe q LEFT JOIN call_record r ON r.id = q.record_id LEFT JOIN carrier c ON c.id = r.carrier_id
      WHERE q.due_at <= ${now} ORDER BY q.due_at, q.record_id LIMIT ${limit}`,

    /** Takes records out of the queue; gives how many were still there. */
    take: (recordIds: readonly string[]): Promise<number> =>
      db.$executeRaw`DELETE FROM call_record_to_observe WHERE record_id = ANY(${[...recordIds]}::uuid[])`,

    /** Adds to what was seen before; gives the rows that are the first of their kind. */
    async add(sums: readonly SumToAdd[]): Promise<RequirementObservation[]> {
      if (sums.length === 0) return [];
      const rows = sums.map((sum) => {
        const { code, verdict } = OBSERVATION_KINDS[sum.kind];
        return { ...sum, code, verdict };
      });
      const first = await db.$queryRaw<{ id: string }[]>`
        INSERT INTO requirement_observation AS o (id, carrier_id, code, kind, verdict, detail, call_record_id, source_address,
          first_seen_at, last_seen_at, occurrences)
        SELECT r.id, r."carrierId", r.code, r.kind, r.verdict, r.detail, r."callRecordId", r."sourceAddress",
          r."firstSeenAt", r."lastSeenAt", r.occurrences
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS r(id uuid, "carrierId" uuid, code text, kind text, verdict observation_verdict, detail text, "callRecordId" uuid,
            "sourceAddress" inet, "firstSeenAt" timestamptz, "lastSeenAt" timestamptz, occurrences bigint)
        ON CONFLICT (carrier_id, kind, subject) DO UPDATE SET
          occurrences = o.occurrences + EXCLUDED.occurrences,
          first_seen_at = LEAST(o.first_seen_at, EXCLUDED.first_seen_at),
          last_seen_at = GREATEST(o.last_seen_at, EXCLUDED.last_seen_at),
          detail = CASE WHEN EXCLUDED.last_seen_at >= o.last_seen_at THEN EXCLUDED.detail ELSE o.detail END,
          call_record_id = CASE WHEN EXCLUDED.last_seen_at >= o.last_seen_at THEN EXCLUDED.call_record_id ELSE o.call_record_id END,
          source_address = CASE WHEN EXCLUDED.last_seen_at >= o.last_seen_at THEN EXCLUDED.source_address ELSE o.source_address END
        RETURNING o.id`;
      const known = new Set(sums.map(({ id }) => id));
      const ids = first.map(({ id }) => id).filter((id) => known.has(id));
      return db.requirementObservation.findMany({ where: { id: { in: ids } } });
    },

    /**
     * Of these requirements the ones that are declared met, and about which no message of the outbox was written since.
     * `table` is what such a message is about.
     */
    async findChecksToTell(
      places: readonly { readonly carrierId: string; readonly code: string }[],
      table: string,
    ): Promise<RequirementCheck[]> {
      const rows = await db.$queryRaw<{ id: string }[]>`
        SELECT c.id FROM requirement_check c
        WHERE c.state = 'met' AND (c.carrier_id, c.code) IN (
            SELECT p."carrierId", p.code FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS p("carrierId" uuid, code text))
          AND NOT EXISTS (
            SELECT FROM mail_outbox m
            WHERE m.about_id = c.id AND m.about_table = ${table} AND m.created_at >= COALESCE(c.checked_at, '-infinity'))`;
      if (rows.length === 0) return [];
      const ids = rows.map(({ id }) => id);
      return db.requirementCheck.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" } });
    },

    findOfCarrier(carrierId: string): Promise<RequirementObservation[]> {
      return this.findOfCarriers([carrierId]);
    },

    /** What was seen of carriers; a suspicion ends once an ACL entry holds the address. */
    async findOfCarriers(carrierIds: readonly string[]): Promise<RequirementObservation[]> {
      const rows = await db.requirementObservation.findMany({
        where: { carrierId: { in: [...carrierIds] } },
        orderBy: [{ lastSeenAt: "desc" }, { kind: "asc" }, { id: "asc" }],
      });
      if (!rows.some(({ subject }) => subject !== "")) return rows;
      const held = await db.$queryRaw<{ id: string }[]>`
        SELECT o.id FROM requirement_observation o
        WHERE o.carrier_id = ANY(${[...carrierIds]}::uuid[]) AND o.subject <> '' AND EXISTS (
          SELECT FROM acl_entry a WHERE a.active AND a.block >>= o.source_address)`;
      const ids = new Set(held.map(({ id }) => id));
      return rows.filter(({ id }) => !ids.has(id));
    },

    /**
     * Notes the unknown sources of the last day whose latest request asked for a BYOC number, as suspected to be the
     * carrier's. Asked again, it changes nothing until they knock again.
     */
    async noteSuspectedSources(now: Date): Promise<number> {
      const noted = await db.$executeRaw`
        WITH asked AS (
          SELECT u.address, u.last_seen_at, u.last_request_uri,
            '+' || substring(u.last_request_uri FROM '^sips?:[+]?([1-9][0-9]{6,14})[@;:]') AS e164
          FROM unknown_source u
          WHERE u.last_seen_at > ${now}::timestamptz - interval '1 day' AND u.last_method = 'INVITE'
        ), ranked AS (
          SELECT asked.*, p.carrier_id, row_number() OVER (PARTITION BY p.carrier_id ORDER BY asked.last_seen_at DESC) AS place
          FROM asked JOIN phone_number p ON p.e164 = asked.e164 AND p.kind = 'byoc' AND p.active
        )
        INSERT INTO requirement_observation AS o (id, carrier_id, code, kind, subject, verdict, detail, source_address,
          first_seen_at, last_seen_at)
        SELECT gen_random_uuid(), carrier_id, 'FIXED_SOURCE_ADDRESSES', 'from-elsewhere', host(address), 'suspected',
          left(last_request_uri, 200), address, last_seen_at, last_seen_at
        FROM ranked WHERE place <= ${MOST_SUSPECTED} ORDER BY carrier_id, host(address)
        ON CONFLICT (carrier_id, kind, subject) DO UPDATE SET
          detail = EXCLUDED.detail, last_seen_at = EXCLUDED.last_seen_at, occurrences = o.occurrences + 1
        WHERE o.last_seen_at < EXCLUDED.last_seen_at`;
      if (noted > 0) {
        await db.$executeRaw`
          DELETE FROM requirement_observation WHERE id IN (
            SELECT id FROM (
              SELECT id, row_number() OVER (PARTITION BY carrier_id ORDER BY last_seen_at DESC, id) AS place
              FROM requirement_observation WHERE kind = 'from-elsewhere') AS r
            WHERE place > ${MOST_SUSPECTED})`;
      }
      return noted;
    },

    /** Suspicions end with the unknown sources that gave rise to them. */
    async deleteSuspectedBefore(moment: Date): Promise<number> {
      return (
        await db.requirementObservation.deleteMany({
          where: { kind: "from-elsewhere", lastSeenAt: { lt: moment } },
        })
      ).count;
    },
  };
}
