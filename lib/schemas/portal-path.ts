// Where in the portal a stored row is kept: pages, mails and the REST interface link to the same place.

/** Path of the page that shows a row of `table`; null where none does. `carrierId`: whose the row is, if a carrier's. */
export function portalPath(table: string, id: string, carrierId: string | null): string | null {
  const carrier = carrierId === null ? null : `/carriers/${carrierId}`;
  switch (table) {
    case "carrier":
      return `/carriers/${id}`;
    case "trunk":
      return `/trunks/${id}`;
    case "acl_entry":
    case "gateway":
    case "sip_credential":
      return carrier;
    case "phone_number":
      return carrier ? `${carrier}/numbers` : "/numbers";
    case "verification_item":
      return "/verifications";
    case "platform_settings":
      return "/settings";
    case "carrier_notice":
      return `/settings/notices/${id}`;
    case "core_endpoint":
    case "core_source":
    case "edge_proxy":
    case "egress_address":
      return "/settings/network";
    default:
      return null;
  }
}
