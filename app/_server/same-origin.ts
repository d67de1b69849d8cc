// A change that a cookie pays for must come from the portal's own pages.

/** The portal's own origin, from `NEXTAUTH_URL`. */
export function ownOrigin(nextAuthUrl: string | undefined): string {
  return new URL(nextAuthUrl ?? "http://127.0.0.1:3000").origin;
}

/** True where the Origin header is the portal's own. A missing one, or `null`, is not. */
export function isSameOrigin(originHeader: string | null, own: string): boolean {
  return originHeader !== null && originHeader === own;
}

/** True for 127.0.0.0/8, ::1 and localhost, as host names of a URL. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** True for a loopback address as a socket shows it. */
export function isLoopbackAddress(address: string): boolean {
  return address === "::1" || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address);
}

/**
 * Where a visitor who came by another name of this machine belongs: `localhost` where the portal calls itself
 * `127.0.0.1` would never be sent the session's cookie. Null where nothing is to be done.
 */
export function canonicalOrigin(hostHeader: string | null, own: string): string | null {
  if (hostHeader === null || !URL.canParse(`http://${hostHeader}`)) return null;
  const asked = new URL(`http://${hostHeader}`);
  const wanted = new URL(own);
  const isOtherName =
    asked.host !== wanted.host &&
    asked.port === wanted.port &&
    isLoopbackHost(asked.hostname) &&
    isLoopbackHost(wanted.hostname);
  return isOtherName ? own : null;
}

/**
 * The path of our own that a link asks to be led to, "/" for anything that a browser would read as another place:
 * parsers drop tabs and line ends and take a backslash for a slash, so the parsed address is judged, not the text.
 */
export function ownPath(from: string | string[] | undefined, own: string): string {
  if (typeof from !== "string" || !from.startsWith("/") || !URL.canParse(from, own)) return "/";
  const url = new URL(from, own);
  const path = url.pathname + url.search;
  return url.origin === own && !path.startsWith("//") ? path : "/";
}
