// What an audit event is about, as a link to the page where it is shown.
import { TextLink } from "@/components/ui/text-link";

export interface AuditSubjectProps {
  entityTable: string;
  entityId: string;
  carrierId: string | null;
  customerId: string | null;
  trunkId: string | null;
}

/** `acl_entry` is an "ACL entry". */
function tableWords(table: string): string {
  return table.replaceAll("_", " ").replace(/^acl|^sip|^api/, (start) => start.toUpperCase());
}

function pageOf(props: AuditSubjectProps): string | null {
  if (props.trunkId !== null) return `/trunks/${props.trunkId}`;
  if (props.carrierId !== null) return `/carriers/${props.carrierId}`;
  if (props.customerId !== null) return `/customers/${props.customerId}`;
  switch (props.entityTable) {
    case "platform_settings":
      return "/settings";
    case "egress_address":
    case "core_endpoint":
    case "core_source":
    case "edge_proxy":
    case "lab_network":
      return "/settings/network";
    case "carrier_template":
      return "/settings/templates";
    case "tax_rate":
      return "/settings/quoting";
    case "staff_user":
      return "/settings/staff";
    default:
      return null;
  }
}

export function AuditSubject(props: AuditSubjectProps) {
  const words = tableWords(props.entityTable);
  const page = pageOf(props);
  return page === null ? words : <TextLink href={page}>{words}</TextLink>;
}
