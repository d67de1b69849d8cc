// Rows to snapshot: everything compiled anew.

import { compilePolicy } from "@/lib/policy/compile";
import {
  emptyNumbers,
  emptyVerifications,
  NumbersWriter,
  VerificationsWriter,
} from "@/lib/policy/numbers";
import type { PhoneNumberRow, VerificationItemRow } from "@/lib/policy/rows";
import type { ConfigRows, Snapshot } from "./model";
import { compiling, readSettings, rowsById } from "./read-rows";

/** The two large tables, as far as they have been read: see `SnapshotBuilder`. */
type LargeRow =
  | { readonly table: "phone_number"; readonly rows: Iterable<PhoneNumberRow> }
  | { readonly table: "verification_item"; readonly rows: Iterable<VerificationItemRow> };

/**
 * Builds the snapshot of a version. Throws `UnreadableRow` for the first row that cannot be read; the caller then keeps
 * the snapshot it has. A million numbers take seconds: `SnapshotBuilder` takes them in pieces.
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
    const tables = {
      settings: readSettings(rows.platform_settings),
      carriers: rowsById("carrier", rows.carrier),
      trunks: rowsById("trunk", rows.trunk),
      gateways: rowsById("gateway", rows.gateway),
      credentials: rowsById("sip_credential", rows.sip_credential),
      coreEndpoints: rowsById("core_endpoint", rows.core_endpoint),
      coreSources: rowsById("core_source", rows.core_source),
      edgeProxies: rowsById("edge_proxy", rows.edge_proxy),
    };
    const egressAddresses = [...rowsById("egress_address", rows.egress_address).values()];
    const numbers = this.numbers.finish();
    const verifications = this.verifications.finish();
    const aclEntries = rowsById("acl_entry", rows.acl_entry).values();
    const all = { ...tables, aclEntries };
    const policy = compiling(() => compilePolicy(all, numbers, verifications));
    return { version, ...tables, egressAddresses, policy };
  }
}
