// Takes away a place where terminated calls go.
import { ByVersion } from "@/lib/schemas/fields";
import type { CoreEndpoint } from "@/lib/schemas/settings";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Gives the row that is gone. */
export async function removeCoreEndpoint(ctx: Context, raw: unknown): Promise<CoreEndpoint> {
  requirePermission(ctx.actor, "settings.write");
  const { id, version } = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const row = await tx.settings.getCoreEndpoint(id);
    const before = requireVersion("core endpoint", id, row, version);
    await tx.settings.deleteCoreEndpoint(id);
    const action = "settings.remove-core-endpoint";
    await tx.audit.insert(ctx.event(action, "core_endpoint", before, null));
    return before;
  });
}
