/** Reads a request's Route and Request-URI for tokens of ours, and what is left of them to go on (RFC 3261 §16.4). */
import { H } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import { parseNameAddr } from "@/lib/sip/name-addr";
import { type ParsedUri, parseUri } from "@/lib/sip/sip-uri";
import type { ProxyContext } from "./proxy-context";
import type { DialogToken, OpenedToken } from "./token/dialog-token";
import { bindingOf, contextOfUser, openDialogToken } from "./token/sealed-token";

/** A request of a dialog that passed through us. */
export interface DialogRequest {
  readonly token: DialogToken;
  /** The far side's current target: its Contact if a token of ours said so, else what is written there. */
  readonly requestUri: string;
  /** `requestUri` is the far side's own word, and not its peer's. */
  readonly isSealed: boolean;
  /** Route values that are left, ours taken off. */
  readonly routes: readonly string[];
}

/**
 * Finds our tokens in the topmost Route, in the Request-URI (our Contact, or our Record-Route put there by a strict
 * router), or in both. Null if there is none that opens for this Call-ID and these tags, if they are of two calls, or if
 * nothing is left to send the request to.
 */
export function findDialog(context: ProxyContext, request: SipMessage): DialogRequest | null {
  const { callId, fromTag, toTag } = request;
  if (callId === null || fromTag === null || toTag === null) return null;
  const routes = request.values(H.route);
  const topRoute = request.topRoute?.parsedUri ?? null;
  const fromRoute = openUri(context, request, topRoute);
  const fromUri = openUri(context, request, request.parsedRequestUri);
  const token = dialogOf(fromRoute) ?? dialogOf(fromUri);
  if (token === null) return null;
  const left = fromRoute === null ? routes : routes.slice(1);
  if (fromUri === null) {
    // Who ignores our Record-Route may still put our Contact into Route.
    const contact = fromRoute === null ? null : contactOf(fromRoute, topRoute);
    if (contact !== null) return { token, requestUri: contact, isSealed: true, routes: left };
    return { token, requestUri: request.requestUri, isSealed: false, routes: left };
  }
  if (recordIdOf(fromUri) !== token.recordId) return null;
  // A strict router may have left our Contact as the only Route value.
  const inRoute = fromRoute !== null && left.length === 0 ? contactOf(fromRoute, topRoute) : null;
  const contact = contactOf(fromUri, request.parsedRequestUri) ?? inRoute;
  if (contact !== null) return { token, requestUri: contact, isSealed: true, routes: left };
  // §16.4: the last Route value is what the Request-URI was before a strict router wrote ours there.
  const last = left.at(-1);
  const target = last === undefined ? null : parseNameAddr(last);
  if (target === null) return null;
  const fromLast = openUri(context, request, target.parsedUri);
  const hidden = fromLast === null ? null : contactOf(fromLast, target.parsedUri);
  if (fromLast !== null && recordIdOf(fromLast) !== token.recordId) return null;
  return {
    token,
    requestUri: hidden ?? target.uri,
    isSealed: hidden !== null,
    routes: left.slice(0, -1),
  };
}

function dialogOf(opened: OpenedToken | null): DialogToken | null {
  return opened?.kind === "dialog" ? opened.token : null;
}

/**
 * The Contact that a URI of ours stands for. Our Record-Route, which has `lr`, stands for none: its token may be the
 * Contact's, but stays the same when that is refreshed.
 */
function contactOf(opened: OpenedToken, uri: ParsedUri | null): string | null {
  if (opened.kind === "contact") return opened.contact;
  return uri !== null && isLoose(uri) ? null : opened.token.contact;
}

function isLoose(uri: ParsedUri): boolean {
  return uri.kind === "sip" && uri.params.some(({ name }) => name === "lr");
}

function recordIdOf(opened: OpenedToken): string {
  return opened.kind === "dialog" ? opened.token.recordId : opened.recordId;
}

function uriOf(value: string): ParsedUri | null {
  return parseNameAddr(value)?.parsedUri ?? null;
}

/** No token of ours is shorter than this, and hardly a user part of others as long. */
const SHORTEST_USER = 40;

function openUri(
  context: ProxyContext,
  request: SipMessage,
  uri: ParsedUri | null,
): OpenedToken | null {
  if (uri?.kind !== "sip" || uri.user === null || uri.user.length < SHORTEST_USER) return null;
  const { user } = uri;
  const binding = bindingOf(user, {
    callId: request.callId ?? "",
    fromTag: request.fromTag ?? "",
    toTag: request.toTag ?? "",
  });
  if (binding === null) return null;
  const bound = contextOfUser(user, binding);
  const known = context.openedTokens.get(user, bound);
  if (known !== null) return known;
  const { signallingFqdn } = context.snapshot().settings;
  const opened = openDialogToken(context.sealer, user, binding, signallingFqdn);
  if (opened !== null) context.openedTokens.put(user, bound, opened);
  return opened;
}

/** True if the URI asks for loose routing (RFC 3261 §19.1.1, `lr`). */
export function isLooseRoute(value: string): boolean {
  const uri = uriOf(value);
  return uri !== null && isLoose(uri);
}

/** The URI of a Route value, parsed; null if it is malformed. */
export function routeUri(value: string): ParsedUri | null {
  return uriOf(value);
}

/** A Request-URI or Contact, parsed. */
export function targetUri(text: string): ParsedUri | null {
  return parseUri(text);
}
