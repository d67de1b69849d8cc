// What the gates of many trunks look at, in a number of statements that does not grow with the trunks.
import { z } from "zod";
import type { OpenAsks } from "@/lib/lifecycle/whose-turn";
import type { RequirementCheck } from "@/lib/schemas/carrier";
import { wordOf } from "@/lib/schemas/egress-word";
import type { Connection } from "./store";

/** Of one trunk, as the database has it now. */
export interface GateRow {
  readonly id: string;
  readonly carrierId: string;
  readonly carrierState: "draft" | "ready" | "suspended" | "closed";
  readonly carrierAuthMode: "acl" | "acl_and_digest";
  readonly maxChannels: number | null;
  readonly maxCallsPerSec: number | null;
  readonly hasQuote: boolean;
  readonly quoteAccepted: boolean;
  readonly activeAclEntries: number;
  readonly enabledGateways: number;
  readonly activeByocNumbers: number;
  readonly activeCredentials: number;
  readonly terminationTested: boolean;
  readonly originationTested: boolean;
}

/** A carrier's latest word on a sheet. */
interface EgressWord {
  readonly carrierId: string;
  readonly allows: boolean;
  readonly createdAt: Date;
  readonly sheet: unknown;
}

/** What of a sheet the carrier's word is about. */
const Allowed = z.object({
  signallingFqdn: z.string(),
  egressAddresses: z.array(z.object({ address: z.string() })),
});

export function gateFactStore(db: Connection) {
  return {
    /** Numbers are counted to one: whether there is any decides. */
    findGateRows: (trunkIds: readonly string[], now: Date): Promise<GateRow[]> => db.$queryRaw<
      GateRow[]
    >`
      SELECT t.id::text, t.carrier_id::text AS "carrierId", c.state::text AS "carrierState",
        c.auth_mode::text AS "carrierAuthMode", t.max_channels AS "maxChannels", t.max_calls_per_sec AS "maxCallsPerSec",
        EXISTS (SELECT FROM quote q WHERE q.trunk_id = t.id) AS "hasQuote",
        EXISTS (
          SELECT FROM quote q JOIN quote_revision r ON r.quote_id = q.id
          WHERE q.trunk_id = t.id AND r.answered_by_id IS NOT NULL AND r.state IN ('accepted', 'superseded')
        ) AS "quoteAccepted",
        (SELECT count(*) FROM acl_entry e WHERE e.carrier_id = c.id AND e.active AND e.valid_from <= ${now}::timestamptz
            AND (e.valid_until IS NULL OR e.valid_until > ${now}::timestamptz))::int AS "activeAclEntries",
        (SELECT count(*) FROM gateway g WHERE g.carrier_id = c.id AND g.enabled AND g.removed_at IS NULL)::int AS "enabledGateways",
        EXISTS (SELECT FROM phone_number p WHERE p.trunk_id = t.id AND p.active)::int AS "activeByocNumbers",
        (SELECT count(*) FROM sip_credential s WHERE s.carrier_id = c.id AND s.state = 'active')::int AS "activeCredentials",
        EXISTS (
          SELECT FROM test_call x WHERE x.trunk_id = t.id AND x.direction = 'termination' AND x.state = 'succeeded'
            AND x.a_number_intact AND x.voided_at IS NULL
        ) AS "terminationTested",
        EXISTS (
          SELECT FROM test_call x WHERE x.trunk_id = t.id AND x.direction = 'origination' AND x.state = 'succeeded'
            AND x.a_number_intact AND x.voided_at IS NULL
        ) AS "originationTested"
      FROM trunk t JOIN carrier c ON c.id = t.carrier_id
      WHERE t.id = ANY(${[...trunkIds]}::uuid[])`,

    /** What was sent on behalf of each trunk and has had no answer. */
    findOpenAsks: (
      trunkIds: readonly string[],
      now: Date,
    ): Promise<({ readonly id: string } & OpenAsks)[]> => db.$queryRaw`
      SELECT t.id::text,
        (SELECT max(r.sent_at) FROM quote q JOIN quote_revision r ON r.quote_id = q.id
          WHERE q.trunk_id = t.id AND r.state = 'sent') AS quote,
        (SELECT max(e.happened_at) FROM exchange_log e
          WHERE e.carrier_id = t.carrier_id AND e.direction = 'sent'
            AND e.happened_at > coalesce((SELECT a.updated_at FROM carrier_answers a WHERE a.carrier_id = t.carrier_id), '-infinity')
            AND EXISTS (SELECT FROM document d WHERE d.exchange_id = e.id AND d.purpose = 'questions')) AS questions,
        coalesce((SELECT h.sent_at FROM (
            SELECT v.id, v.sent_at FROM hand_off_version v WHERE v.carrier_id = t.carrier_id ORDER BY v.number DESC LIMIT 1) AS h
          WHERE NOT EXISTS (SELECT FROM hand_off_acknowledgement k WHERE k.hand_off_version_id = h.id)),
          (SELECT min(n.sent_at) FROM carrier_notice n
            WHERE n.carrier_id = t.carrier_id AND n.acknowledged_at IS NULL AND n.overtaken_at IS NULL)) AS "handOff",
        (SELECT min(v.submitted_at) FROM verification_item i JOIN verification_request v ON v.id = i.request_id
          JOIN phone_number p ON p.id = i.number_id
          WHERE i.carrier_id = t.carrier_id AND i.state = 'submitted' AND p.customer_id = t.customer_id) AS verification,
        (SELECT min(x.announced_at) FROM test_call x
          WHERE x.trunk_id = t.id AND x.direction = 'termination' AND x.state = 'announced'
            AND x.expires_at > ${now}::timestamptz) AS "testCall"
      FROM trunk t WHERE t.id = ANY(${[...trunkIds]}::uuid[])`,

    findChecksOfCarriers: (carrierIds: readonly string[]): Promise<RequirementCheck[]> =>
      db.requirementCheck.findMany({ where: { carrierId: { in: [...carrierIds] } } }),

    /** What of now each carrier's latest word does not cover: empty where it allows all. Left out: carriers without a word. */
    async findEgressWords(
      carrierIds: readonly string[],
      now: Date,
    ): Promise<ReadonlyMap<string, readonly string[]>> {
      const words = await db.$queryRaw<EgressWord[]>`
        SELECT DISTINCT ON (v.carrier_id) v.carrier_id::text AS "carrierId", k.allows_fqdn_and_egress AS allows,
          v.created_at AS "createdAt",
          jsonb_build_object('signallingFqdn', v.content -> 'signallingFqdn', 'egressAddresses', v.content -> 'egressAddresses') AS sheet
        FROM hand_off_version v JOIN hand_off_acknowledgement k ON k.hand_off_version_id = v.id
        WHERE v.carrier_id = ANY(${[...carrierIds]}::uuid[])
        ORDER BY v.carrier_id, k.acknowledged_at DESC, k.id DESC`;
      const given = words.filter(({ allows }) => allows);
      const settings = await db.platformSettings.findUnique({ where: { id: 1 } });
      if (given.length === 0 || settings === null) return new Map();
      const inUse = await db.egressAddress.findMany({
        where: { validFrom: { lte: now }, OR: [{ validUntil: null }, { validUntil: { gt: now } }] },
      });
      const notices = await db.carrierNotice.findMany({
        where: { carrierId: { in: given.map(({ carrierId }) => carrierId) } },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: { carrierId: true, createdAt: true, kind: true, subject: true, allows: true },
      });
      const lacking = ({ carrierId, createdAt, sheet }: EgressWord): string[] => {
        const allowed = Allowed.safeParse(sheet);
        const { signallingFqdn, egressAddresses } = allowed.success
          ? allowed.data
          : { signallingFqdn: "", egressAddresses: [] };
        const since = notices.filter(
          (notice) => notice.carrierId === carrierId && notice.createdAt > createdAt,
        );
        const addresses = egressAddresses.map((row) => row.address);
        const covered = wordOf({ signallingFqdn, addresses }, since);
        const names = covered.signallingFqdns.has(settings.signallingFqdn)
          ? []
          : [settings.signallingFqdn];
        // Where nothing is sent from yet, no word covers what will be.
        if (inUse.length === 0) return [...names, "an egress address, of which none is set"];
        return [
          ...names,
          ...inUse.map(({ address }) => address).filter((each) => !covered.addresses.has(each)),
        ];
      };
      return new Map(given.map((word) => [word.carrierId, lacking(word)]));
    },
  };
}
