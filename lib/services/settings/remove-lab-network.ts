// Takes a lab network away again, once no ACL entry needs it.
import { Conflict } from "@/lib/core/errors";
import { ByVersion } from "@/lib/schemas/fields";
import type { NamedBlock } from "@/lib/schemas/settings";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Gives the row that is gone. Throws `Conflict` naming an ACL entry that stands in no other lab network. */
export async function removeLabNetwork(ctx: Context, raw: unknown): Promise<NamedBlock> {
  requirePermission(ctx.actor, "settings.write");
  const { id, version } = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const row = await tx.settings.getLabNetwork(id);
    const before = requireVersion("lab network", id, row, version);
    const need = await tx.settings.getNeedOfLabNetwork(id);
    if (need !== null) throw new Conflict(`the ACL entry ${need} needs this lab network`);
    await tx.settings.deleteLabNetwork(id);
    await tx.audit.insert(ctx.event("settings.remove-lab-network", "lab_network", before, null));
    return before;
  });
}
