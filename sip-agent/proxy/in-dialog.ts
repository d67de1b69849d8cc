/** Requests inside a dialog: routed by their token, not decided anew. */

import { buildTrying, type HeaderLine } from "@/lib/sip/build-response";
import type { SipMessage } from "@/lib/sip/message";
import type { PackedAddress } from "@/lib/telephony/packed-address";
import type { Destination } from "../transport/transport";
import { Relay, type ServerTx } from "./call";
import { getCarrierId } from "./configured";
import { type DialogRequest, findDialog, targetUri } from "./dialog-lookup";
import {
  NOTHING_SHOWN,
  type Onward,
  onwardOf,
  type ShownHeaders,
  writeDialogRequest,
} from "./dialog-rewrite";
import { contactOfRequest } from "./hidden-contact";
import { bracketed } from "./invite-rewrite";
import { statelessBranch } from "./late-answer";
import { isLiveDialog, withKnownContact } from "./live-dialog";
import { farSide, nextHop } from "./next-hop";
import type { ProxyContext } from "./proxy-context";
import { isDialogMethod, isStrayNotify, judgeRefer } from "./refer";
import { ALLOW, toTagOf, writeRefusal } from "./refusal";
import { type KnownRequest, receivedOf } from "./request-in";
import { requireWritable } from "./require-parsed";
import { mayBeFrom } from "./shown-identity";
import { isKnownOn } from "./source-lookup";
import { tooLongAlert } from "./too-long";

/** A request whose dialog is known, with where it goes. */
interface Routed {
  readonly dialog: DialogRequest;
  readonly carrierId: string;
  readonly onward: Onward;
  readonly destination: Destination;
}

const METHOD_REFUSAL = [405, "The method is not allowed inside a dialog"] as const;
const ROUTE_REFUSALS = {
  404: "The far side is gone",
  481: "Call/Transaction Does Not Exist",
} as const;

/** What the token and the sender's address make of a request; otherwise the status of the refusal. */
function route(
  context: ProxyContext,
  message: SipMessage,
  address: PackedAddress,
): Routed | 404 | 481 {
  const dialog = findDialog(context, message);
  if (dialog === null) return 481;
  const { token } = dialog;
  const carrierId = getCarrierId(context.snapshot(), token.carrier);
  if (carrierId === null) return 481;
  // A token is worth something only in the hands of the side that it was made for.
  if (!isKnownOn(context, token.side, carrierId, address)) return 481;
  if (!isLiveDialog(context, message, dialog)) return 481;
  const aimed = withKnownContact(context, dialog);
  const onward = onwardOf(aimed);
  const bytes = message.bytes.length;
  const destination = nextHop(context, aimed, onward.nextUri, carrierId, bytes);
  if (destination === null) return 404;
  const routed = { dialog: aimed, carrierId, onward, destination };
  if (token.side === "core" || aimed.isSealed) return routed;
  // A proxy of the core would go by what the carrier wrote: it names nobody there but who gets the request.
  const requestUri = placedAt(aimed.requestUri, destination);
  return { ...routed, onward: onwardOf({ ...aimed, requestUri }) };
}

function placedAt(uri: string, { address, port }: Destination): string {
  const written = targetUri(uri);
  const user = written?.kind === "sip" && written.user !== null ? `${written.user}@` : "";
  return `sip:${user}${bracketed(address)}:${port}`;
}

/** A request with a To tag that has a transaction of its own: any but ACK and CANCEL. */
export function inDialogRequest(
  context: ProxyContext,
  server: ServerTx,
  known: KnownRequest,
): void {
  const { message, source, address } = known;
  const refused = refusalBeforeRouting(message);
  if (refused !== null) {
    refuse(context, server, known, ...refused);
    return;
  }
  const routed = route(context, message, address);
  if (typeof routed === "number") {
    refuse(context, server, known, routed, ROUTE_REFUSALS[routed]);
    return;
  }
  const { token } = routed.dialog;
  if (isStrayNotify(context, token, message.method)) {
    refuse(context, server, known, ...METHOD_REFUSAL);
    return;
  }
  const refer = message.method === "REFER" ? judgeRefer(context, token, message) : null;
  if (refer?.kind === "refused") {
    const { status, reason, rule } = refer;
    refuse(context, server, known, status, reason, rule);
    return;
  }
  // A BYE goes through whatever it says of its sender: the call has to end.
  if (message.method !== "BYE" && !mayBeFrom(context, token, message)) {
    refuse(context, server, known, 403, "The calling number is not allowed");
    return;
  }
  const { transport } = routed.destination;
  const contact = contactOfRequest(context, token, message, source, transport);
  if (contact === "too-long") {
    context.observe(tooLongAlert(token.recordId, "contact"));
    refuse(context, server, known, 500, "Contact too long to be hidden");
    return;
  }
  const received = receivedOf(known);
  if (message.method === "INVITE") {
    context.layer.respond(server, 100, buildTrying(message, received.vias), context.nowMs);
  }
  const relay = new Relay(
    server,
    received,
    routed.dialog,
    farSide(token),
    context.isSampled(token.recordId),
    context.wallMs,
  );
  server.data = relay;
  forward(context, relay, routed, { contact, referTo: refer?.referTo ?? null });
}

/** An ACK to a 2xx: passed on without state, or dropped; never answered. */
export function inDialogAck(context: ProxyContext, known: KnownRequest): void {
  const { message, address, source } = known;
  if (message.maxForwards === 0) return;
  const routed = route(context, message, address);
  if (typeof routed === "number") return;
  const { dialog, carrierId, onward, destination } = routed;
  const branch = statelessBranch(context);
  const bytes = writeDialogRequest(
    context,
    message,
    dialog,
    onward,
    destination,
    carrierId,
    branch,
    NOTHING_SHOWN,
  );
  const { recordId, side } = dialog.token;
  if (context.isSampled(recordId)) {
    const [from, to] =
      side === "core"
        ? (["from-core", "to-carrier"] as const)
        : (["from-carrier", "to-core"] as const);
    context.observe({ kind: "message", recordId, leg: from, peer: source, bytes: message.bytes });
    context.observe({ kind: "message", recordId, leg: to, peer: destination, bytes });
  }
  context.send(bytes, destination);
}

function forward(context: ProxyContext, relay: Relay, routed: Routed, shown: ShownHeaders): void {
  const { dialog, carrierId, onward, destination } = routed;
  const { message, source, side } = relay.received;
  let sentBytes: Buffer | null = null;
  const sent = context.layer.request(
    {
      method: message.method,
      to: destination,
      peer: destination.peer,
      limitKey: carrierId,
      inDialog: true,
      data: relay,
      write: (branchId) => {
        const bytes = writeDialogRequest(
          context,
          message,
          dialog,
          onward,
          destination,
          carrierId,
          branchId,
          shown,
        );
        sentBytes = message.method === "INVITE" ? requireWritable(bytes) : bytes;
        return sentBytes;
      },
    },
    context.nowMs,
  );
  if (typeof sent === "string") {
    const known = { message, source };
    refuse(context, relay.server, known, 500, "Too many requests under way");
    return;
  }
  relay.client = sent;
  if (!relay.isSampled || sentBytes === null) return;
  const [from, to] =
    side === "core"
      ? (["from-core", "to-carrier"] as const)
      : (["from-carrier", "to-core"] as const);
  const { recordId } = dialog.token;
  context.observe({ kind: "message", recordId, leg: from, peer: source, bytes: message.bytes });
  context.observe({
    kind: "message",
    recordId,
    leg: to,
    peer: destination,
    bytes: sentBytes,
  });
}

/** Rule 4 as far as it holds inside a dialog. */
function refusalBeforeRouting(message: SipMessage): readonly [number, string] | null {
  if (message.version !== "2.0") return [505, "Only SIP/2.0 is spoken here"];
  if (message.proxyRequire.length > 0) return [420, "An extension is required that is not known"];
  if (!isDialogMethod(message.method)) return METHOD_REFUSAL;
  if (message.maxForwards === 0) return [483, "Too many hops"];
  return null;
}

function refuse(
  context: ProxyContext,
  server: ServerTx,
  { message, source }: Pick<KnownRequest, "message" | "source">,
  status: number,
  reason: string,
  rule: string | null = null,
): void {
  const extra: HeaderLine[] = [];
  if (rule !== null) extra.push(["X-Cradle-Reason", rule]);
  if (status === 420) extra.push(["Unsupported", message.proxyRequire.join(", ")]);
  if (status === 405) extra.push(["Allow", ALLOW]);
  const bytes = writeRefusal(context, message, source, status, reason, extra);
  context.layer.respond(server, status, bytes, context.nowMs, toTagOf(bytes));
}
