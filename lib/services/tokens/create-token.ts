// Makes an API token. Its secret is in the answer and nowhere else.
import type { Actor } from "@/lib/auth/actor";
import { InvalidInput } from "@/lib/core/errors";
import { type ApiToken, CreateToken } from "@/lib/schemas/api-token";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { makeTokenSecret } from "../token-secret";

export interface NewToken {
  readonly token: ApiToken;
  /** Shown once. */
  readonly secret: string;
}

export async function createToken(ctx: Context, raw: unknown): Promise<NewToken> {
  requirePermission(ctx.actor, "token.write");
  const { expiresAt, ...input } = parseInput(CreateToken, raw);
  if (expiresAt !== undefined && expiresAt <= ctx.now()) {
    throw new InvalidInput([{ path: "expiresAt", message: "must be in the future" }]);
  }
  requireNoWider(ctx.actor, input.scopes);
  const { secret, sha256, prefix } = makeTokenSecret(ctx.randomBytes);
  return ctx.transaction(async (tx) => {
    const token = await tx.tokens.insert({
      ...input,
      id: ctx.newId(),
      expiresAt: expiresAt ?? null,
      prefix,
      sha256,
      createdById: ctx.actor.id,
      createdAt: ctx.now(),
    });
    await tx.audit.insert(ctx.event("token.create", "api_token", null, token));
    return { token, secret };
  });
}

/** A token that is narrowed makes none that may do more. */
function requireNoWider(actor: Actor, scopes: readonly string[]): void {
  if (actor.kind !== "token" || actor.scopes.length === 0) return;
  if (scopes.length > 0 && scopes.every((scope) => actor.scopes.includes(scope))) return;
  const message = `must be of this token's own: ${actor.scopes.join(", ")}`;
  throw new InvalidInput([{ path: "scopes", message }]);
}
