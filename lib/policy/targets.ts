// Where routed calls go: gateways and core endpoints, by priority, then weighted at random, those that are down last.

import type { Surroundings, Target } from "./model";
import type { CoreEndpointRow, GatewayRow } from "./rows";

/** Targets of one carrier, or of the core: groups of equal priority, the first to be tried first. */
export type TargetGroups = readonly (readonly Target[])[];

/** Groups of every carrier that has an enabled gateway. */
export function gatewayTargets(rows: Iterable<GatewayRow>): Map<string, TargetGroups> {
  const byCarrier = new Map<string, Target[]>();
  for (const row of rows) {
    if (!row.enabled || row.removedAtMs !== null) continue;
    const target = targetOf("gateway", row, row.allowTcp);
    const known = byCarrier.get(row.carrierId);
    if (known) known.push(target);
    else byCarrier.set(row.carrierId, [target]);
  }
  return new Map([...byCarrier].map(([carrierId, targets]) => [carrierId, grouped(targets)]));
}

export function coreTargets(rows: Iterable<CoreEndpointRow>): TargetGroups {
  const enabled = [...rows].filter((row) => row.enabled);
  // A core endpoint takes what it is set to and nothing else: a large request goes to it by UDP too.
  return grouped(enabled.map((row) => targetOf("core_endpoint", row, false)));
}

/** The targets in the order to be tried. Empty only when there are none. */
export function orderTargets(groups: TargetGroups, around: Surroundings): readonly Target[] {
  const [first, ...others] = groups;
  const [only, second] = first ?? [];
  if (only === undefined) return [];
  if (second === undefined && others.length === 0) return first ?? [];
  const up: Target[] = [];
  const down: Target[] = [];
  for (const group of groups) {
    for (const target of shuffled(group, around)) {
      (around.isDown(target.id) ? down : up).push(target);
    }
  }
  return [...up, ...down];
}

/** Draws one after another with a chance in proportion to the weight (RFC 2782); all 0 are drawn alike. */
function shuffled(group: readonly Target[], around: Surroundings): readonly Target[] {
  if (group.length === 1) return group;
  const left = [...group];
  const order: Target[] = [];
  while (left.length > 0) {
    const total = left.reduce((sum, { weight }) => sum + weight, 0);
    let ticket = around.random() * (total || left.length);
    let drawn = left.findIndex((target) => {
      ticket -= total === 0 ? 1 : target.weight;
      return ticket < 0;
    });
    // Sums of fractions can end a hair short of the total.
    if (drawn === -1) drawn = left.length - 1;
    order.push(...left.splice(drawn, 1));
  }
  return order;
}

function targetOf(
  table: Target["table"],
  row: Omit<Target, "table" | "allowTcp">,
  allowTcp: boolean,
): Target {
  const { id, host, port, transport, priority, weight } = row;
  return { table, id, host, port, transport, allowTcp, priority, weight };
}

function grouped(targets: readonly Target[]): TargetGroups {
  const byPriority = new Map<number, Target[]>();
  for (const target of targets) {
    const group = byPriority.get(target.priority);
    if (group) group.push(target);
    else byPriority.set(target.priority, [target]);
  }
  return [...byPriority].sort(([a], [b]) => a - b).map(([, group]) => group);
}
