// Changes a saved view: its name, what it shows, and whether everybody sees it.
import { given } from "@/lib/db/paging";
import { type SavedView, UpdateView } from "@/lib/schemas/saved-view";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireOwnView } from "../require-own-view";

export async function updateView(ctx: Context, raw: unknown): Promise<SavedView> {
  requirePermission(ctx.actor, "view.use");
  requirePerson(ctx.actor, "view.use");
  const { id, version, ...changes } = parseInput(UpdateView, raw);
  return ctx.transaction(async (tx) => {
    const before = await requireOwnView(ctx, tx, { id, version });
    if (changes.shared === true && !before.shared) requirePermission(ctx.actor, "view.share");
    const after = await tx.views.update(before, given(changes));
    if (before.shared && !after.shared) await tx.views.deleteDefaultsOfOthers(after);
    await tx.audit.insert(ctx.event("view.update", "saved_view", before, after));
    return after;
  });
}
