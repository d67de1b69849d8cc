/** Which transactions an agent that ends waits for: those in which somebody still waits for it, or it for somebody. */
import type { SipMessage } from "@/lib/sip/message";
import type { AnyTransaction } from "../transaction/transaction";
import type { ClientData, ServerData } from "./call";

/**
 * True for a request without its final answer, the refusal of a call that its caller has not acknowledged, a target that
 * was called off and has not said so, and a BYE of our own. What only waits for retransmissions is over, and so is what
 * never spoke: an INVITE without any response, whose call has gone on or is counted by its caller's request.
 */
export function isUnderWay(
  transaction: AnyTransaction<SipMessage, ServerData, ClientData>,
): boolean {
  const { state, isInvite } = transaction;
  if (transaction.side === "server") {
    if (state === "completed") return isInvite && transaction.data?.kind === "call";
    return state === "trying" || state === "proceeding";
  }
  if (isInvite) return state === "proceeding";
  // OPTIONS checks of ours never end.
  return transaction.method !== "OPTIONS" && (state === "trying" || state === "proceeding");
}
