// What a configuration row is called on a page, from the rows that a decision was made from.
import { unreachable } from "@/lib/core/unreachable";
import type { RowRef } from "@/lib/policy/model";
import type { NamedRow } from "@/lib/schemas/call-check";
import { portalPath } from "@/lib/schemas/portal-path";
import type { PolicyConfigRows } from "@/lib/snapshot/model";

/** The row with its name, its carrier and the page that shows it. */
export function namedRow(rows: PolicyConfigRows, { table, id }: RowRef): NamedRow {
  const [label, carrierId] = labelOf(rows, { table, id }) ?? [`${table} ${id}`, null];
  return { table, id, label, carrierId, path: portalPath(table, id, carrierId) };
}

type Label = readonly [label: string, carrierId: string | null];

function labelOf(rows: PolicyConfigRows, { table, id }: RowRef): Label | null {
  const ofCarrier = (what: string, carrierId: string): Label => {
    const name = byId(rows.carrier, carrierId)?.name;
    return [name === undefined ? what : `${what} of ${name}`, carrierId];
  };
  switch (table) {
    case "platform_settings":
      return [`platform settings: ${rows.platform_settings.signallingFqdn}`, null];
    case "carrier":
      return named(byId(rows.carrier, id), (row) => [`carrier ${row.name}`, row.id]);
    case "trunk":
      return named(byId(rows.trunk, id), (row) => [`trunk ${row.name}`, row.carrierId]);
    case "acl_entry":
      return named(byId(rows.acl_entry, id), (row) =>
        ofCarrier(`ACL entry ${row.block}`, row.carrierId),
      );
    case "gateway":
      return named(byId(rows.gateway, id), (row) =>
        ofCarrier(`gateway ${place(row)}`, row.carrierId),
      );
    case "sip_credential":
      return named(byId(rows.sip_credential, id), (row) =>
        ofCarrier(`SIP credential ${row.username}`, row.carrierId),
      );
    case "phone_number":
      return named(byId(rows.phone_number, id), (row) => [
        `${row.kind === "byoc" ? "BYOC" : "Cradle"} number ${row.e164}`,
        row.carrierId,
      ]);
    case "verification_item":
      return named(byId(rows.verification_item, id), (row) =>
        ofCarrier(`verification${until(row.validUntilMs)} of ${row.e164}`, row.carrierId),
      );
    case "core_endpoint":
      return named(byId(rows.core_endpoint, id), (row) => [`core endpoint ${place(row)}`, null]);
    case "core_source":
      return named(byId(rows.core_source, id), (row) => [`core source ${row.block}`, null]);
    case "edge_proxy":
      return named(byId(rows.edge_proxy, id), (row) => [`edge proxy ${row.address}`, null]);
    case "egress_address":
      return null;
    default:
      return unreachable(table);
  }
}

function byId<Row extends { readonly id: string }>(rows: Iterable<Row>, id: string): Row | null {
  for (const row of rows) if (row.id === id) return row;
  return null;
}

function named<Row>(row: Row | null, label: (row: Row) => Label): Label | null {
  return row === null ? null : label(row);
}

function place({ host, port }: { readonly host: string; readonly port: number | null }): string {
  if (port === null) return host;
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

function until(ms: number | null): string {
  return ms === null ? "" : ` (until ${new Date(ms).toISOString()})`;
}
