// Ends a session: one's own at sign-out, another's by whoever manages staff.
import { SessionRef } from "@/lib/schemas/staff";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** An unknown or ended session is no error: it is gone either way. */
export async function revokeSession(ctx: Context, raw: unknown): Promise<void> {
  const isOwn = ctx.actor.kind === "staff";
  if (!isOwn) requirePermission(ctx.actor, "staff.write");
  const { sessionId } = parseInput(SessionRef, raw);
  await ctx.transaction(async (tx) => {
    const found = await tx.staff.getSession(sessionId);
    if (found === null || found.session.revokedAt !== null) return;
    if (found.user.id !== ctx.actor.id) requirePermission(ctx.actor, "staff.write");
    await tx.staff.revokeSessions({ id: sessionId }, ctx.now());
    await tx.audit.insert(ctx.event("staff.sign-out", "staff_user", found.user, found.user));
  });
}
