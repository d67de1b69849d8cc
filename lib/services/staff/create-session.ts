// Opens a session for someone who has just proved who they are.
import { Unauthenticated } from "@/lib/core/errors";
import { CreateSession } from "@/lib/schemas/staff";
import { clientAddress } from "../client-address";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

/** However much it is used, a session ends after a working day. */
const SESSION_LASTS_MS = 12 * 60 * 60 * 1000;

export interface NewSession {
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/** Throws `Unauthenticated` where the account was disabled in between. */
export async function createSession(ctx: Context, raw: unknown): Promise<NewSession> {
  requirePermission(ctx.actor, "session.open");
  const input = parseInput(CreateSession, raw);
  return ctx.transaction(async (tx) => {
    const user = requireRow("account", input.userId, await tx.staff.get(input.userId));
    if (user.disabledAt !== null) throw new Unauthenticated(`account ${user.id} is disabled`);
    const now = ctx.now();
    const session = await tx.staff.insertSession({
      id: ctx.newId(),
      userId: user.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + SESSION_LASTS_MS),
      address: clientAddress(input.address),
      userAgent: input.userAgent?.slice(0, 300) ?? null,
    });
    await tx.staff.noteSignIn(user.id, now);
    // About the person: the trail everyone reads names no session.
    await tx.audit.insert(ctx.event("staff.sign-in", "staff_user", user, user));
    return { sessionId: session.id, expiresAt: session.expiresAt };
  });
}
