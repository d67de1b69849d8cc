// Changes a place where terminated calls go.
import { given } from "@/lib/db/paging";
import { type CoreEndpoint, UpdateCoreEndpoint } from "@/lib/schemas/settings";
import type { Context } from "../context";
import { requireOwnAddress } from "../own-addresses";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

export async function updateCoreEndpoint(ctx: Context, raw: unknown): Promise<CoreEndpoint> {
  requirePermission(ctx.actor, "settings.write");
  const { id, version, ...input } = parseInput(UpdateCoreEndpoint, raw);
  return ctx.transaction(async (tx) => {
    const row = await tx.settings.getCoreEndpoint(id);
    const before = requireVersion("core endpoint", id, row, version);
    if (input.host !== undefined) await requireOwnAddress(tx, "host", input.host);
    const after = await tx.settings.updateCoreEndpoint(before, given(input));
    const action = "settings.update-core-endpoint";
    await tx.audit.insert(ctx.event(action, "core_endpoint", before, after));
    return after;
  });
}
