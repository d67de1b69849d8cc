// Who is asking: from the session cookie to the staff actor, read from the database at every request.
import "server-only";
import { cookies, headers } from "next/headers";
import { decode } from "next-auth/jwt";
import { systemDeps } from "@/lib/core/deps";
import { Unauthenticated } from "@/lib/core/errors";
import { contextFor } from "@/lib/services/runtime";
import { loadSession } from "@/lib/services/staff/load-session";
import type { StaffActor } from "./actor";

/** The longest a cookie is kept; the session in the database ends earlier and decides. */
export const SESSION_COOKIE_MAX_AGE_SEC = 7 * 24 * 3600;

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

/** Joins what the visitor sees, the log and the audit events of one request. */
export async function requestId(): Promise<string> {
  return (await headers()).get("x-request-id") ?? systemDeps.newId();
}

/** The session id in the cookie, or null. The token holds nothing else; one that does not open is none. */
async function readSessionId(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (!token) return null;
  try {
    const opened = await decode({ token, secret: sessionSecret() });
    return typeof opened?.sid === "string" ? opened.sid : null;
  } catch {
    return null;
  }
}

/**
 * The active member of staff whose session this is, or null. Read anew at each call, so that disabling someone or
 * signing out holds at the next press. Throws `Outage` where the database is away: that is not "signed out".
 */
export async function loadStaffActor(): Promise<StaffActor | null> {
  const sessionId = await readSessionId();
  if (sessionId === null) return null;
  const context = contextFor(
    { kind: "system", id: "sign-in", name: "system: sign-in" },
    await requestId(),
  );
  return loadSession(context, { sessionId });
}

/** As `loadStaffActor`; throws `Unauthenticated` where there is none. */
export async function requireStaffActor(): Promise<StaffActor> {
  const actor = await loadStaffActor();
  if (!actor) throw new Unauthenticated("no session, or one that has ended");
  return actor;
}
