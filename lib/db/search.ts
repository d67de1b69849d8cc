// Searching: a few rows of one kind for words, a number or an address, by indexes that hold for millions of rows.

import { unreachable } from "@/lib/core/unreachable";
import { MOST_HITS, type RecentKind } from "@/lib/schemas/search";
import { Prisma } from "./generated/client";
import type { Connection } from "./store";

export interface FoundRow {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
}

/** A row that has the address, and whose it is. */
export interface FoundAddress extends FoundRow {
  readonly kind: "acl_entry" | "gateway" | "own" | "unknown_source";
  readonly carrierId: string | null;
}

/** Rows looked at in each way of matching, so that a word that is everywhere costs no more than another. */
const LOOKED_AT = 100;
/** Fewer letters are in too many rows: they are sought at the beginning alone. */
const SHORTEST_INSIDE = 3;

/** Names are misspelt; digits are copied. */
const mayBeMisspelt = (text: string) => text.length >= 4 && !/\d/.test(text);

const plain = (text: string) => text.replace(/[\\%_]/g, "\\$&");
const begins = (column: Prisma.Sql, text: string) =>
  Prisma.sql`${column} ILIKE ${`${plain(text)}%`}`;

/** Every word somewhere in the column. */
function holdsAll(column: Prisma.Sql, words: readonly string[]): Prisma.Sql {
  const each = words.map((word) => Prisma.sql`${column} ILIKE ${`%${plain(word)}%`}`);
  return Prisma.sql`(${Prisma.join(each, " AND ")})`;
}

/** Ids of `table`'s rows whose text begins with `text` or holds its words, as a query to draw from. */
function matching(table: Prisma.Sql, columns: readonly Prisma.Sql[], text: string): Prisma.Sql {
  const words = text.split(/\s+/).slice(0, 6);
  const isLong = words.every((word) => word.length >= SHORTEST_INSIDE);
  const conditions = columns.flatMap((column) => [
    begins(column, text),
    ...(isLong || words.length > 1 ? [holdsAll(column, words)] : []),
  ]);
  const parts = conditions.map(
    (condition) => Prisma.sql`(SELECT id FROM ${table} WHERE ${condition} LIMIT ${LOOKED_AT})`,
  );
  return Prisma.join(parts, " UNION ");
}

/** The whole text before its beginning, its beginning before its inside, then by name. */
function nearest(column: Prisma.Sql, text: string): Prisma.Sql {
  return Prisma.sql`lower(${column}) = lower(${text}) DESC, ${begins(column, text)} DESC, ${column}`;
}

const CARRIER = Prisma.sql`SELECT c.id::text, c.name::text AS label, c.country || ', ' || c.state AS detail FROM carrier c`;
const CUSTOMER = Prisma.sql`SELECT u.id::text, u.name::text AS label, coalesce(u.account_reference || ', ', '') || u.country AS detail FROM customer u`;
const TRUNK = Prisma.sql`SELECT t.id::text, t.name AS label, t.fqdn_label || ', ' || u.name || ' on ' || c.name || ', ' || t.state AS detail
  FROM trunk t JOIN carrier c ON c.id = t.carrier_id JOIN customer u ON u.id = t.customer_id`;
const QUOTE = Prisma.sql`SELECT q.id::text,
    coalesce('Q-' || q.year || '-' || lpad(q.serial::text, greatest(4, length(q.serial::text)), '0'), 'Draft quote') AS label,
    u.name || ', ' || t.name AS detail
  FROM quote q JOIN trunk t ON t.id = q.trunk_id JOIN customer u ON u.id = t.customer_id`;
const VERIFICATION = Prisma.sql`SELECT v.id::text, v.reference AS label, c.name::text AS detail
  FROM verification_request v JOIN carrier c ON c.id = v.carrier_id`;

const isAmong = (column: Prisma.Sql, ids: readonly string[]) =>
  Prisma.sql`${column} = ANY (${[...ids]}::uuid[])`;

export function searchStore(db: Connection) {
  const rows = (sql: Prisma.Sql): Promise<FoundRow[]> => db.$queryRaw<FoundRow[]>(sql);

  return {
    async findCarriers(text: string): Promise<FoundRow[]> {
      const name = Prisma.sql`name::text`;
      const found = await rows(Prisma.sql`${CARRIER}
        WHERE c.id IN (${matching(Prisma.sql`carrier`, [name], text)})
        ORDER BY ${nearest(Prisma.sql`c.name::text`, text)} LIMIT ${MOST_HITS}`);
      if (found.length > 0 || !mayBeMisspelt(text)) return found;
      return rows(Prisma.sql`${CARRIER} WHERE c.name::text % ${text}
        ORDER BY similarity(c.name::text, ${text}) DESC, c.id LIMIT ${MOST_HITS}`);
    },

    async findCustomers(text: string): Promise<FoundRow[]> {
      const columns = [Prisma.sql`name::text`, Prisma.sql`account_reference`];
      const found = await rows(Prisma.sql`${CUSTOMER}
        WHERE u.id IN (${matching(Prisma.sql`customer`, columns, text)})
        ORDER BY ${nearest(Prisma.sql`u.name::text`, text)} LIMIT ${MOST_HITS}`);
      if (found.length > 0 || !mayBeMisspelt(text)) return found;
      return rows(Prisma.sql`${CUSTOMER} WHERE u.name::text % ${text}
        ORDER BY similarity(u.name::text, ${text}) DESC, u.id LIMIT ${MOST_HITS}`);
    },

    findTrunks(text: string): Promise<FoundRow[]> {
      const columns = [Prisma.sql`name`, Prisma.sql`fqdn_label`];
      return rows(Prisma.sql`${TRUNK}
        WHERE t.id IN (${matching(Prisma.sql`trunk`, columns, text)})
        ORDER BY lower(t.fqdn_label) = lower(${text}) DESC, ${nearest(Prisma.sql`t.name`, text)}, t.id LIMIT ${MOST_HITS}`);
    },

    findTrunksByLabel: (label: string): Promise<FoundRow[]> =>
      rows(Prisma.sql`${TRUNK} WHERE t.fqdn_label = ${label}`),

    /** Numbers that are one of `e164s`, then those that begin with one of `prefixes`, then those with the words in their label. */
    async findNumbers(sought: {
      e164s: readonly string[];
      prefixes: readonly string[];
      label: string;
    }): Promise<FoundRow[]> {
      const { e164s, prefixes, label } = sought;
      const parts = [
        Prisma.sql`(SELECT id, 1 AS place FROM phone_number WHERE e164 = ANY (${[...e164s]}) LIMIT ${MOST_HITS})`,
        // A range and no pattern: the index of the digits is read where they begin, and no further than needed.
        ...prefixes.map(
          (prefix) => Prisma.sql`(SELECT id, 2 AS place FROM phone_number
            WHERE e164 >= ${prefix} AND e164 <= ${prefix + "9".repeat(16)} ORDER BY e164 LIMIT ${MOST_HITS})`,
        ),
        ...(label.length >= SHORTEST_INSIDE
          ? [
              Prisma.sql`(SELECT id, 3 AS place FROM phone_number WHERE label ILIKE ${`%${plain(label)}%`} LIMIT ${MOST_HITS})`,
            ]
          : []),
      ];
      return rows(Prisma.sql`
        SELECT n.id::text, n.e164 AS label,
          concat_ws(', ', nullif(n.label, ''), u.name, c.name, CASE WHEN NOT n.active THEN 'inactive' END) AS detail
        FROM (SELECT id, min(place) AS place FROM (${Prisma.join(parts, " UNION ALL ")}) AS every GROUP BY id) AS found
          JOIN phone_number n ON n.id = found.id JOIN customer u ON u.id = n.customer_id
          LEFT JOIN carrier c ON c.id = n.carrier_id
        ORDER BY found.place, n.e164 LIMIT ${MOST_HITS}`);
    },

    /**
     * Whose an address or block is: ACL entries of carriers, gateways whose names an agent found it by, Cradle's own, who
     * knocked from it, and whether it is a laboratory's.
     */
    findAddresses: (block: string): Promise<FoundAddress[]> =>
      db.$queryRaw<FoundAddress[]>`
        (SELECT 'acl_entry' AS kind, e.id::text, e.block::text AS label, e.carrier_id::text AS "carrierId",
            concat_ws(', ', 'ACL entry of ' || c.name, nullif(e.label, ''),
              CASE WHEN e.valid_until <= now() THEN 'ended' WHEN e.valid_from > now() THEN 'begins later' END) AS detail
          FROM acl_entry e JOIN carrier c ON c.id = e.carrier_id
          WHERE e.active AND e.block && ${block}::inet ORDER BY masklen(e.block) DESC, e.block LIMIT ${MOST_HITS})
        UNION ALL
        (SELECT 'own', id::text, host(address), NULL, concat_ws(', ', 'Cradle''s egress address', nullif(label, ''))
          FROM egress_address WHERE address <<= ${block}::inet LIMIT ${MOST_HITS})
        UNION ALL
        (SELECT 'own', id::text, block::text, NULL, concat_ws(', ', 'Source of Cradle''s core', nullif(label, ''))
          FROM core_source WHERE block && ${block}::inet LIMIT ${MOST_HITS})
        UNION ALL
        (SELECT 'own', id::text, host(address), NULL, concat_ws(', ', 'Cradle''s edge proxy', nullif(label, ''))
          FROM edge_proxy WHERE address <<= ${block}::inet LIMIT ${MOST_HITS})
        UNION ALL
        (SELECT DISTINCT 'gateway', g.id::text, g.host, g.carrier_id::text, 'Gateway of ' || c.name || ', found at it by its name'
          FROM target_health h JOIN gateway g ON g.id = h.target_id AND g.removed_at IS NULL JOIN carrier c ON c.id = g.carrier_id
          WHERE ${block} = ANY (h.resolved) LIMIT ${MOST_HITS})
        UNION ALL
        (SELECT 'own', e.id::text, e.host, NULL, concat_ws(', ', 'Cradle''s core endpoint', nullif(e.label, ''))
          FROM core_endpoint e
          WHERE e.host = ${block} OR EXISTS (SELECT FROM target_health h WHERE h.target_id = e.id AND ${block} = ANY (h.resolved))
          LIMIT ${MOST_HITS})
        UNION ALL
        (SELECT 'unknown_source', host(address), host(address), NULL, 'knocked without being known, ' || datagrams || ' datagrams'
          FROM unknown_source WHERE address <<= ${block}::inet ORDER BY address LIMIT ${MOST_HITS})
        UNION ALL
        (SELECT 'own', id::text, block::text, NULL, concat_ws(', ', 'In a laboratory network', nullif(label, ''))
          FROM lab_network WHERE block && ${block}::inet ORDER BY masklen(block) DESC LIMIT ${MOST_HITS})`,

    /** Gateways by host name or address, whose carrier's page shows them. */
    findGateways: (host: string): Promise<(FoundRow & { carrierId: string })[]> =>
      db.$queryRaw`
        SELECT g.id::text, g.carrier_id::text AS "carrierId", g.host || coalesce(':' || g.port, '') AS label,
          'Gateway of ' || c.name || CASE WHEN g.enabled THEN '' ELSE ', switched off' END AS detail
        FROM gateway g JOIN carrier c ON c.id = g.carrier_id
        WHERE g.removed_at IS NULL AND g.host LIKE ${`${plain(host)}%`} ORDER BY g.host, g.id LIMIT ${MOST_HITS}`,

    /** By the number's year, its serial, or both. */
    findQuotes: (year: number | null, serial: number | null): Promise<FoundRow[]> =>
      rows(Prisma.sql`${QUOTE}
        WHERE q.serial IS NOT NULL ${year === null ? Prisma.empty : Prisma.sql`AND q.year = ${year}`}
          ${serial === null ? Prisma.empty : Prisma.sql`AND q.serial = ${serial}`}
        ORDER BY q.year DESC, q.serial DESC LIMIT ${MOST_HITS}`),

    findVerifications: (text: string): Promise<FoundRow[]> =>
      rows(Prisma.sql`${VERIFICATION} WHERE v.reference ILIKE ${`${plain(text)}%`}
        ORDER BY v.reference LIMIT ${MOST_HITS}`),

    /** Calls by their whole Call-ID, latest first. */
    findCalls: (callId: string): Promise<FoundRow[]> =>
      rows(Prisma.sql`
        SELECT id::text, call_id AS label, concat_ws(' ', to_char(started_at, 'YYYY-MM-DD HH24:MI:SS "UTC"'),
          a_received, '→', b_received, '·', rule) AS detail
        FROM call_record WHERE call_id = ${callId} ORDER BY started_at DESC, id DESC LIMIT ${MOST_HITS}`),

    findById(kind: RecentKind, ids: readonly string[]): Promise<FoundRow[]> {
      switch (kind) {
        case "carrier":
          return rows(Prisma.sql`${CARRIER} WHERE ${isAmong(Prisma.sql`c.id`, ids)}`);
        case "customer":
          return rows(Prisma.sql`${CUSTOMER} WHERE ${isAmong(Prisma.sql`u.id`, ids)}`);
        case "trunk":
          return rows(Prisma.sql`${TRUNK} WHERE ${isAmong(Prisma.sql`t.id`, ids)}`);
        case "quote":
          return rows(Prisma.sql`${QUOTE} WHERE ${isAmong(Prisma.sql`q.id`, ids)}`);
        case "verification":
          return rows(Prisma.sql`${VERIFICATION} WHERE ${isAmong(Prisma.sql`v.id`, ids)}`);
        default:
          return unreachable(kind);
      }
    },
  };
}
