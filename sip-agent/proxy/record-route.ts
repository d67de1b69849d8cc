/** Our Record-Route values: one for each side of a call, each with its own sealed token. */
import type { SipMessage } from "@/lib/sip/message";
import { type NameAddr, parseNameAddr } from "@/lib/sip/name-addr";
import type { ParsedUri } from "@/lib/sip/sip-uri";
import type { TransportName } from "../transport/transport";
import type { Branch, Call } from "./call";
import { contactMarks } from "./contact-marks";
import type { ProxyContext } from "./proxy-context";
import {
  type DialogToken,
  sealDialogToken,
  shortId,
  type TokenBinding,
  type TokenHost,
  UNCHANGED,
} from "./token/dialog-token";

/** The longest URI of ours (sip-agent.md, Inside a dialog): carriers cut longer ones off. */
const LONGEST_URI = 200;

/**
 * The callee's Record-Route value for a branch: what stands in the INVITE that leaves. The core's own Record-Route
 * values, which a carrier must not see, travel inside. Null if they are too long to.
 */
export function calleeRecordRoute(
  context: ProxyContext,
  call: Call,
  branch: Branch,
): string | null {
  const { transport } = branch.destination;
  const known = call.calleeRoutes.get(transport);
  if (known !== undefined) return known;
  const { message, source, side } = call.received;
  const hides = side === "core";
  const token: DialogToken = {
    ...constantsOf(context, call, contactOf(message)),
    holder: "callee",
    side: call.calleeSide,
    ownUser: hides ? null : userMark(call, message.to),
    target: {
      kind: "source",
      transport: source.transport,
      hostPort: `${bracketed(source.address)}:${source.port}`,
    },
    fromHost: hides ? hostOf(context, call, message.from) : UNCHANGED,
    toHost: hides ? hostOf(context, call, message.to) : UNCHANGED,
    hiddenRoutes: hides ? message.values("Record-Route").map(uriIn) : [],
  };
  const binding = { callId: message.callId ?? "", callerTag: message.fromTag ?? "", calleeTag: "" };
  // Hosts that are too long to travel are not restored inside the dialog: tags alone make it (RFC 3261 §12).
  const value =
    recordRouteValue(context, token, binding, transport) ??
    recordRouteValue(
      context,
      { ...token, fromHost: UNCHANGED, toHost: UNCHANGED },
      binding,
      transport,
    );
  if (value !== null) call.calleeRoutes.set(transport, value);
  return value;
}

/**
 * The caller's Record-Route value for the dialog that this response makes. `downstream` are the values that the
 * callee's side put above ours: the core's are hidden from a carrier. Null if they are too long to. A later response
 * with another Contact makes a new one: the caller takes its route set from the 2xx (RFC 3261 §13.2.2.4).
 */
export function callerRecordRoute(
  context: ProxyContext,
  call: Call,
  branch: Branch,
  response: SipMessage,
  calleeTag: string,
  downstream: readonly string[],
): string | null {
  const contact = contactOf(response);
  const key = `${calleeTag}\0${response.contacts?.[0]?.uri ?? ""}`;
  const known = call.callerRoutes.get(key);
  if (known !== undefined) return known;
  const { message, source, side } = call.received;
  const token: DialogToken = {
    ...constantsOf(context, call, contact),
    holder: "caller",
    side,
    ownUser: side === "core" ? userMark(call, message.from) : null,
    target: { kind: "configured", shortId: shortId(branch.target.id) },
    fromHost: UNCHANGED,
    toHost: UNCHANGED,
    // The caller's route set is the reverse of what the response lists.
    hiddenRoutes: side === "carrier" ? downstream.map(uriIn).reverse() : [],
  };
  const binding = { callId: message.callId ?? "", callerTag: message.fromTag ?? "", calleeTag };
  const value = recordRouteValue(context, token, binding, source.transport);
  if (value !== null) call.callerRoutes.set(key, value);
  return value;
}

/** The core's end by its user part in From or To: who it may go on to be inside the dialog. */
function userMark(call: Call, party: NameAddr | null): string {
  return contactMarks(call.recordId, party?.parsedUri ?? null).user;
}

function contactOf(message: SipMessage): ParsedUri | null {
  return message.contacts?.[0]?.parsedUri ?? null;
}

function constantsOf(context: ProxyContext, call: Call, farContact: ParsedUri | null) {
  const { route, recordId } = call;
  return {
    direction: route.direction,
    carrier: shortId(route.carrierId),
    trunk: shortId(route.trunkId),
    recordId,
    issuedAtSec: Math.floor(context.wallMs / 1000),
    farContact: contactMarks(recordId, farContact),
  } as const;
}

function recordRouteValue(
  context: ProxyContext,
  token: DialogToken,
  binding: TokenBinding,
  transport: TransportName,
): string | null {
  const { signallingFqdn, sipPort } = context.snapshot().settings;
  const user = sealDialogToken(context.sealer, token, binding, signallingFqdn);
  if (user === null) return null;
  // UDP is what a URI without the parameter means.
  const parameter = transport === "udp" ? "" : `;transport=${transport}`;
  const uri = `sip:${user}@${signallingFqdn}:${sipPort}${parameter};lr`;
  return uri.length > LONGEST_URI ? null : `<${uri}>`;
}

/** `host[:port]` as it stands in the address's URI. */
function hostOf(context: ProxyContext, call: Call, party: NameAddr | null): TokenHost {
  const uri = party?.parsedUri;
  if (!party || uri?.kind !== "sip") return UNCHANGED;
  const trunk = context.snapshot().trunks.get(call.route.trunkId);
  const own = `${trunk?.fqdnLabel}.${context.snapshot().settings.signallingFqdn}`;
  if (uri.host === own) return { kind: "trunk-fqdn", port: uri.port };
  return { kind: "text", text: party.uri.slice(uri.hostStart, uri.hostEnd) };
}

function uriIn(value: string): string {
  return parseNameAddr(value)?.uri ?? value;
}

function bracketed(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

/** Record-Route values of a response that were added behind us. None if ours is not among them: then nobody recorded. */
export function downstreamOf(response: SipMessage, ours: string): readonly string[] {
  const values = response.values("Record-Route");
  const uri = uriIn(ours);
  const at = values.findIndex((value) => uriIn(value) === uri);
  return at < 0 ? [] : values.slice(0, at);
}
