/** A response as it goes back: the asker's own Vias, From and To, and only the headers that may leave to that side. */

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
    .remove("Via")
    .remove("Route")
    .remove("Record-Route")
    .replace("From", message.header("From") ?? "")
    .replace("To", toWithTag(message, response));
  if (contact !== null && response.status < 300) editor.replace("Contact", contact);
  else if (response.status >= 300) editor.remove("Contact");
  if (side === "carrier") {
    keepOwnIdentities(context, editor, trunkId, null);
    mapIdentityHosts(editor, ourHost(context.snapshot().settings.signallingFqdn));
  } else keepAllowedHeaders(context, editor, trunkId);
  leaveTimerToAsker(editor, response, message);
  for (const value of [...recordRoutes].reverse()) editor.prepend("Record-Route", value);
  for (const value of [...vias].reverse()) editor.prepend("Via", value);
  return editor.toBuffer();
}

/** To as it was asked, with the tag that the answer gave it. */
function toWithTag(request: SipMessage, response: SipMessage): string {
  const value = request.header("To") ?? "";
  const tag = response.toTag;
  return request.toTag !== null || tag === null ? value : `${value};tag=${tag}`;
}
