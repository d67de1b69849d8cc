// Removes a saved view; lists that opened with it open with all again.
import { ByVersion } from "@/lib/schemas/fields";
import type { SavedView } from "@/lib/schemas/saved-view";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireOwnView } from "../require-own-view";

/** Gives the row that is gone. */
export async function removeView(ctx: Context, raw: unknown): Promise<SavedView> {
  requirePermission(ctx.actor, "view.use");
  requirePerson(ctx.actor, "view.use");
  const input = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const before = await requireOwnView(ctx, tx, input);
    await tx.views.delete(before.id);
    await tx.audit.insert(ctx.event("view.remove", "saved_view", before, null));
    return before;
  });
}
