// Who is asking: from the session cookie to the staff actor, read from the database at every request.
import "server-only";
import { cookies, headers } from "next/headers";
import { systemDeps } from "@/lib/core/deps";
import { Unauthenticated } from "@/lib/core/errors";
import { contextFor } from "@/lib/services/runtime";
import { loadSession } from "@/lib/services/staff/load-session";
import type { StaffActor } from "./actor";
import { openSessionCookie, sessionCookieName } from "./session-cookie";

/** The longest a cookie is kept; the session in the database ends earlier and decides. */
export const SESSION_COOKIE_MAX_AGE_SEC = 7 * 24 * 3600;

/** Joins what the visitor sees, the log and the audit events of one request. */
export async function requestId(): Promise<string> {
  return (await headers()).get("x-request-id") ?? systemDeps.newId();
}

/** The session id in the request's cookie, or null. */
async function readSessionId(): Promise<string | null> {
  return openSessionCookie((await cookies()).get(sessionCookieName())?.value);
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
