// A snapshot back to rows, for a fresh copy on disk.

import { numberRows, verificationRows } from "@/lib/policy/numbers";
import { entriesOf } from "@/lib/policy/sources";
import type { ConfigRows, Snapshot } from "./model";

/**
 * The rows that build an equal snapshot. Numbers and verifications are generated as they are read, once: they need not
 * stand in memory together. Verifications whose number is gone are left out.
 */
export function rowsOf(snapshot: Snapshot): ConfigRows {
  const { numbers, verifications } = snapshot.policy;
  return {
    platform_settings: snapshot.settings,
    egress_address: snapshot.egressAddresses,
    core_endpoint: [...snapshot.coreEndpoints.values()],
    core_source: [...snapshot.coreSources.values()],
    edge_proxy: [...snapshot.edgeProxies.values()],
    carrier: [...snapshot.carriers.values()],
    acl_entry: [...entriesOf(snapshot.policy.sources)].flatMap(({ aclRow }) => aclRow ?? []),
    gateway: [...snapshot.gateways.values()],
    sip_credential: [...snapshot.credentials.values()],
    trunk: [...snapshot.trunks.values()],
    phone_number: numberRows(numbers),
    verification_item: verificationRows(numbers, verifications),
  };
}
