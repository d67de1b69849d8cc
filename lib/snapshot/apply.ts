// Changed rows of one table to the next snapshot: only what hangs on that table is compiled, the rest is shared.

import { unreachable } from "@/lib/core/unreachable";
import {
  type CompiledPolicy,
  compileCarriers,
  compileTrunks,
  namedTargets,
  nextTrunks,
} from "@/lib/policy/compile";
import {
  emptyNumbers,
  emptyVerifications,
  NumbersWriter,
  VerificationsWriter,
} from "@/lib/policy/numbers";
import { withEntries } from "@/lib/policy/overlay-map";
import type { GatewayRow } from "@/lib/policy/rows";
import {
  aclSource,
  coreEndpointSource,
  coreSource,
  edgeSource,
  gatewaySource,
  type SourceEntry,
  type Sources,
  withSources,
} from "@/lib/policy/sources";
import { coreTargets, gatewayTargets } from "@/lib/policy/targets";
import type { Snapshot, TableChange } from "./model";
import { compiling, nextRowsById, readSettings, rowsById } from "./read-rows";

/**
 * The snapshot after these changes, in order. The given snapshot stays as it is. Throws `UnreadableRow` for a row that
 * cannot be read; the caller then keeps the snapshot it has.
 */
export function applyChanges(
  snapshot: Snapshot,
  changes: readonly TableChange[],
  version: bigint,
): Snapshot {
  const next = compiling(() => changes.reduce(afterChange, snapshot));
  return { ...next, version };
}

function afterChange(snapshot: Snapshot, change: TableChange): Snapshot {
  switch (change.table) {
    case "platform_settings": {
      const settings = readSettings(change.rows[0]);
      // The signalling FQDN stands in every trunk's header plan.
      const trunks = compileTrunks(snapshot.trunks.values(), settings.signallingFqdn, null);
      return { ...withPolicy(snapshot, { settings, trunks }), settings };
    }
    case "egress_address": {
      const { table, ids, rows } = change;
      const before = new Map(snapshot.egressAddresses.map((row) => [row.id, row]));
      const egressAddresses = [...nextRowsById(table, before, ids, rows).values()];
      return { ...snapshot, egressAddresses };
    }
    case "core_endpoint": {
      const { table, ids, rows } = change;
      const coreEndpoints = nextRowsById(table, snapshot.coreEndpoints, ids, rows);
      const named = namedTargets(snapshot.gateways.values(), coreEndpoints.values());
      const policy = {
        coreTargets: coreTargets(coreEndpoints.values()),
        namedTargets: named,
        sources: nextSources(snapshot, change, rows.flatMap(coreEndpointSource)),
      };
      return { ...withPolicy(snapshot, policy), coreEndpoints };
    }
    case "core_source": {
      const { table, ids, rows } = change;
      const coreSources = nextRowsById(table, snapshot.coreSources, ids, rows);
      const sources = nextSources(snapshot, change, rows.flatMap(coreSource));
      return { ...withPolicy(snapshot, { sources }), coreSources };
    }
    case "edge_proxy": {
      const { table, ids, rows } = change;
      const edgeProxies = nextRowsById(table, snapshot.edgeProxies, ids, rows);
      const sources = nextSources(snapshot, change, rows.flatMap(edgeSource));
      return { ...withPolicy(snapshot, { sources }), edgeProxies };
    }
    case "carrier": {
      const { table, ids, rows } = change;
      const carriers = nextRowsById(table, snapshot.carriers, ids, rows);
      const changed = compileCarriers(rows);
      const compiled = ids ? withEntries(snapshot.policy.carriers, ids, changed) : changed;
      return { ...withPolicy(snapshot, { carriers: compiled }), carriers };
    }
    case "acl_entry": {
      // Their rows are kept with the sources made of them: copying twenty thousand for one would be in vain.
      const rows = [...rowsById(change.table, change.rows).values()];
      return withPolicy(snapshot, {
        sources: nextSources(snapshot, change, rows.flatMap(aclSource)),
      });
    }
    case "gateway": {
      const { table, ids, rows } = change;
      const gateways = nextRowsById(table, snapshot.gateways, ids, rows);
      const policy = {
        ...nextGatewayTargets(snapshot, ids, rows, gateways),
        sources: nextSources(snapshot, change, rows.flatMap(gatewaySource)),
      };
      return { ...withPolicy(snapshot, policy), gateways };
    }
    case "sip_credential": {
      const { table, ids, rows } = change;
      const credentials = nextRowsById(table, snapshot.credentials, ids, rows);
      return { ...withPolicy(snapshot, { credentials }), credentials };
    }
    case "trunk": {
      const { table, ids, rows } = change;
      const trunks = nextRowsById(table, snapshot.trunks, ids, rows);
      const { signallingFqdn } = snapshot.settings;
      const compiled = ids
        ? nextTrunks(snapshot.policy.trunks, ids, rows, signallingFqdn)
        : compileTrunks(trunks.values(), signallingFqdn, snapshot.policy.trunks);
      return { ...withPolicy(snapshot, { trunks: compiled }), trunks };
    }
    case "phone_number": {
      const { ids, rows } = change;
      const writer = new NumbersWriter(ids ? snapshot.policy.numbers : emptyNumbers());
      if (ids) writer.replaceRows(ids, rows);
      for (const row of rows) writer.add(row);
      return withPolicy(snapshot, { numbers: writer.finish() });
    }
    case "verification_item": {
      const { ids, rows } = change;
      const base = ids ? snapshot.policy.verifications : emptyVerifications();
      const writer = new VerificationsWriter(base);
      if (ids) writer.replaceRows(ids, rows);
      for (const row of rows) writer.add(row);
      return withPolicy(snapshot, { verifications: writer.finish() });
    }
    default:
      return unreachable(change);
  }
}

function withPolicy(snapshot: Snapshot, changed: Partial<CompiledPolicy>): Snapshot {
  return { ...snapshot, policy: { ...snapshot.policy, ...changed } };
}

/** Targets of the carriers whose gateways changed; there may be ten thousand others. */
function nextGatewayTargets(
  snapshot: Snapshot,
  ids: readonly string[] | null,
  rows: readonly GatewayRow[],
  gateways: ReadonlyMap<string, GatewayRow>,
): Pick<CompiledPolicy, "gatewayTargets" | "namedTargets"> {
  if (ids === null) {
    return {
      gatewayTargets: gatewayTargets(gateways.values()),
      namedTargets: namedTargets(gateways.values(), snapshot.coreEndpoints.values()),
    };
  }
  const { policy } = snapshot;
  const changed = new Set([...ids, ...rows.map(({ id }) => id)]);
  const before = [...changed].flatMap((id) => snapshot.gateways.get(id) ?? []);
  const carriers = new Set([...before, ...rows].map(({ carrierId }) => carrierId));
  // Gateways that are switched off are no targets, and stay none until their row changes.
  const stay = [...carriers].flatMap((id) => policy.gatewayTargets.get(id)?.flat() ?? []);
  const theirs = stay.flatMap(({ id }) =>
    changed.has(id) ? [] : (snapshot.gateways.get(id) ?? []),
  );
  const targets = gatewayTargets([...theirs, ...rows]);
  return {
    gatewayTargets: withEntries(policy.gatewayTargets, carriers, targets),
    namedTargets: withEntries(policy.namedTargets, changed, namedTargets(rows, [])),
  };
}

function nextSources(
  snapshot: Snapshot,
  change: TableChange & { readonly table: SourceEntry["table"] },
  added: readonly SourceEntry[],
): Sources {
  const { ids, rows } = change;
  // A whole table's old entries all go; a row given without its id in the list replaces its old self too.
  const gone = ids && new Set([...ids, ...rows.map((row) => row.id)]);
  const isGone = (id: string) => gone === null || gone.has(id);
  return withSources(snapshot.policy.sources, change.table, isGone, added);
}
