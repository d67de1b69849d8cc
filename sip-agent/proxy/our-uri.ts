/** URIs of ours that carry a token: at the signalling FQDN and the edge's port, never at one agent's address. */
import type { SipMessage } from "@/lib/sip/message";
import { DEFAULT_PORT } from "../transport/response-destination";
import type { TransportName } from "../transport/transport";
import type { ProxyContext } from "./proxy-context";
import type { ContactToken, DialogToken, TokenBinding } from "./token/dialog-token";
import { contextOfUser, sealContactToken, sealDialogToken } from "./token/sealed-token";

/** How a URI of ours is reached; `sips` in a call whose every hop is TLS (RFC 3261 §12.1.1, §16.6 step 4). */
export type Reach = TransportName | "sips";

/** `transport`, in a dialog whose Request-URIs are `sips:` as such. */
export function reachOf(request: SipMessage, transport: TransportName): Reach {
  const isSips = transport === "tls" && request.parsedRequestUri?.scheme === "sips";
  return isSips ? "sips" : transport;
}

/** The longest URI of ours (sip-agent.md, Inside a dialog): carriers cut longer ones off. */
const LONGEST_URI = 200;

/**
 * The URI for this token, without brackets; null if it would be too long. `suffix`: parameters behind the transport.
 * What was made is remembered, so that it need not be opened when it comes back.
 */
export function sealedUri(
  context: ProxyContext,
  token: DialogToken,
  binding: TokenBinding,
  transport: Reach,
  suffix: string,
): string | null {
  const { signallingFqdn } = context.snapshot().settings;
  const user = sealDialogToken(context.sealer, token, binding, signallingFqdn);
  const uri = user === null ? null : uriWith(context, user, transport, suffix);
  if (user !== null && uri !== null) {
    context.openedTokens.put(user, contextOfUser(user, binding), { kind: "dialog", token });
  }
  return uri;
}

/**
 * One token for both of a side's URIs: Record-Route's, which `;lr` marks, and the Contact's, whose Contact it names. Null
 * if either would be too long.
 */
export function sealedUris(
  context: ProxyContext,
  token: DialogToken,
  binding: TokenBinding,
  transport: Reach,
): { readonly route: string; readonly contact: string } | null {
  const route = sealedUri(context, token, binding, transport, LOOSE);
  return route === null ? null : { route, contact: route.slice(0, -LOOSE.length) };
}

/** What a Record-Route URI of ours ends in. */
export const LOOSE = ";lr";

/** Likewise of a Contact alone. */
export function sealedContactUri(
  context: ProxyContext,
  token: ContactToken,
  binding: TokenBinding,
  transport: Reach,
): string | null {
  const { signallingFqdn } = context.snapshot().settings;
  const user = sealContactToken(context.sealer, token, binding, signallingFqdn);
  const uri = user === null ? null : uriWith(context, user, transport, "");
  if (user !== null && uri !== null) {
    context.openedTokens.put(user, contextOfUser(user, binding), { kind: "contact", ...token });
  }
  return uri;
}

function uriWith(context: ProxyContext, user: string, reach: Reach, suffix: string): string | null {
  const { signallingFqdn, sipPort } = context.snapshot().settings;
  const isTls = reach === "tls" || reach === "sips";
  // The one port of the settings is that of UDP and TCP.
  const port = isTls ? tlsPort(context) : sipPort;
  // UDP is what a URI without the parameter means, and TLS what sips: does.
  const parameter = reach === "udp" || reach === "sips" ? "" : `;transport=${reach}`;
  const scheme = reach === "sips" ? "sips" : "sip";
  const uri = `${scheme}:${user}@${signallingFqdn}:${port}${parameter}${suffix}`;
  return uri.length > LONGEST_URI ? null : uri;
}

function tlsPort({ listeners }: ProxyContext): number {
  return listeners.find(({ transport }) => transport === "tls")?.port ?? DEFAULT_PORT.tls;
}
