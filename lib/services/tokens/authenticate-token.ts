// Finds out whose API token a request bears.
import type { TokenActor } from "@/lib/auth/actor";
import { Unauthenticated } from "@/lib/core/errors";
import { AuthenticateToken } from "@/lib/schemas/api-token";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { hashTokenSecret } from "../token-secret";

/** `lastUsedAt` is kept to the minute, so that not every request writes. */
const NOTE_EVERY_MS = 60_000;

/** Throws `Unauthenticated` for a secret that is unknown, revoked or expired, alike. */
export async function authenticateToken(ctx: Context, raw: unknown): Promise<TokenActor> {
  requirePermission(ctx.actor, "token.authenticate");
  const { secret } = parseInput(AuthenticateToken, raw);
  const token = await ctx.read.tokens.getByHash(hashTokenSecret(secret));
  const now = ctx.now();
  if (token === null) throw new Unauthenticated("unknown API token");
  if (token.revokedAt !== null) throw new Unauthenticated(`API token ${token.id} is revoked`);
  if (token.expiresAt !== null && token.expiresAt <= now) {
    throw new Unauthenticated(`API token ${token.id} has expired`);
  }
  if (now.getTime() - (token.lastUsedAt?.getTime() ?? 0) > NOTE_EVERY_MS) {
    await ctx.note((store) => store.tokens.noteUse(token.id, now));
  }
  const { id, name, role, scopes } = token;
  return { kind: "token", id, name, role, scopes };
}
