// Lists the saved views of the actor and those shared with all.
import { ListViews, type ViewOfActor } from "@/lib/schemas/saved-view";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";

export async function listViews(ctx: Context, raw: unknown): Promise<ViewOfActor[]> {
  requirePermission(ctx.actor, "view.use");
  const { id } = requirePerson(ctx.actor, "view.use");
  const { list } = parseInput(ListViews, raw ?? {});
  const views = await ctx.read.views.findFor(id, list);
  const defaults = views.length === 0 ? [] : await ctx.read.views.findDefaultIds(id);
  return views.map((view) => ({
    ...view,
    isOwn: view.ownerId === id,
    isDefault: defaults.includes(view.id),
  }));
}
