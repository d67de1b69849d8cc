// Makes an API token. Its secret is in the answer and nowhere else.
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
