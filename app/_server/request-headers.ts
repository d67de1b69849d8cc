// Which request headers are believed, and from whom.
import { isIP } from "node:net";

type Headers = Record<string, string | string[] | undefined>;

/** Headers that Next.js uses among its own parts; from outside they are forged. (CVE-2025-29927 and its kin.) */
const INTERNAL =
  /^(x-middleware-|x-nextjs-|x-next-resume|next-resume$|x-matched-path$|x-now-route-matches$|x-nonce$|x-request-id$)/;

/** What a page asks of the development server about itself; without it no link works there. */
const DEVELOPMENT = /^x-nextjs-(html-)?request-id$/;

/** Headers a proxy in front may set, and nobody else. */
const FORWARDED = /^(forwarded$|x-forwarded-|x-real-ip$)/;

/** `::ffff:192.0.2.1` is `192.0.2.1`. */
function plainAddress(address: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address;
}

/** `TRUSTED_PROXIES`: comma-separated addresses of the proxies in front of the portal; anything else in it is an error. */
export function trustedProxies(text: string | undefined): ReadonlySet<string> {
  const addresses = (text ?? "").split(",").map((part) => part.trim());
  const wrong = addresses.filter((address) => address !== "" && isIP(address) === 0);
  if (wrong.length > 0) throw new Error(`TRUSTED_PROXIES: ${wrong.join(", ")} is not an address`);
  return new Set(addresses.filter((address) => address !== ""));
}

/** The last hop in X-Forwarded-For that is not one of ours; an unreadable one counts as unknown. */
function clientAddress(
  forwardedFor: string | string[] | undefined,
  peer: string,
  trusted: ReadonlySet<string>,
): string {
  const text = Array.isArray(forwardedFor) ? forwardedFor.join(",") : (forwardedFor ?? "");
  const hops = text.split(",").map((hop) => plainAddress(hop.trim()));
  for (const hop of hops.reverse()) {
    if (trusted.has(hop)) continue;
    return isIP(hop) === 0 ? peer : hop;
  }
  return peer;
}

/**
 * Changes `headers` in place: internal ones are dropped from everyone, forwarded ones from everyone but a trusted proxy.
 * Afterwards `x-forwarded-for` is one address, the visitor's.
 */
export function cleanRequestHeaders(
  headers: Headers,
  peerAddress: string,
  trusted: ReadonlySet<string>,
  isDevelopment = false,
): void {
  const peer = plainAddress(peerAddress);
  const fromProxy = trusted.has(peer);
  const visitor = fromProxy ? clientAddress(headers["x-forwarded-for"], peer, trusted) : peer;
  for (const name of Object.keys(headers)) {
    if (isDevelopment && DEVELOPMENT.test(name)) continue;
    if (INTERNAL.test(name) || (!fromProxy && FORWARDED.test(name))) delete headers[name];
  }
  headers["x-forwarded-for"] = visitor;
}
