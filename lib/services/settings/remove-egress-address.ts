// Takes an address off the list of those Cradle sends from.
import { ByVersion } from "@/lib/schemas/fields";
import type { EgressAddress } from "@/lib/schemas/settings";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";
import { tellOfRemovedEgress } from "../tell-carriers";

/** Gives the row that is gone. */
export async function removeEgressAddress(ctx: Context, raw: unknown): Promise<EgressAddress> {
  requirePermission(ctx.actor, "settings.write");
  const { id, version } = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const row = await tx.settings.getEgressAddress(id);
    const before = requireVersion("egress address", id, row, version);
    await tx.settings.deleteEgressAddress(id);
    await tx.audit.insert(ctx.event("settings.remove-egress", "egress_address", before, null));
    await tellOfRemovedEgress(ctx, tx, before);
    return before;
  });
}
