// Rows to snapshot: everything compiled anew.

import { type CompiledPolicy, compilePolicy, type PolicyRows } from "@/lib/policy/compile";
import {
  emptyNumbers,
  emptyVerifications,
  NumbersWriter,
  VerificationsWriter,
} from "@/lib/policy/numbers";
import type {
  ConfigRows,
  LargeRows,
  LargeTable,
  PolicyConfigRows,
  SmallConfigRows,
  Snapshot,
} from "./model";
import { compiling, readSettings, rowsById } from "./read-rows";

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

/** Compiles the policy alone. Throws `UnreadableRow`. */
export function buildPolicy(rows: PolicyConfigRows): CompiledPolicy {
  const builder = new SnapshotBuilder();
  builder.add({ table: "phone_number", rows: rows.phone_number });
  builder.add({ table: "verification_item", rows: rows.verification_item });
  return builder.finishPolicy(rows);
}

/**
 * Builds a snapshot without holding up calls: numbers and verifications are added a few thousand at a time, with the
 * event loop's turn between, then `finish` compiles the small tables (the large ones in its argument are not read).
 */
export class SnapshotBuilder {
  private readonly numbers = new NumbersWriter(emptyNumbers());
  private readonly verifications = new VerificationsWriter(emptyVerifications());

  add(part: LargeRows): void {
    compiling(() => {
      if (part.table === "phone_number") for (const row of part.rows) this.numbers.add(row);
      else for (const row of part.rows) this.verifications.add(row);
    });
  }

  finish(rows: SmallConfigRows, version: bigint): Snapshot {
    const tables = smallTables(rows);
    const credentials = rowsById("sip_credential", rows.sip_credential);
    const egressAddresses = [...rowsById("egress_address", rows.egress_address).values()];
    const policy = this.compile(rows, { ...tables, credentials });
    return { version, ...tables, credentials, egressAddresses, policy };
  }

  /** The policy alone, of rows without secrets. */
  finishPolicy(rows: Omit<PolicyConfigRows, LargeTable>): CompiledPolicy {
    const credentials = new Map(rows.sip_credential.map((row) => [row.id, row]));
    return this.compile(rows, { ...smallTables(rows), credentials });
  }

  private compile(
    rows: Pick<ConfigRows, "acl_entry">,
    tables: Omit<PolicyRows, "aclEntries">,
  ): CompiledPolicy {
    const numbers = this.numbers.finish();
    const verifications = this.verifications.finish();
    const aclEntries = rowsById("acl_entry", rows.acl_entry).values();
    return compiling(() => compilePolicy({ ...tables, aclEntries }, numbers, verifications));
  }
}

function smallTables(rows: Omit<PolicyConfigRows, LargeTable | "acl_entry" | "sip_credential">) {
  return {
    settings: readSettings(rows.platform_settings),
    carriers: rowsById("carrier", rows.carrier),
    trunks: rowsById("trunk", rows.trunk),
    gateways: rowsById("gateway", rows.gateway),
    coreEndpoints: rowsById("core_endpoint", rows.core_endpoint),
    coreSources: rowsById("core_source", rows.core_source),
    edgeProxies: rowsById("edge_proxy", rows.edge_proxy),
  };
}
