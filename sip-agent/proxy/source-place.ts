/** Where the sender of a request can be reached later on, as a token keeps it. */
import type { SipMessage } from "@/lib/sip/message";
import { DEFAULT_PORT } from "../transport/response-destination";
import type { Source } from "../transport/transport";
import { bracketed } from "./invite-rewrite";
import type { DialogToken } from "./token/dialog-token";

/**
 * The socket's address always. Of a datagram the port that it left from; of a stream, whose port nobody listens on, the one
 * in the Via's sent-by, as for a response whose stream has gone (RFC 3261 §18.2.2).
 */
export function sourcePlace(request: SipMessage, source: Source): DialogToken["target"] {
  const { transport, address, port } = source;
  const listening = request.topVia?.port ?? DEFAULT_PORT[transport];
  const back = transport === "udp" ? port : listening;
  return { kind: "source", transport, hostPort: `${bracketed(address)}:${back}` };
}
