// The stored row that made a rule say what it said, as a link to where it is kept.
import type { Route } from "next";
import { TextLink } from "@/components/ui/text-link";
import { portalPath } from "@/lib/schemas/portal-path";

export interface BecauseLinkProps {
  table: string;
  id: string;
  carrierId: string | null;
  /** What the row is called, where that is known. */
  label?: string | undefined;
}

const LABELS: Readonly<Record<string, string>> = {
  carrier: "the carrier",
  trunk: "the trunk",
  acl_entry: "an ACL entry",
  gateway: "a gateway",
  sip_credential: "a SIP credential",
  phone_number: "a number",
  verification_item: "a verification",
  platform_settings: "the platform settings",
  core_endpoint: "a core endpoint",
  core_source: "a core source",
  edge_proxy: "an edge proxy of ours",
  egress_address: "an egress address of ours",
};

export function BecauseLink({ table, id, carrierId, label }: BecauseLinkProps) {
  const path = portalPath(table, id, carrierId);
  const words = label ?? LABELS[table] ?? `${table} ${id}`;
  if (path === null) return <span>{words}</span>;
  return <TextLink href={path as Route}>{words}</TextLink>;
}
