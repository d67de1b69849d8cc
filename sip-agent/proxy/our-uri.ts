/** URIs of ours that carry a token: at the signalling FQDN and the edge's port, never at one agent's address. */
import type { TransportName } from "../transport/transport";
import type { ProxyContext } from "./proxy-context";
import type { ContactToken, DialogToken, TokenBinding } from "./token/dialog-token";
import { sealContactToken, sealDialogToken } from "./token/sealed-token";

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
  transport: TransportName,
  suffix: string,
): string | null {
  const { signallingFqdn } = context.snapshot().settings;
  const user = sealDialogToken(context.sealer, token, binding, signallingFqdn);
  const uri = user === null ? null : uriWith(context, user, transport, suffix);
  if (user !== null && uri !== null) {
    context.openedTokens.put(user, binding, { kind: "dialog", token });
  }
  return uri;
}

/** Likewise of a Contact alone. */
export function sealedContactUri(
  context: ProxyContext,
  token: ContactToken,
  binding: TokenBinding,
  transport: TransportName,
): string | null {
  const { signallingFqdn } = context.snapshot().settings;
  const user = sealContactToken(context.sealer, token, binding, signallingFqdn);
  const uri = user === null ? null : uriWith(context, user, transport, "");
  if (user !== null && uri !== null) {
    context.openedTokens.put(user, binding, { kind: "contact", ...token });
  }
  return uri;
}

function uriWith(
  context: ProxyContext,
  user: string,
  transport: TransportName,
  suffix: string,
): string | null {
  const { signallingFqdn, sipPort } = context.snapshot().settings;
  // UDP is what a URI without the parameter means.
  const parameter = transport === "udp" ? "" : `;transport=${transport}`;
  const uri = `sip:${user}@${signallingFqdn}:${sipPort}${parameter}${suffix}`;
  return uri.length > LONGEST_URI ? null : uri;
}
