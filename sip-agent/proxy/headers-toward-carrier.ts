/** The headers that may leave toward a carrier, in requests and responses. Whatever is not here does not leave. */
import { allowHeaders } from "@/lib/sip/message-editor";

/*
 * Left out on purpose: X-Cradle-* and all other X-; Authorization and every challenge (the core's secrets are not a
 * carrier's business, and we answer no 401 or 407); P-Preferred-Identity, Call-Info, Alert-Info, Error-Info, Reply-To,
 * Warning, Path, Service-Route, Organization, P-Charging-Vector, Geolocation-Error, Subject, User-Agent and Server, all
 * of which can hold addresses of the core. Route, Record-Route, Via, Contact and Refer-To are written by the proxy
 * itself. Replaces and Target-Dialog hold a Call-ID, and what that holds.
 */
export const NAMES_TOWARD_CARRIER = [
  // what makes a request
  "From",
  "To",
  "Call-ID",
  "CSeq",
  "Max-Forwards",
  "Max-Breadth",
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
  "Timestamp",
  "User-to-User",
] as const;

export const HEADERS_TOWARD_CARRIER = allowHeaders(NAMES_TOWARD_CARRIER);
