// Lists API tokens, newest first, without their secrets.
import type { ApiToken } from "@/lib/schemas/api-token";
import type { Context } from "../context";
import { requirePermission } from "../permit";

export async function listTokens(ctx: Context): Promise<ApiToken[]> {
  requirePermission(ctx.actor, "token.read");
  return ctx.read.tokens.findAll();
}
