/** What each side of a new call sees of us in Record-Route and Contact: its own URIs, each with its own sealed token. */
import { H } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import { type NameAddr, parseNameAddr } from "@/lib/sip/name-addr";
import type { Branch, Call } from "./call";
import { userMark } from "./contact-marks";
import { shownContactParams } from "./contact-params";
import { hideContact } from "./hidden-contact";
import { hostOf } from "./leg-hosts";
import { LOOSE, type Reach, reachOf, sealedUri, sealedUris } from "./our-uri";
import type { ProxyContext } from "./proxy-context";
import { sourcePlace } from "./source-place";
import { type DialogToken, shortId, type TokenBinding, UNCHANGED } from "./token/dialog-token";

/** Header values for one side. */
export interface OurValues {
  readonly recordRoute: string;
  /** In the place of the core's Contact; null toward the core, which sees the carrier's own. */
  readonly contact: string | null;
}

/** Kept for one call: more dialogs and Contacts than a fork of telephones has. */
const MOST_CALLER_VALUES = 32;
const MOST_TRANSPORTS = 3;

/** What does not fit into a token, and so cannot be hidden. */
export type TooLong = "route-set" | "contact";

/**
 * The callee's values for a branch: what stands in the INVITE that leaves. The core's own Record-Route values and its
 * Contact, which a carrier must not see, travel inside.
 */
export function calleeValues(
  context: ProxyContext,
  call: Call,
  branch: Branch,
): OurValues | TooLong {
  const { transport } = branch.destination;
  const known = call.calleeValues.get(transport);
  if (known !== undefined) return known;
  const { message, source, side } = call.received;
  const contact = message.contacts?.[0] ?? null;
  const hides = side === "core";
  const token: DialogToken = {
    direction: call.route.direction,
    carrier: shortId(call.route.carrierId),
    trunk: shortId(call.route.trunkId),
    recordId: call.recordId,
    issuedAtSec: Math.floor(context.wallMs / 1000),
    holder: "callee",
    side: call.calleeSide,
    farUser: hides ? null : userMark(call.recordId, contact?.parsedUri ?? null),
    ownUser: hides ? null : userMark(call.recordId, message.to?.parsedUri ?? null),
    target: sourcePlace(message, source),
    fromHost: hides ? hostOf(context, call.route.trunkId, message.from) : UNCHANGED,
    toHost: hides ? hostOf(context, call.route.trunkId, message.to) : UNCHANGED,
    hiddenRoutes: hides ? message.values(H.recordRoute).map(uriIn) : [],
    contact: null,
  };
  const binding = {
    callId: message.callId ?? "",
    callerTag: message.fromTag ?? "",
    calleeTag: null,
  };
  const values = valuesOf(
    context,
    token,
    hides ? contact : null,
    binding,
    reachOf(message, transport),
  );
  if (typeof values !== "string") {
    call.calleeValues.set(transport, values, MOST_TRANSPORTS);
  }
  return values;
}

/**
 * The caller's values for the dialog that this response makes. `downstream` are the Record-Route values that the callee's
 * side put above ours: the core's are hidden from a carrier, and so is its Contact. A later response with another Contact
 * has new ones: the caller takes its route set from the 2xx (RFC 3261 §13.2.2.4).
 */
export function callerValues(
  context: ProxyContext,
  call: Call,
  branch: Branch,
  response: SipMessage,
  calleeTag: string,
  downstream: readonly string[],
): OurValues | TooLong {
  const contact = response.contacts?.[0] ?? null;
  const key = `${calleeTag}\0${contact?.uri ?? ""}`;
  const known = call.callerValues.get(key);
  if (known !== undefined) return known;
  const { message, source, side } = call.received;
  const hides = side === "carrier";
  const token: DialogToken = {
    direction: call.route.direction,
    carrier: shortId(call.route.carrierId),
    trunk: shortId(call.route.trunkId),
    recordId: call.recordId,
    issuedAtSec: Math.floor(context.wallMs / 1000),
    holder: "caller",
    side,
    farUser: hides ? null : userMark(call.recordId, contact?.parsedUri ?? null),
    ownUser: hides ? null : userMark(call.recordId, message.from?.parsedUri ?? null),
    target: { kind: "configured", shortId: shortId(branch.target.id) },
    fromHost: UNCHANGED,
    toHost: UNCHANGED,
    // The caller's route set is the reverse of what the response lists.
    hiddenRoutes: hides ? downstream.map(uriIn).reverse() : [],
    contact: null,
  };
  const binding = { callId: message.callId ?? "", callerTag: message.fromTag ?? "", calleeTag };
  const values = valuesOf(
    context,
    token,
    hides ? contact : null,
    binding,
    reachOf(message, source.transport),
  );
  if (typeof values !== "string") {
    // A callee that rings under ever another Contact costs sealing, and no memory.
    call.callerValues.set(key, values, MOST_CALLER_VALUES);
  }
  return values;
}

function valuesOf(
  context: ProxyContext,
  token: DialogToken,
  contact: NameAddr | null,
  binding: TokenBinding,
  transport: Reach,
): OurValues | TooLong {
  if (contact !== null) {
    const both = sealedUris(context, withContact(token, contact.uri), binding, transport);
    if (both !== null) {
      const shown = `<${both.contact}>${shownContactParams(contact)}`;
      return { recordRoute: `<${both.route}>`, contact: shown };
    }
  }
  // Hosts that are too long to travel are not restored inside the dialog: tags alone make it (RFC 3261 §12).
  const uri =
    sealedUri(context, token, binding, transport, LOOSE) ??
    sealedUri(
      context,
      { ...token, fromHost: UNCHANGED, toHost: UNCHANGED },
      binding,
      transport,
      LOOSE,
    );
  if (uri === null) return "route-set";
  if (contact === null) return { recordRoute: `<${uri}>`, contact: null };
  const hidden = hideContact(context, token, contact, binding, transport);
  return hidden === null ? "contact" : { recordRoute: `<${uri}>`, contact: hidden };
}

/** Written out: a spread of this size makes a slow dictionary. */
function withContact(token: DialogToken, contact: string): DialogToken {
  return {
    direction: token.direction,
    carrier: token.carrier,
    trunk: token.trunk,
    recordId: token.recordId,
    issuedAtSec: token.issuedAtSec,
    holder: token.holder,
    side: token.side,
    farUser: token.farUser,
    ownUser: token.ownUser,
    target: token.target,
    fromHost: token.fromHost,
    toHost: token.toHost,
    hiddenRoutes: token.hiddenRoutes,
    contact,
  };
}

function uriIn(value: string): string {
  return parseNameAddr(value)?.uri ?? value;
}

/** Record-Route values of a response that were added behind us. None if ours is not among them: then nobody recorded. */
export function downstreamOf(response: SipMessage, ours: string): readonly string[] {
  const values = response.values(H.recordRoute);
  // As a rule it comes back as it went; else it is known by its URI.
  let at = values.indexOf(ours);
  if (at < 0) {
    const uri = uriIn(ours);
    at = values.findIndex((value) => uriIn(value) === uri);
  }
  return at < 0 ? [] : values.slice(0, at);
}
