/** The headers that may leave toward the core, in requests and responses. Whatever is not here does not leave. */
import { allowHeaders } from "@/lib/sip/message-editor";

/*
 * Left out on purpose: X-Cradle-*, which only we may set, and all other X-; Authorization and every challenge (ours
 * are taken off, a carrier's is not answered); P-Preferred-Identity, which is a user agent's word and not a carrier's.
 * Route, Record-Route, Via and Refer-To are written by the proxy itself.
 */
export const HEADERS_TOWARD_CORE = allowHeaders([
  // what makes a request
  "From",
  "To",
  "Call-ID",
  "CSeq",
  "Max-Forwards",
  "Max-Breadth",
  "Contact",
  "Route",
  // who calls: validated by the policy, passed by the trunk's settings
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
  "Subject",
  "Timestamp",
  "User-Agent",
  "Server",
  "User-to-User",
  // what a carrier says of the call
  "Alert-Info",
  "Warning",
  "P-Charging-Vector",
]);
