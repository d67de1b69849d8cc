/** The headers that may leave toward a carrier, in requests and responses. Whatever is not here does not leave. */
import { allowHeaders } from "@/lib/sip/message-editor";

/*
 * Left out on purpose: X-Cradle-* and all other X-; Authorization and every challenge (the core's secrets are not a
 * carrier's business, and we answer no 401 or 407); P-Preferred-Identity, Call-Info, Alert-Info, Error-Info, Warning,
 * Path, Service-Route, Organization and P-Charging-Vector, all of which can hold addresses of the core.
 * Route, Record-Route and Via are written by the proxy itself.
 */
export const HEADERS_TOWARD_CARRIER = allowHeaders([
  // what makes a request
  "From",
  "To",
  "Call-ID",
  "CSeq",
  "Max-Forwards",
  "Contact",
  "Route",
  // who calls: validated by the policy, passed by the trunk's settings, hosts rewritten
  "P-Asserted-Identity",
  "Privacy",
  "Diversion",
  "History-Info",
  "Referred-By",
  "Identity",
  "Identity-Info",
  "Date",
  // the body
  "Content-Type",
  "Content-Length",
  "Content-Disposition",
  "Content-Encoding",
  "Content-Language",
  "MIME-Version",
  // what either end can do
  "Accept",
  "Accept-Encoding",
  "Accept-Language",
  "Allow",
  "Allow-Events",
  "Supported",
  "Require",
  "Unsupported",
  // extensions: reliability (RFC 3262), session timers (RFC 4028), early media (RFC 5009), transfer (RFC 3515, 3891)
  "RAck",
  "RSeq",
  "Session-Expires",
  "Min-SE",
  "P-Early-Media",
  "Refer-To",
  "Refer-Sub",
  "Replaces",
  "Target-Dialog",
  "Event",
  "Subscription-State",
  "Info-Package",
  "Recv-Info",
  "Reason",
  "Expires",
  "Min-Expires",
  "Retry-After",
  "Subject",
  "Timestamp",
  "User-Agent",
  "Server",
  "User-to-User",
  "Geolocation-Error",
]);
