// Compact look-up structures made from stored rows; immutable, shared between versions as far as nothing changed.

import { packAddress } from "@/lib/telephony/packed-address";
import type { HeaderPlan, RowRef, SourceMatch } from "./model";
import type { Numbers, Verifications } from "./numbers";
import { withEntries } from "./overlay-map";
import type {
  AclEntryRow,
  CarrierRow,
  CoreEndpointRow,
  CoreSourceRow,
  CredentialRow,
  EdgeProxyRow,
  GatewayRow,
  PlatformSettingsRow,
  TrunkRow,
} from "./rows";
import { type Sources, sourcesOf } from "./sources";
import { coreTargets, gatewayTargets, type TargetGroups } from "./targets";

/** What decisions are made from. Every part is immutable; the next version shares the parts that did not change. */
export interface CompiledPolicy {
  readonly settings: PlatformSettingsRow;
  readonly sources: Sources;
  readonly carriers: ReadonlyMap<string, CompiledCarrier>;
  readonly trunks: CompiledTrunks;
  readonly credentials: ReadonlyMap<string, CredentialRow>;
  readonly numbers: Numbers;
  readonly verifications: Verifications;
  /** By carrier id. */
  readonly gatewayTargets: ReadonlyMap<string, TargetGroups>;
  readonly coreTargets: TargetGroups;
  /** Gateways and core endpoints by name, by id: the agent resolves them. */
  readonly namedTargets: ReadonlyMap<string, NamedTarget>;
}

/** A gateway or core endpoint whose host is a name. */
export interface NamedTarget {
  /** Null: the core's. */
  readonly carrierId: string | null;
  /** When it was removed; Infinity while it is there. */
  readonly endedMs: number;
  readonly match: SourceMatch;
}

export interface CompiledCarrier {
  readonly row: CarrierRow;
  readonly ref: RowRef;
}

export interface CompiledTrunk {
  readonly row: TrunkRow;
  readonly ref: RowRef;
  readonly destinations: ReadonlySet<string>;
  readonly terminationHeaders: HeaderPlan;
  readonly originationHeaders: HeaderPlan;
}

export interface CompiledTrunks {
  readonly byId: ReadonlyMap<string, CompiledTrunk>;
  /** By lower-case label under the signalling FQDN. */
  readonly byLabel: ReadonlyMap<string, CompiledTrunk>;
  readonly byCarrier: ReadonlyMap<string, CarrierTrunks>;
}

/** What the trunks of one carrier have in sum. */
export interface CarrierTrunks {
  readonly ids: readonly string[];
  readonly countries: readonly string[];
  /** Ended ACL entries and gateways stay known to running dialogs for so long. */
  readonly longestCallMs: number;
}

/** Rows by id of the tables that are small enough to be compiled whole. */
export interface PolicyRows {
  readonly settings: PlatformSettingsRow;
  readonly carriers: ReadonlyMap<string, CarrierRow>;
  readonly trunks: ReadonlyMap<string, TrunkRow>;
  readonly aclEntries: Iterable<AclEntryRow>;
  readonly gateways: ReadonlyMap<string, GatewayRow>;
  readonly credentials: ReadonlyMap<string, CredentialRow>;
  readonly coreEndpoints: ReadonlyMap<string, CoreEndpointRow>;
  readonly coreSources: ReadonlyMap<string, CoreSourceRow>;
  readonly edgeProxies: ReadonlyMap<string, EdgeProxyRow>;
}

/** Compiles everything anew. Throws `UnreadableSource` for an address that cannot be read. */
export function compilePolicy(
  rows: PolicyRows,
  numbers: Numbers,
  verifications: Verifications,
): CompiledPolicy {
  const { settings, gateways, coreEndpoints } = rows;
  return {
    settings,
    sources: sourcesOf(rows),
    carriers: compileCarriers(rows.carriers.values()),
    trunks: compileTrunks(rows.trunks.values(), settings.signallingFqdn, null),
    credentials: rows.credentials,
    numbers,
    verifications,
    gatewayTargets: gatewayTargets(gateways.values()),
    coreTargets: coreTargets(coreEndpoints.values()),
    namedTargets: namedTargets(gateways.values(), coreEndpoints.values()),
  };
}

export function compileCarriers(rows: Iterable<CarrierRow>): Map<string, CompiledCarrier> {
  const carriers = new Map<string, CompiledCarrier>();
  for (const row of rows) carriers.set(row.id, { row, ref: { table: "carrier", id: row.id } });
  return carriers;
}

/** Compiles all trunks; of trunks whose rows are the same objects as before, the old results are taken over. */
export function compileTrunks(
  rows: Iterable<TrunkRow>,
  signallingFqdn: string,
  before: CompiledTrunks | null,
): CompiledTrunks {
  const byId = new Map<string, CompiledTrunk>();
  const byLabel = new Map<string, CompiledTrunk>();
  const byCarrier = new Map<
    string,
    { ids: string[]; countries: string[]; longestCallMs: number }
  >();
  for (const row of rows) {
    const old = before?.byId.get(row.id);
    const trunk = old?.row === row ? old : compileTrunk(row, signallingFqdn);
    byId.set(row.id, trunk);
    byLabel.set(row.fqdnLabel.toLowerCase(), trunk);
    const sum = byCarrier.get(row.carrierId) ?? { ids: [], countries: [], longestCallMs: 0 };
    sum.ids.push(row.id);
    if (!sum.countries.includes(row.country)) sum.countries.push(row.country);
    sum.longestCallMs = Math.max(sum.longestCallMs, row.longestCallSec * 1000);
    byCarrier.set(row.carrierId, sum);
  }
  return { byId, byLabel, byCarrier };
}

/** The trunks after those of `ids` changed to `rows`. What did not change is shared; of other carriers, all. */
export function nextTrunks(
  before: CompiledTrunks,
  ids: readonly string[],
  rows: readonly TrunkRow[],
  signallingFqdn: string,
): CompiledTrunks {
  const changed = new Set([...ids, ...rows.map((row) => row.id)]);
  const gone = [...changed].flatMap((id) => before.byId.get(id)?.row ?? []);
  const carriers = new Set([...gone, ...rows].map(({ carrierId }) => carrierId));
  const stay = [...carriers].flatMap((carrierId) => before.byCarrier.get(carrierId)?.ids ?? []);
  const theirs = stay.flatMap((id) => (changed.has(id) ? [] : (before.byId.get(id)?.row ?? [])));
  const next = compileTrunks([...theirs, ...rows], signallingFqdn, before);
  const labels = gone.map(({ fqdnLabel }) => fqdnLabel.toLowerCase());
  return {
    byId: withEntries(before.byId, changed, next.byId),
    byLabel: withEntries(before.byLabel, labels, next.byLabel),
    byCarrier: withEntries(before.byCarrier, carriers, next.byCarrier),
  };
}

function compileTrunk(row: TrunkRow, signallingFqdn: string): CompiledTrunk {
  const { assertedIdentity, diversion, historyInfo, privacy, longestCallSec, allowRefer } = row;
  const common = { assertedIdentity, diversion, historyInfo, privacy, longestCallSec, allowRefer };
  return {
    row,
    ref: { table: "trunk", id: row.id },
    destinations: new Set(row.allowedDestinations),
    terminationHeaders: {
      ...common,
      identityHost: null,
      cradle: { trunk: row.id, customer: row.customerId, carrier: row.carrierId },
    },
    originationHeaders: { ...common, identityHost: signallingFqdn, cradle: null },
  };
}

/** Gateways and core endpoints whose addresses only a resolver knows. */
export function namedTargets(
  gateways: Iterable<GatewayRow>,
  coreEndpoints: Iterable<CoreEndpointRow>,
): Map<string, NamedTarget> {
  const named = new Map<string, NamedTarget>();
  const add = (
    table: "gateway" | "core_endpoint",
    row: { id: string; host: string },
    carrierId: string | null,
    endedMs: number,
  ) => {
    if (packAddress(row.host) !== null) return;
    const because = { table, id: row.id } as const;
    named.set(row.id, {
      carrierId,
      endedMs,
      match: { kind: "in-dialog-only", carrierId, because },
    });
  };
  for (const row of gateways) add("gateway", row, row.carrierId, row.removedAtMs ?? Infinity);
  for (const row of coreEndpoints) add("core_endpoint", row, null, Infinity);
  return named;
}
