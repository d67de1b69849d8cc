// Loads who a session's cookie stands for, at every request.
import type { StaffActor } from "@/lib/auth/actor";
import { SessionRef } from "@/lib/schemas/staff";
import type { Context } from "../context";
import { requirePermission } from "../permit";

/** A session that nobody used for so long has ended. */
const IDLE_MS = 2 * 60 * 60 * 1000;
/** `lastSeenAt` is kept to the minute, so that not every request writes. */
const NOTE_EVERY_MS = 60_000;

/** The actor, or null where the session is unknown, revoked, expired or idle, or its account is disabled. */
export async function loadSession(ctx: Context, raw: unknown): Promise<StaffActor | null> {
  requirePermission(ctx.actor, "session.open");
  const input = SessionRef.safeParse(raw);
  if (!input.success) return null;
  const found = await ctx.read.staff.getSession(input.data.sessionId);
  if (found === null) return null;
  const { session, user } = found;
  const now = ctx.now();
  const idleMs = now.getTime() - session.lastSeenAt.getTime();
  const hasEnded = session.revokedAt !== null || session.expiresAt <= now || idleMs > IDLE_MS;
  if (hasEnded || user.disabledAt !== null) return null;
  if (idleMs > NOTE_EVERY_MS) await ctx.note((store) => store.staff.touchSession(session.id, now));
  return {
    kind: "staff",
    id: user.id,
    name: user.name,
    role: user.role,
    sessionId: session.id,
    isDemo: user.isDemo,
  };
}
