/** Hosts in the headers that say who calls: ours toward a carrier, and back again; user parts stay byte for byte. */
import { H } from "@/lib/sip/header-name";
import type { MapHost, MessageEditor } from "@/lib/sip/message-editor";
import { ANONYMOUS_HOST } from "@/lib/sip/policy-facts";
import { coreNamedBy, type PlacesContext } from "./core-places";
import { hideCore, hideFreeText, hidePlaces } from "./hide-places";

/** Headers besides From that name a caller or a diverting party. */
const IDENTITY_HEADERS = [H.assertedIdentity, H.diversion, H.historyInfo, H.referredBy];

/** Every host becomes `fqdn`, save that of an anonymous caller. */
export function ourHost(fqdn: string): MapHost {
  return (host, port) =>
    host === ANONYMOUS_HOST || (host === fqdn && port === null) ? null : fqdn;
}

/** As `ourHost`, but names below `fqdn` stay: the leg already knows them. */
export function ownNamesKept(fqdn: string): MapHost {
  const all = ourHost(fqdn);
  return (host, port) => (host.endsWith(`.${fqdn}`) ? null : all(host, port));
}

/**
 * Writes hosts of P-Asserted-Identity and its like as a carrier may see them, and takes out what else could name a place of
 * the core; From is the caller's business, since it hangs on the dialog.
 */
export function mapIdentityHosts(
  context: PlacesContext,
  editor: MessageEditor,
  map: MapHost,
): void {
  for (const id of IDENTITY_HEADERS) {
    if (editor.message.has(id)) mapPartyHosts(context, editor, id, map);
  }
  const namesCore = coreNamedBy(context);
  hideFreeText(editor, namesCore);
  hideCore(editor, namesCore);
}

/** Likewise of one header. */
export function mapPartyHosts(
  context: PlacesContext,
  editor: MessageEditor,
  id: number,
  map: MapHost,
): void {
  hidePlaces(editor, id, coreNamedBy(context));
  editor.mapUriHosts(id, map);
}
