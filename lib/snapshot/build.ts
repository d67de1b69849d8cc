// Rows to snapshot: everything compiled anew.

import { compileCarrier, compileTrunks, namedTargets } from "@/lib/policy/compile";
import {
  emptyNumbers,
  emptyVerifications,
  NumbersWriter,
  VerificationsWriter,
} from "@/lib/policy/numbers";
import type { PhoneNumberRow, VerificationItemRow } from "@/lib/policy/rows";
import { sourcesOf } from "@/lib/policy/sources";
import { coreTargets, gatewayTargets } from "@/lib/policy/targets";
import type { ConfigRows, Snapshot } from "./model";
import { compiling, readSettings, rowsById } from "./read-rows";

/** The two large tables, as far as they have been read: see `SnapshotBuilder`. */
type LargeRow =
  | { readonly table: "phone_number"; readonly rows: Iterable<PhoneNumberRow> }
  | { readonly table: "verification_item"; readonly rows: Iterable<VerificationItemRow> };

/**
 * Builds the snapshot of a version. Throws `UnreadableRow` for the first row that cannot be read; the caller then keeps
 * the snapshot it has. Some 0.6 s for a million numbers: `SnapshotBuilder` takes them in pieces.
 */
export function buildSnapshot(rows: ConfigRows, version: bigint): Snapshot {
  const builder = new SnapshotBuilder();
  builder.add({ table: "phone_number", rows: rows.phone_number });
  builder.add({ table: "verification_item", rows: rows.verification_item });
  return builder.finish(rows, version);
}

/**
 * Builds a snapshot without holding up calls: numbers and verifications are added a few thousand at a time, with the
 * event loop's turn between, then `finish` compiles the small tables (the large ones in its argument are not read).
 */
export class SnapshotBuilder {
  private readonly numbers = new NumbersWriter(emptyNumbers());
  private readonly verifications = new VerificationsWriter(emptyVerifications());

  add(part: LargeRow): void {
    compiling(() => {
      if (part.table === "phone_number") for (const row of part.rows) this.numbers.add(row);
      else for (const row of part.rows) this.verifications.add(row);
    });
  }

  finish(rows: Omit<ConfigRows, LargeRow["table"]>, version: bigint): Snapshot {
    const settings = readSettings(rows.platform_settings);
    const carriers = rowsById("carrier", rows.carrier);
    const trunks = rowsById("trunk", rows.trunk);
    const gateways = rowsById("gateway", rows.gateway);
    const coreEndpoints = rowsById("core_endpoint", rows.core_endpoint);
    const coreSources = rowsById("core_source", rows.core_source);
    const edgeProxies = rowsById("edge_proxy", rows.edge_proxy);
    const aclEntries = rowsById("acl_entry", rows.acl_entry);
    const credentials = rowsById("sip_credential", rows.sip_credential);
    const sources = compiling(() =>
      sourcesOf({
        acl_entry: aclEntries.values(),
        core_source: coreSources.values(),
        core_endpoint: coreEndpoints.values(),
        edge_proxy: edgeProxies.values(),
        gateway: gateways.values(),
      }),
    );
    return {
      version,
      settings,
      egressAddresses: [...rowsById("egress_address", rows.egress_address).values()],
      coreEndpoints,
      coreSources,
      edgeProxies,
      carriers,
      aclEntries,
      gateways,
      trunks,
      credentials,
      policy: {
        settings,
        sources,
        carriers: new Map([...carriers].map(([id, row]) => [id, compileCarrier(row)])),
        trunks: compileTrunks(trunks.values(), settings.signallingFqdn, null),
        credentials,
        numbers: this.numbers.finish(),
        verifications: this.verifications.finish(),
        gatewayTargets: gatewayTargets(gateways.values()),
        coreTargets: coreTargets(coreEndpoints.values()),
        namedTargets: namedTargets(gateways.values(), coreEndpoints.values()),
      },
    };
  }
}
