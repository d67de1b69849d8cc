"use server";
// Ends the visitor's session in the database, then forgets the cookie.
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { loadStaffActor, requestId } from "@/lib/auth/session";
import { sessionCookieName, usesHttps } from "@/lib/auth/session-cookie";
import { contextFor } from "@/lib/services/runtime";
import { revokeSession } from "@/lib/services/staff/revoke-session";
import { isSameOrigin, ownOrigin } from "./same-origin";

/** Revokes and forgets; a session that has ended already is no fault. */
export async function signOut(): Promise<void> {
  const origin = (await headers()).get("origin");
  if (!isSameOrigin(origin, ownOrigin(process.env.NEXTAUTH_URL))) redirect("/");
  const actor = await loadStaffActor();
  if (actor) {
    await revokeSession(contextFor(actor, await requestId()), { sessionId: actor.sessionId });
  }
  (await cookies()).delete({ name: sessionCookieName(), path: "/", secure: usesHttps() });
  redirect("/sign-in");
}
