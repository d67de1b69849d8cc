// Changes a gateway: where it is, in which order it is tried, whether it is used.
import { GateClosed } from "@/lib/core/errors";
import { given } from "@/lib/db/paging";
import { type Gateway, UpdateGateway } from "@/lib/schemas/gateway";
import type { Context } from "../context";
import { requireOpenCarrier } from "../open-carrier";
import { requireForeignHost } from "../own-addresses";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

export async function updateGateway(ctx: Context, raw: unknown): Promise<Gateway> {
  requirePermission(ctx.actor, "gateway.write");
  const { id, version, ...input } = parseInput(UpdateGateway, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("gateway", id, await tx.gateways.get(id), version);
    if (before.removedAt !== null) {
      throw new GateClosed("update of a gateway", [], "This gateway was removed.");
    }
    await requireOpenCarrier(tx, before.carrierId, "gateway of");
    if (input.host !== undefined) await requireForeignHost(tx, input.host);
    const after = await tx.gateways.update(before, given(input));
    await tx.audit.insert(ctx.event("gateway.update", "gateway", before, after));
    return after;
  });
}
