// The caller's side of a dialog (RFC 3261 §12.1.2) and the requests inside it (§12.2.1.1).
import { buildRequest } from "@/lib/sip/build-request";
import type { HeaderLine } from "@/lib/sip/build-response";
import type { SipMessage } from "@/lib/sip/message";

export interface Dialog {
  readonly callId: string;
  /** From and To as the caller writes them, tags included. */
  readonly local: string;
  readonly remote: string;
  readonly remoteTarget: string;
  readonly routes: readonly string[];
}

/** From the 2xx to the caller's INVITE. */
export function callerDialog(ok: SipMessage): Dialog {
  return {
    callId: ok.callId ?? "",
    local: ok.header("From") ?? "",
    remote: ok.header("To") ?? "",
    remoteTarget: ok.contacts?.[0]?.uri ?? "",
    routes: ok.values("Record-Route").toReversed(),
  };
}

/** A request of the caller inside the dialog, the ACK of a 2xx too. */
export function inDialogRequest(dialog: Dialog, via: string, method: string, cseq: number): Buffer {
  return buildRequest({
    method,
    uri: dialog.remoteTarget,
    headers: [
      ["Via", via],
      ...dialog.routes.map((route): HeaderLine => ["Route", route]),
      ["Max-Forwards", "70"],
      ["From", dialog.local],
      ["To", dialog.remote],
      ["Call-ID", dialog.callId],
      ["CSeq", `${cseq} ${method}`],
    ],
  });
}
