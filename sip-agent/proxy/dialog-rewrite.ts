/** A request inside a dialog as it leaves for the far side: hosts as that side knows them, nothing of ours in Route. */

import { H } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import { MessageEditor } from "@/lib/sip/message-editor";
import { parseNameAddr } from "@/lib/sip/name-addr";
import type { ParsedUri } from "@/lib/sip/sip-uri";
import type { Destination } from "../transport/transport";
import { findTargets, getTrunk } from "./configured";
import type { DialogRequest } from "./dialog-lookup";
import { isLooseRoute, routeUri, targetUri } from "./dialog-lookup";
import { HEADERS_TOWARD_CARRIER } from "./headers-toward-carrier";
import { HEADERS_TOWARD_CORE } from "./headers-toward-core";
import { bracketed, nextMaxForwards } from "./invite-rewrite";
import type { ProxyContext } from "./proxy-context";
import { mapIdentityHosts, mapPartyHosts, ourHost, ownNamesKept } from "./rewrite-hosts";
import { askForTimer } from "./session-timer";
import { keepAllowedHeaders, keepOwnIdentities, trunkIdOf } from "./shown-identity";
import { type DialogToken, shortId, type TokenHost } from "./token/dialog-token";
import { viaValue } from "./via";

/** Request-URI and Route values to send, and the URI that says where to. */
export interface Onward {
  readonly requestUri: string;
  readonly routes: readonly string[];
  readonly nextUri: ParsedUri | null;
}

/**
 * What goes on after our own Route value is taken off (RFC 3261 §16.4, §16.6 step 6). Toward the core the route set is
 * the one that the token hides, whatever else the carrier wrote; toward a carrier it is what the core wrote.
 */
export function onwardOf(dialog: DialogRequest): Onward {
  const { token, requestUri } = dialog;
  const routes =
    token.side === "carrier" ? token.hiddenRoutes.map((uri) => `<${uri}>`) : dialog.routes;
  const [first, ...others] = routes;
  if (first === undefined) return { requestUri, routes, nextUri: targetUri(requestUri) };
  const nextUri = routeUri(first);
  if (isLooseRoute(first)) return { requestUri, routes, nextUri };
  // A strict router wants itself in the Request-URI, and the target at the end of the route.
  const uri = parseNameAddr(first)?.uri ?? requestUri;
  return { requestUri: uri, routes: [...others, `<${requestUri}>`], nextUri };
}

/** Header values that the far side sees in the place of the sender's. */
export interface ShownHeaders {
  /** As `contactOfRequest` says: null for none toward a carrier, and for the sender's own toward the core. */
  readonly contact: string | null;
  /** Of a REFER. */
  readonly referTo: string | null;
}

export const NOTHING_SHOWN: ShownHeaders = { contact: null, referTo: null };

/** Bytes of the request as it leaves. */
export function writeDialogRequest(
  context: ProxyContext,
  request: SipMessage,
  dialog: DialogRequest,
  onward: Onward,
  destination: Destination,
  carrierId: string,
  branchId: string,
  { contact, referTo }: ShownHeaders,
): Buffer {
  const towardCarrier = dialog.token.side === "core";
  const editor = new MessageEditor(request)
    .keepOnly(towardCarrier ? HEADERS_TOWARD_CARRIER : HEADERS_TOWARD_CORE)
    .remove(H.via)
    .remove(H.route)
    .remove(H.recordRoute);
  if (onward.requestUri !== request.requestUri) editor.setRequestUri(onward.requestUri);
  if (contact !== null) editor.replace(H.contact, contact);
  if (referTo !== null) editor.append("Refer-To", referTo);
  if (towardCarrier) showCarrierHosts(context, editor, dialog, carrierId);
  else showCoreHosts(context, editor, dialog);
  askForTimer(editor, request);
  if (onward.routes.length > 0) editor.prepend(H.route, onward.routes.join(", "));
  return editor
    .replace(H.maxForwards, String(nextMaxForwards(request)))
    .prepend(H.via, viaValue(destination.listener, branchId))
    .toBuffer();
}

/** From and To as the carrier's leg of the call has them. */
function showCarrierHosts(
  context: ProxyContext,
  editor: MessageEditor,
  { token }: DialogRequest,
  carrierId: string,
): void {
  const snapshot = context.snapshot();
  const fqdn = snapshot.settings.signallingFqdn;
  const identity = ourHost(fqdn);
  keepOwnIdentities(context, editor, trunkIdOf(context, token), token);
  mapIdentityHosts(context, editor, identity);
  if (token.direction === "termination") {
    mapPartyHosts(context, editor, H.from, ownNamesKept(fqdn));
    return;
  }
  mapPartyHosts(context, editor, H.from, identity);
  const { target } = token;
  if (target.kind !== "configured") return;
  const answered = findTargets(snapshot, "carrier", carrierId).find(
    ({ id }) => shortId(id) === target.shortId,
  );
  if (answered !== undefined) mapPartyHosts(context, editor, H.to, () => bracketed(answered.host));
}

/** From and To as the core's leg has them: the callee's From was the INVITE's To, and the other way round. */
function showCoreHosts(
  context: ProxyContext,
  editor: MessageEditor,
  { token }: DialogRequest,
): void {
  const from = hostText(context, token, token.toHost);
  const to = hostText(context, token, token.fromHost);
  keepAllowedHeaders(context, editor, trunkIdOf(context, token));
  if (from !== null) editor.mapUriHosts(H.from, () => from);
  if (to !== null) editor.mapUriHosts(H.to, () => to);
}

/** Null where nothing is to be restored. */
function hostText(context: ProxyContext, token: DialogToken, host: TokenHost): string | null {
  switch (host.kind) {
    case "unchanged":
      return null;
    case "text":
      return host.text;
    case "trunk-fqdn": {
      const snapshot = context.snapshot();
      const trunk = getTrunk(snapshot, token.trunk);
      if (trunk === null) return null;
      const name = `${trunk.fqdnLabel}.${snapshot.settings.signallingFqdn}`;
      return host.port === null ? name : `${name}:${host.port}`;
    }
  }
}
