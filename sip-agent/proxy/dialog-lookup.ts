/** Reads a request's Route and Request-URI for a token of ours, and what is left of them to go on (RFC 3261 §16.4). */
import type { SipMessage } from "@/lib/sip/message";
import { parseNameAddr } from "@/lib/sip/name-addr";
import { type ParsedUri, parseUri } from "@/lib/sip/sip-uri";
import type { ProxyContext } from "./proxy-context";
import { type DialogToken, openDialogToken } from "./token/dialog-token";

/** A request of a dialog that passed through us. */
export interface DialogRequest {
  readonly token: DialogToken;
  /** The far side's current target. */
  readonly requestUri: string;
  /** Route values that are left, ours taken off. */
  readonly routes: readonly string[];
}

/**
 * Finds our token in the topmost Route, in the Request-URI (a strict router put it there), or in both. Null if there is
 * none that opens for this Call-ID and these tags, or nothing is left to send the request to.
 */
export function findDialog(context: ProxyContext, request: SipMessage): DialogRequest | null {
  const { callId, fromTag, toTag } = request;
  if (callId === null || fromTag === null || toTag === null) return null;
  const routes = request.values("Route");
  const top = routes[0];
  const fromRoute = top === undefined ? null : openUri(context, request, uriOf(top));
  const fromUri = openUri(context, request, request.parsedRequestUri);
  const token = fromRoute ?? fromUri;
  if (token === null) return null;
  const left = fromRoute === null ? routes : routes.slice(1);
  if (fromUri === null) return { token, requestUri: request.requestUri, routes: left };
  // §16.4: the last Route value is what the Request-URI was before a strict router wrote ours there.
  const last = left.at(-1);
  const target = last === undefined ? null : parseNameAddr(last);
  if (target === null) return null;
  return { token, requestUri: target.uri, routes: left.slice(0, -1) };
}

function uriOf(value: string): ParsedUri | null {
  return parseNameAddr(value)?.parsedUri ?? null;
}

function openUri(
  context: ProxyContext,
  request: SipMessage,
  uri: ParsedUri | null,
): DialogToken | null {
  if (uri?.kind !== "sip" || uri.user === null) return null;
  const dialog = {
    callId: request.callId ?? "",
    fromTag: request.fromTag ?? "",
    toTag: request.toTag ?? "",
  };
  const binding = `${dialog.callId}\0${dialog.fromTag}\0${dialog.toTag}`;
  const known = context.openedTokens.get(uri.user, binding);
  if (known !== null) return known;
  const domain = context.snapshot().settings.signallingFqdn;
  const token = openDialogToken(context.sealer, uri.user, dialog, domain);
  if (token !== null) context.openedTokens.put(uri.user, binding, token);
  return token;
}

/** True if the URI asks for loose routing (RFC 3261 §19.1.1, `lr`). */
export function isLooseRoute(value: string): boolean {
  const uri = uriOf(value);
  return uri?.kind === "sip" && uri.params.some((param) => param.name === "lr");
}

/** The URI of a Route value, parsed; null if it is malformed. */
export function routeUri(value: string): ParsedUri | null {
  return uriOf(value);
}

/** A Request-URI or Contact, parsed. */
export function targetUri(text: string): ParsedUri | null {
  return parseUri(text);
}
