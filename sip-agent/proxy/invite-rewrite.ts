/** The INVITE as it leaves for a target: toward a carrier, or toward the core. */

import type { HeaderPlan, Target } from "@/lib/policy/model";
import { H } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import { MessageEditor } from "@/lib/sip/message-editor";
import type { Branch, Call } from "./call";
import type { PlacesContext } from "./core-places";
import { keepOwnForwarders } from "./forwarders";
import { HEADERS_TOWARD_CARRIER } from "./headers-toward-carrier";
import { HEADERS_TOWARD_CORE } from "./headers-toward-core";
import { mapIdentityHosts, mapPartyHosts, ourHost } from "./rewrite-hosts";
import { askForTimer } from "./session-timer";
import { viaValue } from "./via";

/** What a trunk's settings say of headers, as a plan or a trunk's row has it. */
export type HeaderModes = Pick<
  HeaderPlan,
  "assertedIdentity" | "diversion" | "historyInfo" | "privacy"
>;

/** RFC 3261 §16.6 step 3. */
const FIRST_MAX_FORWARDS = 70;

/** Bytes of the INVITE for this branch, which has the values that the callee sees of us (see `calleeValues`). */
export function writeInvite(
  context: PlacesContext,
  call: Call,
  branch: Branch,
  branchId: string,
): Buffer {
  const { message } = call.received;
  const { headers } = call.route;
  const editor =
    call.calleeSide === "carrier"
      ? towardCarrier(context, call, branch.target, branch.contact)
      : towardCore(call);
  applyHeaderModes(editor, headers);
  askForTimer(editor, message);
  branch.sentFrom = editor.header(H.from) ?? "";
  branch.sentUri = requestUriOf(call, branch.target);
  return editor
    .replace(H.maxForwards, String(nextMaxForwards(message)))
    .remove(H.via)
    .setRequestUri(branch.sentUri)
    .prepend(H.recordRoute, branch.recordRoute)
    .prepend(H.via, viaValue(branch.destination.listener, branchId))
    .toBuffer();
}

/** The number at the target. */
function requestUriOf({ route, received }: Call, target: Target): string {
  return `${schemeOf(received.message)}:${route.bNumber}@${hostPort(target)};user=phone`;
}

/** One less than it came with; 70 if it came with none. */
export function nextMaxForwards(request: SipMessage): number {
  return request.maxForwards === null ? FIRST_MAX_FORWARDS : Math.max(0, request.maxForwards - 1);
}

/** Request-URI and To carry +E.164 at the gateway's host; nobody of the core is named. */
function towardCarrier(
  context: PlacesContext,
  call: Call,
  target: Target,
  contact: string | null,
): MessageEditor {
  const { route, received } = call;
  const host = bracketed(target.host);
  const scheme = schemeOf(received.message);
  const editor = new MessageEditor(received.message)
    .keepOnly(HEADERS_TOWARD_CARRIER)
    .remove(H.route)
    .remove(H.recordRoute)
    .replace(H.to, `<${scheme}:${route.bNumber}@${host};user=phone>`)
    .replace(H.contact, contact ?? []);
  const { policy } = context.snapshot();
  keepOwnForwarders(editor, policy, route.trunkId, context.wallMs);
  if (route.headers.identityHost !== null) {
    const map = ourHost(route.headers.identityHost);
    mapPartyHosts(context, editor, H.from, map);
    mapIdentityHosts(context, editor, map);
  }
  return editor;
}

/** From and To stay as the carrier wrote them; the core is told whose call it is. */
function towardCore(call: Call): MessageEditor {
  const { route, received } = call;
  const recordRoutes = received.message.lines(H.recordRoute);
  const editor = new MessageEditor(received.message).keepOnly(HEADERS_TOWARD_CORE).remove(H.route);
  if (recordRoutes.length > 0) {
    for (const value of [...recordRoutes].reverse()) editor.prepend(H.recordRoute, value);
  }
  const { cradle } = route.headers;
  if (cradle !== null) {
    editor
      .append("X-Cradle-Trunk", cradle.trunk)
      .append("X-Cradle-Customer", cradle.customer)
      .append("X-Cradle-Carrier", cradle.carrier);
  }
  return editor;
}

/** What was asked for by `sips:` goes on so: the policy routes it to TLS targets alone. */
function schemeOf(invite: SipMessage): "sip" | "sips" {
  return invite.parsedRequestUri?.scheme === "sips" ? "sips" : "sip";
}

/** Removes the headers that the trunk's settings keep from leaving. */
export function applyHeaderModes(editor: MessageEditor, plan: HeaderModes): void {
  if (plan.assertedIdentity === "remove") editor.remove(H.assertedIdentity);
  if (plan.diversion === "remove") editor.remove(H.diversion);
  if (plan.historyInfo === "remove") editor.remove(H.historyInfo);
  if (plan.privacy === "remove") editor.remove(H.privacy);
}

/** `host[:port]` of a target; the port stands there only where it was configured. */
export function hostPort(target: Pick<Target, "host" | "port">): string {
  const host = bracketed(target.host);
  return target.port === null ? host : `${host}:${target.port}`;
}

/** A host as it stands in a URI. */
export function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
