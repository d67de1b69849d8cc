// A page's way from the session to the context its verbs run in.
import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { StaffActor } from "@/lib/auth/actor";
import { loadStaffActor, requestId } from "@/lib/auth/session";
import type { Context } from "@/lib/services/context";
import { contextFor } from "@/lib/services/runtime";

export interface PageContext extends Context {
  readonly actor: StaffActor;
}

/** Where the visitor was going, as a path of our own. */
async function currentPath(): Promise<string> {
  const path = (await headers()).get("x-path") ?? "/";
  return path.startsWith("/") && !path.startsWith("//") ? path : "/";
}

/** The context of the page being drawn; who is not signed in is sent to the sign-in page. Once a request. */
export const pageContext = cache(async (): Promise<PageContext> => {
  const actor = await loadStaffActor();
  if (!actor) redirect(`/sign-in?from=${encodeURIComponent(await currentPath())}`);
  return { ...contextFor(actor, await requestId()), actor };
});
