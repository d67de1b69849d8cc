// Takes away an address or block that originated calls came from.
import { ByVersion } from "@/lib/schemas/fields";
import type { NamedBlock } from "@/lib/schemas/settings";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Gives the row that is gone. */
export async function removeCoreSource(ctx: Context, raw: unknown): Promise<NamedBlock> {
  requirePermission(ctx.actor, "settings.write");
  const { id, version } = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const row = await tx.settings.getCoreSource(id);
    const before = requireVersion("core source", id, row, version);
    await tx.settings.deleteCoreSource(id);
    await tx.audit.insert(ctx.event("settings.remove-core-source", "core_source", before, null));
    return before;
  });
}
