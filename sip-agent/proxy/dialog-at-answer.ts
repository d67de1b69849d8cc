/** The dialog as it stands when a call is answered: what the spool keeps of it. */
import { H } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import type { Branch } from "./call";
import type { DialogState } from "./dialog-state";

/** Each side as requests to it would have to look, from its own INVITE or response. */
export function dialogAtAnswer(
  branch: Branch,
  response: SipMessage,
  downstream: readonly string[],
): DialogState {
  const { message, source } = branch.call.received;
  const { transport, address, port } = branch.destination;
  return {
    callId: message.copyOf(H.callId),
    caller: {
      contact: message.contacts?.[0]?.uri ?? "",
      routeSet: message.values(H.recordRoute),
      identity: message.copyOf(H.from),
      peerIdentity: withTag(message.copyOf(H.to), message.toTag, response.toTag),
      cseq: message.cseq?.sequence ?? 0,
      nextHop: `${source.transport}:${source.address}:${source.port}`,
    },
    callee: {
      contact: response.contacts?.[0]?.uri ?? "",
      routeSet: downstream.length < 2 ? downstream : downstream.toReversed(),
      identity: response.copyOf(H.to),
      peerIdentity: copied(branch.sentFrom),
      cseq: 0,
      nextHop: `${transport}:${address}:${port}`,
    },
  };
}

function withTag(value: string, present: string | null, tag: string | null): string {
  return present !== null || tag === null ? value : `${value};tag=${tag}`;
}

/** A copy that keeps nothing of a message alive. */
function copied(text: string): string {
  return Buffer.from(text, "latin1").toString("latin1");
}
