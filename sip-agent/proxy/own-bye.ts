/** BYE of our own to both sides of a running call that is longer than it may be. */
import type { Direction } from "@/lib/policy/model";
import { buildRequest } from "@/lib/sip/build-request";
import type { Destination } from "../transport/transport";
import { targetUri } from "./dialog-lookup";
import type { DialogParty, DialogState } from "./dialog-state";
import { knownHop, onwardHop } from "./next-hop";
import type { ProxyContext } from "./proxy-context";
import type { TokenSide } from "./token/dialog-token";
import { viaValue } from "./via";

/** A running call, as its record and the spool have it. */
export interface RunningCall {
  readonly recordId: string;
  readonly direction: Direction;
  readonly carrierId: string;
  readonly dialog: DialogState;
}

/** Why it is ended, as both sides are told (RFC 3326). */
export type HangUpReason = "Longest call reached";

/**
 * Above whatever the other side has numbered its requests: some may have passed through another agent, or before the
 * answer. Numbers may have gaps (RFC 3261 §12.2.2).
 */
const CSEQ_GAP = 1_000;
/** RFC 3261 §8.1.1.5. */
const MOST_CSEQ = 2 ** 31 - 1;

/**
 * Sends each side a BYE as the other side would. Whatever is answered, or nothing, ends it: the call is over for us. A
 * challenge is not answered. A side whose place is no longer known as that side's gets none.
 */
export function sendByes(context: ProxyContext, call: RunningCall, reason: HangUpReason): void {
  const { caller, callee } = call.dialog;
  const isFromCarrier = call.direction === "termination";
  sendBye(context, call, caller, callee.cseq, isFromCarrier ? "carrier" : "core", reason);
  sendBye(context, call, callee, caller.cseq, isFromCarrier ? "core" : "carrier", reason);
}

function sendBye(
  context: ProxyContext,
  { dialog, carrierId }: RunningCall,
  party: DialogParty,
  cseqOfOther: number,
  side: TokenSide,
  reason: HangUpReason,
): void {
  const { contact, routeSet } = party;
  const to =
    onwardHop(context, routeSet[0] ?? contact, side, carrierId) ??
    knownHop(context, party.nextHop, side, carrierId);
  if (to === null) return;
  context.layer.request(
    {
      method: "BYE",
      to,
      peer: to.peer,
      limitKey: carrierId,
      inDialog: true,
      data: { kind: "own", onEnd: null },
      write: (branchId) => {
        const cseq = Math.min(cseqOfOther + CSEQ_GAP, MOST_CSEQ);
        return writeBye(dialog.callId, party, cseq, to, branchId, reason);
      },
    },
    context.nowMs,
  );
}

function writeBye(
  callId: string,
  party: DialogParty,
  cseq: number,
  to: Destination,
  branchId: string,
  reason: HangUpReason,
): Buffer {
  // A side that gave no usable Contact is asked where its messages came from.
  const uri =
    targetUri(party.contact) === null
      ? `sip:${to.address.includes(":") ? `[${to.address}]` : to.address}:${to.port}`
      : party.contact;
  return buildRequest({
    method: "BYE",
    uri,
    headers: [
      ["Via", viaValue(to.listener, branchId)],
      ...party.routeSet.map((value) => ["Route", value] as const),
      ["Max-Forwards", "70"],
      ["From", party.peerIdentity],
      ["To", party.identity],
      ["Call-ID", callId],
      ["CSeq", `${cseq} BYE`],
      ["Reason", `SIP ;cause=408 ;text="${reason}"`],
    ],
  });
}
