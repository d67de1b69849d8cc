// The session cookie: its name, what it is sealed with, and opening it without asking the database.
import "server-only";
import { decode } from "next-auth/jwt";

/** True where the portal's own address is https, so that cookies are `Secure` and bound to the host. */
export function usesHttps(): boolean {
  return (process.env.NEXTAUTH_URL ?? "").startsWith("https://");
}

/** The session cookie's name; with https the browser itself holds it to this host, path and scheme. */
export function sessionCookieName(): string {
  return usesHttps() ? "__Host-byoc.session" : "byoc.session";
}

/** The secret that session cookies are sealed with. Throws where it is not set: nobody is let in by a default. */
export function sessionSecret(): string {
  const secret = process.env.NEXTAUTH_SECRET;
  if (!secret) throw new Error("NEXTAUTH_SECRET is not set");
  return secret;
}

/** The session id in the cookie's value, or null. The token holds nothing else; one that does not open is none. */
export async function openSessionCookie(token: string | undefined): Promise<string | null> {
  if (!token) return null;
  try {
    const opened = await decode({ token, secret: sessionSecret() });
    return typeof opened?.sid === "string" ? opened.sid : null;
  } catch {
    return null;
  }
}
