// Removes a gateway: no new call goes to it.
import type { Store } from "@/lib/db/store";
import { ByVersion } from "@/lib/schemas/fields";
import type { Gateway } from "@/lib/schemas/gateway";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Removing twice changes nothing. */
export async function removeGateway(ctx: Context, raw: unknown): Promise<Gateway> {
  requirePermission(ctx.actor, "gateway.write");
  const { id, version } = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("gateway", id, await tx.gateways.get(id), version);
    return before.removedAt === null ? deactivateGateway(ctx, tx, before) : before;
  });
}

/** The same inside a larger transaction. */
export async function deactivateGateway(
  ctx: Context,
  tx: Store,
  before: Gateway,
  reason?: string,
): Promise<Gateway> {
  const after = await tx.gateways.update(before, { enabled: false, removedAt: ctx.now() });
  await tx.audit.insert(ctx.event("gateway.remove", "gateway", before, after, reason));
  return after;
}
