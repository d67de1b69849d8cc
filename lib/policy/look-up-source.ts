// Who an address is at one instant: the question every datagram begins with.

import type { PackedAddress } from "@/lib/telephony/packed-address";
import type { CompiledPolicy } from "./compile";
import type { SourceMatch } from "./model";
import { narrowestNode } from "./prefix-table";
import type { SourceEntry } from "./sources";

const UNKNOWN: SourceMatch = { kind: "unknown" };
/** Where a carrier has no trunk that says otherwise (domain: 4 h). */
const DEFAULT_LONGEST_CALL_MS = 4 * 3600 * 1000;

/**
 * Who an address is for a new request. Longest prefix first; an entry counts from its valid-from (inclusive) to its
 * valid-until (exclusive). `resolvedTargetIds`: gateways and core endpoints whose name resolves to the address now.
 * An edge proxy comes before all others: its own address never is the caller's.
 */
export function lookUpSource(
  policy: CompiledPolicy,
  address: PackedAddress,
  nowMs: number,
  resolvedTargetIds: readonly string[],
): SourceMatch {
  let acl: SourceMatch | null = null;
  let core: SourceMatch | null = null;
  let inDialog: SourceMatch | null = null;
  let node = narrowestNode(policy.sources.table, address);
  for (; node; node = node.around) {
    for (const entry of node.items) {
      if (entry.table === "edge_proxy") return entry.match;
      if (entry.table === "acl_entry" && takesCalls(entry, nowMs)) acl ??= entry.match;
      else if (entry.table === "core_source") core ??= entry.match;
      else if (isKnown(policy, entry, nowMs)) inDialog ??= entry.inDialogMatch;
    }
  }
  return acl ?? core ?? inDialog ?? resolvedMatch(policy, nowMs, resolvedTargetIds) ?? UNKNOWN;
}

/** The side of a dialog that a sealed token names. */
export type DialogSide =
  | { readonly kind: "core" }
  | { readonly kind: "carrier"; readonly carrierId: string };

/**
 * Whether an address belongs to a side of a running dialog: the carrier's ACL entries and gateways, also those that
 * ended no longer ago than its longest call unless they were blocked; or the core's sources and endpoints.
 */
export function isKnownInDialog(
  policy: CompiledPolicy,
  side: DialogSide,
  address: PackedAddress,
  nowMs: number,
  resolvedTargetIds: readonly string[],
): boolean {
  const carrierId = side.kind === "carrier" ? side.carrierId : null;
  let node = narrowestNode(policy.sources.table, address);
  for (; node; node = node.around) {
    for (const entry of node.items) {
      if (entry.table === "edge_proxy" || entry.carrierId !== carrierId) continue;
      if (isKnown(policy, entry, nowMs)) return true;
    }
  }
  return resolvedTargetIds.some((id) => {
    const match = resolvedMatch(policy, nowMs, [id]);
    return match?.kind === "in-dialog-only" && match.carrierId === carrierId;
  });
}

function takesCalls(entry: SourceEntry, nowMs: number): boolean {
  return entry.fromMs <= nowMs && nowMs < entry.untilMs && !entry.isBlocked;
}

function isKnown(policy: CompiledPolicy, entry: SourceEntry, nowMs: number): boolean {
  if (entry.isBlocked || nowMs < entry.fromMs) return false;
  return nowMs < entry.endedMs + longestCallMs(policy, entry.carrierId);
}

/** For how long what a carrier had stays known to running dialogs. */
function longestCallMs(policy: CompiledPolicy, carrierId: string | null): number {
  const trunks = carrierId === null ? undefined : policy.trunks.byCarrier.get(carrierId);
  return trunks?.longestCallMs ?? DEFAULT_LONGEST_CALL_MS;
}

function resolvedMatch(
  policy: CompiledPolicy,
  nowMs: number,
  targetIds: readonly string[],
): SourceMatch | null {
  for (const id of targetIds) {
    const named = policy.namedTargets.get(id);
    if (named && nowMs < named.endedMs + longestCallMs(policy, named.carrierId)) return named.match;
  }
  return null;
}
