/** Configured things by the short ids that tokens carry, and targets by their carrier: indexes made once a snapshot. */
import type { GatewayRow, TrunkRow } from "@/lib/policy/rows";
import type { Snapshot } from "@/lib/snapshot/model";
import { shortId, type TokenSide } from "./token/dialog-token";

/** What is needed of a gateway or core endpoint to send to it. */
export interface ConfiguredTarget {
  readonly id: string;
  readonly host: string;
  readonly port: number | null;
  readonly transport: "udp" | "tcp" | "tls";
  readonly allowTcp: boolean;
}

const NONE: readonly ConfiguredTarget[] = [];

// A snapshot's maps are immutable and shared by the next one where nothing changed: they are the keys.
const carrierIndexes = new WeakMap<Snapshot["carriers"], ReadonlyMap<string, string>>();
const trunkIndexes = new WeakMap<Snapshot["trunks"], ReadonlyMap<string, TrunkRow>>();
const gatewayIndexes = new WeakMap<Snapshot["gateways"], ReadonlyMap<string, GatewayRow[]>>();
const endpointLists = new WeakMap<Snapshot["coreEndpoints"], readonly ConfiguredTarget[]>();

/** The carrier with this short id, null if it is configured no more. */
export function getCarrierId(snapshot: Snapshot, short: string): string | null {
  const { carriers } = snapshot;
  let index = carrierIndexes.get(carriers);
  if (index === undefined) {
    index = new Map([...carriers.keys()].map((id) => [shortId(id), id]));
    carrierIndexes.set(carriers, index);
  }
  return index.get(short) ?? null;
}

/** The trunk with this short id, null if it is configured no more. */
export function getTrunk(snapshot: Snapshot, short: string): TrunkRow | null {
  const { trunks } = snapshot;
  // Asked several times for each message, of the same trunk.
  if (latest.trunks === trunks && latest.short === short) return latest.row;
  let index = trunkIndexes.get(trunks);
  if (index === undefined) {
    index = new Map([...trunks.values()].map((row) => [shortId(row.id), row]));
    trunkIndexes.set(trunks, index);
  }
  latest = { trunks, short, row: index.get(short) ?? null };
  return latest.row;
}

let latest: {
  readonly trunks: Snapshot["trunks"] | null;
  readonly short: string;
  readonly row: TrunkRow | null;
} = { trunks: null, short: "", row: null };

/** Gateways of a carrier, or all core endpoints; those that are switched off too, since calls over them go on. */
export function findTargets(
  snapshot: Snapshot,
  side: TokenSide,
  carrierId: string,
): readonly ConfiguredTarget[] {
  return side === "core" ? endpointsOf(snapshot) : gatewaysOf(snapshot, carrierId);
}

function gatewaysOf({ gateways }: Snapshot, carrierId: string): readonly ConfiguredTarget[] {
  let index = gatewayIndexes.get(gateways);
  if (index === undefined) {
    const byCarrier = new Map<string, GatewayRow[]>();
    for (const row of gateways.values()) {
      const list = byCarrier.get(row.carrierId);
      if (list === undefined) byCarrier.set(row.carrierId, [row]);
      else list.push(row);
    }
    index = byCarrier;
    gatewayIndexes.set(gateways, index);
  }
  return index.get(carrierId) ?? NONE;
}

function endpointsOf({ coreEndpoints }: Snapshot): readonly ConfiguredTarget[] {
  let list = endpointLists.get(coreEndpoints);
  if (list === undefined) {
    list = [...coreEndpoints.values()].map((row) => ({ ...row, allowTcp: false }));
    endpointLists.set(coreEndpoints, list);
  }
  return list;
}
