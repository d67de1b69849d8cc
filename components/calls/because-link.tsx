// The stored row that made a rule say what it said, as a link to where it is kept.
import { TextLink } from "@/components/ui/text-link";

export interface BecauseLinkProps {
  table: string;
  id: string;
  carrierId: string | null;
}

function place({ table, id, carrierId }: BecauseLinkProps): { label: string; href: string } | null {
  const carrier = carrierId === null ? null : `/carriers/${carrierId}`;
  switch (table) {
    case "carrier":
      return { label: "the carrier", href: `/carriers/${id}` };
    case "trunk":
      return { label: "the trunk", href: `/trunks/${id}` };
    case "acl_entry":
      return carrier ? { label: "an ACL entry", href: carrier } : null;
    case "gateway":
      return carrier ? { label: "a gateway", href: carrier } : null;
    case "sip_credential":
      return carrier ? { label: "a SIP credential", href: carrier } : null;
    case "phone_number":
      return { label: "a number", href: carrier ? `${carrier}/numbers` : "/numbers" };
    case "verification_item":
      return { label: "a verification", href: "/verifications" };
    case "platform_settings":
      return { label: "the platform settings", href: "/settings" };
    case "core_endpoint":
      return { label: "a core endpoint", href: "/settings/network" };
    case "core_source":
      return { label: "a core source", href: "/settings/network" };
    case "edge_proxy":
    case "egress_address":
      return { label: "an address of ours", href: "/settings/network" };
    default:
      return null;
  }
}

export function BecauseLink(props: BecauseLinkProps) {
  const to = place(props);
  if (to === null) return <span>{`${props.table} ${props.id}`}</span>;
  return <TextLink href={to.href}>{to.label}</TextLink>;
}
