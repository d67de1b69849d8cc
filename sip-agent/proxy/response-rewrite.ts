/** A response as it goes back: the asker's own Vias, From and To, and only the headers that may leave to that side. */

import { H } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import { MessageEditor } from "@/lib/sip/message-editor";
import type { Received } from "./call";
import { HEADERS_TOWARD_CARRIER } from "./headers-toward-carrier";
import { HEADERS_TOWARD_CORE } from "./headers-toward-core";
import type { ProxyContext } from "./proxy-context";
import { mapIdentityHosts, ourHost } from "./rewrite-hosts";
import { leaveTimerToAsker } from "./session-timer";
import { keepAllowedHeaders, keepOwnIdentities } from "./shown-identity";

/**
 * Bytes of the response for the side that asked. `recordRoutes` are all that it shall see, topmost first; none for a
 * request inside a dialog, whose route set is fixed. `trunkId`: the call's trunk, which says what a carrier may see.
 * `contact` stands in the place of the far side's; null: a carrier sees none, the core that of a provisional response or
 * a 2xx as it is. Nobody is told by a refusal where else to call.
 */
export function writeResponse(
  context: ProxyContext,
  response: SipMessage,
  received: Received,
  recordRoutes: readonly string[],
  trunkId: string,
  contact: string | null,
): Buffer {
  const { message, side, vias } = received;
  const editor = new MessageEditor(response)
    .keepOnly(side === "carrier" ? HEADERS_TOWARD_CARRIER : HEADERS_TOWARD_CORE)
    .remove(H.via)
    .remove(H.route)
    .remove(H.recordRoute)
    .replace(H.from, message.header(H.from) ?? "")
    .replace(H.to, toWithTag(message, response));
  if (contact !== null && response.status < 300) editor.replace(H.contact, contact);
  else if (response.status >= 300) editor.remove(H.contact);
  if (side === "carrier") {
    keepOwnIdentities(context, editor, trunkId, null);
    mapIdentityHosts(context, editor, ourHost(context.snapshot().settings.signallingFqdn));
  } else keepAllowedHeaders(context, editor, trunkId);
  leaveTimerToAsker(editor, response, message);
  for (let at = recordRoutes.length - 1; at >= 0; at--) {
    editor.prepend(H.recordRoute, recordRoutes[at] ?? "");
  }
  for (let at = vias.length - 1; at >= 0; at--) editor.prepend(H.via, vias[at] ?? "");
  return editor.toBuffer();
}

/** To as it was asked, with the tag that the answer gave it. */
function toWithTag(request: SipMessage, response: SipMessage): string {
  const value = request.header(H.to) ?? "";
  const tag = response.toTag;
  return request.toTag !== null || tag === null ? value : `${value};tag=${tag}`;
}
