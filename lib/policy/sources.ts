// Who an address is: ACL entries, core, edge proxies and gateways in one table of prefixes.

import { type Block, parseBlock } from "@/lib/telephony/cidr";
import { packAddress } from "@/lib/telephony/packed-address";
import type { SourceMatch } from "./model";
import { itemsOf, type PrefixTable, prefixTable, withItems } from "./prefix-table";
import type {
  AclEntryRow,
  ConfigTable,
  CoreEndpointRow,
  CoreSourceRow,
  EdgeProxyRow,
  GatewayRow,
} from "./rows";

/** One address or block with the row that put it there. */
export interface SourceEntry {
  readonly block: Block;
  readonly table: "acl_entry" | "core_source" | "core_endpoint" | "edge_proxy" | "gateway";
  readonly id: string;
  /** The row itself, of ACL entries: there may be so many that they are kept once. */
  readonly aclRow: AclEntryRow | null;
  /** The carrier's whose address it is; null for our own. */
  readonly carrierId: string | null;
  /** New calls are taken from fromMs (inclusive) to untilMs (exclusive); never where they are equal. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** When the row ceased to speak for new calls; Infinity while it does. Messages of running dialogs stay known longer. */
  readonly endedMs: number;
  /** Nothing is known any more, running dialogs included. */
  readonly isBlocked: boolean;
  /** What a look-up answers while the row speaks, made once. */
  readonly match: SourceMatch;
  readonly inDialogMatch: SourceMatch;
}

/** Immutable. */
export interface Sources {
  readonly table: PrefixTable<SourceEntry>;
}

/** Rows that addresses come from; gateways and core endpoints by name are left to the agent's resolver. */
export interface SourceRows {
  readonly aclEntries: Iterable<AclEntryRow>;
  readonly coreSources: ReadonlyMap<string, CoreSourceRow>;
  readonly coreEndpoints: ReadonlyMap<string, CoreEndpointRow>;
  readonly edgeProxies: ReadonlyMap<string, EdgeProxyRow>;
  readonly gateways: ReadonlyMap<string, GatewayRow>;
}

/** Thrown for a row whose text is no address or block, or that contradicts itself. */
export class UnreadableSource extends Error {
  override readonly name = "UnreadableSource";
  constructor(
    readonly table: ConfigTable,
    readonly id: string,
    why: string,
  ) {
    super(why);
  }
}

/** The next version: entries of these rows of one table taken out, others put in. */
export function withSources(
  sources: Sources,
  table: SourceEntry["table"],
  isGone: (id: string) => boolean,
  added: readonly SourceEntry[],
): Sources {
  const gone = (entry: SourceEntry) => entry.table === table && isGone(entry.id);
  return { table: withItems(sources.table, gone, added) };
}

/** Entries of all tables at once. */
export function sourcesOf(rows: SourceRows): Sources {
  const entries = [
    ...[...rows.aclEntries].flatMap(aclSource),
    ...[...rows.coreSources.values()].flatMap(coreSource),
    ...[...rows.coreEndpoints.values()].flatMap(coreEndpointSource),
    ...[...rows.edgeProxies.values()].flatMap(edgeSource),
    ...[...rows.gateways.values()].flatMap(gatewaySource),
  ];
  return { table: prefixTable(entries) };
}

/** Every entry, in no order. */
export function entriesOf(sources: Sources): Generator<SourceEntry> {
  return itemsOf(sources.table);
}

export function aclSource(row: AclEntryRow): SourceEntry[] {
  const untilMs = row.validUntilMs ?? Infinity;
  if (untilMs <= row.validFromMs) throw unreadable("acl_entry", row.id, "it ends before it begins");
  // A removed row without a time was removed long ago for all we know.
  const removedMs = row.removedAtMs ?? Number.NEGATIVE_INFINITY;
  const endedMs = row.active ? untilMs : Math.min(untilMs, removedMs);
  return [
    {
      ...entry("acl_entry", row.id, readBlock("acl_entry", row.id, row.block), row.carrierId),
      fromMs: row.validFromMs,
      // Removing holds at once, whatever the clocks say.
      untilMs: row.active ? untilMs : row.validFromMs,
      endedMs,
      isBlocked: row.blockedNow,
      aclRow: row,
    },
  ];
}

export function coreSource(row: CoreSourceRow): SourceEntry[] {
  return [entry("core_source", row.id, readBlock("core_source", row.id, row.block), null)];
}

export function edgeSource(row: EdgeProxyRow): SourceEntry[] {
  return [entry("edge_proxy", row.id, readBlock("edge_proxy", row.id, row.address), null)];
}

export function coreEndpointSource(row: CoreEndpointRow): SourceEntry[] {
  const block = literalBlock(row.host);
  return block ? [entry("core_endpoint", row.id, block, null)] : [];
}

export function gatewaySource(row: GatewayRow): SourceEntry[] {
  const block = literalBlock(row.host);
  if (!block) return [];
  const endedMs = row.removedAtMs ?? Infinity;
  return [{ ...entry("gateway", row.id, block, row.carrierId), endedMs }];
}

function entry(
  table: SourceEntry["table"],
  id: string,
  block: Block,
  carrierId: string | null,
): SourceEntry {
  const because = { table, id } as const;
  const inDialogMatch: SourceMatch = { kind: "in-dialog-only", carrierId, because };
  return {
    block,
    table,
    id,
    aclRow: null,
    carrierId,
    fromMs: Number.NEGATIVE_INFINITY,
    untilMs: Infinity,
    endedMs: Infinity,
    isBlocked: false,
    match: matchOf(table, id, carrierId) ?? inDialogMatch,
    inDialogMatch,
  };
}

function matchOf(
  table: SourceEntry["table"],
  id: string,
  carrierId: string | null,
): SourceMatch | null {
  const because = { table, id } as const;
  if (table === "acl_entry" && carrierId !== null) return { kind: "acl", carrierId, because };
  if (table === "core_source") return { kind: "core", because };
  return table === "edge_proxy" ? { kind: "edge", because } : null;
}

function readBlock(table: ConfigTable, id: string, text: string): Block {
  const parsed = parseBlock(text);
  if (!parsed.ok) throw unreadable(table, id, parsed.message);
  return parsed.value;
}

function literalBlock(host: string): Block | null {
  const base = packAddress(host);
  return base && { base, prefixLength: base.family === 4 ? 32 : 128 };
}

function unreadable(table: ConfigTable, id: string, why: string): UnreadableSource {
  return new UnreadableSource(table, id, why);
}
