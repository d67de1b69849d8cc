// One search over everything that the actor may read: by words, a number or an address in any format, a quote's number, a Call-ID.
import type { Actor } from "@/lib/auth/actor";
import { mayDo, type Permission } from "@/lib/auth/permissions";
import type { FoundRow } from "@/lib/db/search";
import {
  HIT_KINDS,
  type HitKind,
  MOST_HITS,
  type RecentKind,
  SearchAll,
  type SearchAnswer,
  type SearchHit,
} from "@/lib/schemas/search";
import { addressInText } from "@/lib/telephony/address-in-text";
import { blockText } from "@/lib/telephony/cidr";
import { numberCandidates } from "@/lib/telephony/number-candidates";
import { numberPrefixes } from "@/lib/telephony/number-prefixes";
import { findAddressHits } from "../address-owners";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requireAnyPermission } from "../permit";
import { findPages } from "../portal-pages";

/** Kind → what reading it needs. */
const READS = {
  carrier: "carrier.read",
  customer: "customer.read",
  trunk: "trunk.read",
  number: "number.read",
  address: "acl.read",
  gateway: "carrier.read",
  quote: "quote.read",
  verification: "verification.read",
  call: "call.read",
} as const satisfies Record<Exclude<HitKind, "page">, Permission>;

const mayFind = (actor: Actor, kind: Exclude<HitKind, "page">) => mayDo(actor, READS[kind]);

export async function searchAll(ctx: Context, raw: unknown): Promise<SearchAnswer> {
  requireAnyPermission(ctx.actor, ["carrier.read", ...Object.values(READS)]);
  const { q, recent } = parseInput(SearchAll, raw ?? {});
  const pages = findPages(q, (page) => mayDo(ctx.actor, page.permission)).map(
    ({ label, path }): SearchHit => ({ kind: "page", id: path, label, detail: "", path }),
  );
  if (q === "") {
    return {
      query: q,
      numbers: [],
      address: null,
      hits: [...(await named(ctx, recent)), ...pages],
    };
  }
  const block = addressInText(q);
  const address = block === null ? null : blockText(block);
  const countries =
    /\d/.test(q) && mayFind(ctx.actor, "number") ? await ctx.read.carriers.findCountries() : [];
  // Digits of an address are no number, but before its @ there may be one.
  const numbers = address === null || /@/.test(q) ? numberCandidates(q, countries) : [];
  const found = await Promise.all(
    HIT_KINDS.map((kind) =>
      kind === "page"
        ? pages.slice(0, MOST_HITS)
        : mayFind(ctx.actor, kind)
          ? findKind(ctx, kind, { q, address, numbers, countries })
          : [],
    ),
  );
  const hits = exactFirst(found.flat(), q);
  const isStored = hits.some(({ kind }) => kind === "number");
  const strangers = isStored || !mayFind(ctx.actor, "number") ? [] : numbers.map(lookUp);
  return { query: q, numbers, address, hits: [...hits, ...strangers] };
}

/** Whoever types a name in full means what has it: that stands before all that only resembles it. */
function exactFirst(hits: readonly SearchHit[], q: string): SearchHit[] {
  const isExact = ({ label }: SearchHit) => plain(label) === plain(q);
  return [...hits.filter(isExact), ...hits.filter((hit) => !isExact(hit))];
}

/** Without case, and without the accents that not every keyboard has. */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** What a number that is not stored leads to: its calls. */
function lookUp(e164: string): SearchHit {
  const path = `/look-up?q=${encodeURIComponent(e164)}`;
  return { kind: "page", id: path, label: `Look up ${e164}`, detail: "not stored", path };
}

interface Sought {
  readonly q: string;
  readonly address: string | null;
  readonly numbers: readonly string[];
  readonly countries: readonly string[];
}

async function findKind(
  ctx: Context,
  kind: Exclude<HitKind, "page">,
  { q, address, numbers, countries }: Sought,
): Promise<SearchHit[]> {
  const { search } = ctx.read;
  // Words are sought in names unless the text is an address, which no name is.
  const words = address === null ? q : null;
  switch (kind) {
    case "carrier":
      return words === null ? [] : hitsOf(kind, await search.findCarriers(words));
    case "customer":
      return words === null ? [] : hitsOf(kind, await search.findCustomers(words));
    case "trunk": {
      const named = words === null ? [] : await search.findTrunks(words);
      const host = hostIn(q);
      const addressed = host === null ? [] : await findByFqdn(ctx, host);
      const rows = [...addressed, ...named.filter(({ id }) => addressed[0]?.id !== id)];
      return hitsOf(kind, rows.slice(0, MOST_HITS));
    }
    case "number": {
      const prefixes = words === null ? [] : numberPrefixes(q, countries);
      const isNumber = numbers.length > 0 || prefixes.length > 0;
      if (!isNumber && words === null) return [];
      const label = isNumber || words === null ? "" : words;
      return hitsOf(kind, await search.findNumbers({ e164s: numbers, prefixes, label }));
    }
    case "address":
      return address === null ? [] : findAddressHits(ctx.read, address);
    case "gateway": {
      const host = address ?? hostIn(q);
      if (host === null || host.includes("/")) return [];
      const rows = await search.findGateways(host);
      return rows.map(({ carrierId, ...row }) => ({
        ...row,
        kind,
        path: `/carriers/${carrierId}`,
      }));
    }
    case "quote": {
      const [, year, serial] = /^q?-?(?:(\d{4})(?:-|$))?(\d{1,9})?$/i.exec(q) ?? [];
      if (year === undefined && serial === undefined) return [];
      const asSerial = serial ?? (/^\d{4}$/.test(q) ? q : undefined);
      const rows = await search.findQuotes(
        serial !== undefined || /^q/i.test(q) ? toNumber(year) : null,
        toNumber(asSerial),
      );
      return hitsOf(kind, rows);
    }
    case "verification":
      return q.length < 3 || words === null ? [] : hitsOf(kind, await search.findVerifications(q));
    case "call": {
      const callId = q.replace(/^(?:call-id|i)\s*:\s*/i, "");
      if (callId.length < 6 || /\s/.test(callId)) return [];
      return hitsOf(kind, await search.findCalls(callId));
    }
    default:
      return kind satisfies never;
  }
}

const toNumber = (digits: string | undefined) => (digits === undefined ? null : Number(digits));

/** The host name of a SIP URI, or the text where it looks like one. */
function hostIn(text: string): string | null {
  const uri =
    /^<?(?:sips?:)?(?:[^@\s]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\.?(?::\d{1,5})?(?:[;>?].*)?$/i;
  const host = uri.exec(text)?.[1]?.toLowerCase();
  return host === undefined || /^[\d.]+$/.test(host) ? null : host;
}

/** The trunk whose FQDN it is, under whatever the signalling FQDN is now. */
async function findByFqdn(ctx: Context, host: string): Promise<FoundRow[]> {
  const settings = await ctx.read.settings.get();
  const suffix = settings === null ? null : `.${settings.signallingFqdn}`;
  if (suffix === null || !host.endsWith(suffix)) return [];
  return ctx.read.search.findTrunksByLabel(host.slice(0, -suffix.length));
}

const PATHS: Record<RecentKind | "number" | "call", (row: FoundRow) => string> = {
  carrier: ({ id }) => `/carriers/${id}`,
  customer: ({ id }) => `/customers/${id}`,
  trunk: ({ id }) => `/trunks/${id}`,
  number: ({ label }) => lookUp(label).path,
  quote: ({ id }) => `/quotes/${id}`,
  verification: ({ id }) => `/verifications/${id}`,
  call: ({ id }) => `/calls/${id}`,
};

function hitsOf(kind: keyof typeof PATHS, rows: readonly FoundRow[]): SearchHit[] {
  return rows.map((row) => ({ ...row, kind, path: PATHS[kind](row) }));
}

/** What was opened last by its names of today, in the given order; without what is gone or may not be read. */
async function named(
  ctx: Context,
  recent: readonly { readonly kind: RecentKind; readonly id: string }[],
): Promise<SearchHit[]> {
  const kinds = [...new Set(recent.map(({ kind }) => kind))].filter((kind) =>
    mayFind(ctx.actor, kind),
  );
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const ids = recent.filter((thing) => thing.kind === kind).map(({ id }) => id);
      return hitsOf(kind, await ctx.read.search.findById(kind, ids));
    }),
  );
  const hits = found.flat();
  return recent.flatMap(
    ({ kind, id }) => hits.find((hit) => hit.kind === kind && hit.id === id) ?? [],
  );
}
