// Revokes an API token: its next request is refused.
import type { ApiToken } from "@/lib/schemas/api-token";
import { ById } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

/** Revoking twice changes nothing. */
export async function revokeToken(ctx: Context, raw: unknown): Promise<ApiToken> {
  requirePermission(ctx.actor, "token.write");
  const { id } = parseInput(ById, raw);
  return ctx.transaction(async (tx) => {
    const before = requireRow("token", id, await tx.tokens.get(id));
    if (before.revokedAt !== null) return before;
    const after = await tx.tokens.revoke(before, ctx.now());
    await tx.audit.insert(ctx.event("token.revoke", "api_token", before, after));
    return after;
  });
}
