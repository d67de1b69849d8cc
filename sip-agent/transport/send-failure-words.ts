/** Why a message could not be sent, in words for a call record. */
import { unreachable } from "@/lib/core/unreachable";
import type { SendError } from "./transport";

/** A short clause: "the gateway's certificate has expired", "connection refused". */
export function sendFailureWords({ failure, systemCode, destination }: SendError): string {
  const code = systemCode === null ? "" : ` (${systemCode})`;
  switch (failure) {
    case "certificate-refused":
      return `its TLS certificate ${certificateWords(systemCode, destination.serverName ?? destination.address)}${code}`;
    case "handshake-failed":
      return `the TLS handshake failed${code}`;
    case "connect-failed":
      return `no connection could be made${code}`;
    case "connect-timeout":
      return "no connection was made in time";
    case "connection-closed":
      return `the connection was closed${code}`;
    case "connection-limit":
      return "too many connections are open";
    case "backpressure":
      return "the far end does not read what is sent";
    case "unreachable":
      return `the address cannot be reached${code}`;
    case "too-large":
      return "the request is too large for a datagram";
    case "unavailable":
      return "there is no socket to send from";
    default:
      return unreachable(failure);
  }
}

function certificateWords(code: string | null, name: string): string {
  switch (code) {
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `is not for ${name}`;
    case "CERT_HAS_EXPIRED":
      return "has expired";
    case "CERT_NOT_YET_VALID":
      return "is not valid yet";
    default:
      return "comes from no authority that is trusted";
  }
}
