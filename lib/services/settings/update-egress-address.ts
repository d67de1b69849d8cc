// Changes the label of an egress address, or from when and until when Cradle sends from it; carriers are told of other dates.
import { InvalidInput } from "@/lib/core/errors";
import { given } from "@/lib/db/paging";
import { type EgressAddress, UpdateEgressAddress } from "@/lib/schemas/settings";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";
import { tellOfChangedEgress } from "../tell-carriers";

export async function updateEgressAddress(ctx: Context, raw: unknown): Promise<EgressAddress> {
  requirePermission(ctx.actor, "settings.write");
  const { id, version, ...input } = parseInput(UpdateEgressAddress, raw);
  return ctx.transaction(async (tx) => {
    const row = await tx.settings.getEgressAddress(id);
    const before = requireVersion("egress address", id, row, version);
    const { validFrom, validUntil } = { ...before, ...given(input) };
    if (validUntil !== null && validUntil <= validFrom) {
      throw new InvalidInput([{ path: "validUntil", message: "must be after the start" }]);
    }
    const after = await tx.settings.updateEgressAddress(before, given(input));
    await tx.audit.insert(ctx.event("settings.update-egress", "egress_address", before, after));
    await tellOfChangedEgress(ctx, tx, before, after);
    return after;
  });
}
