// Chooses the saved view that one's own list opens with, or none. No audit event: nobody else sees it.
import { SetDefaultView } from "@/lib/schemas/saved-view";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireNamed } from "../require-row";

export async function setDefaultView(
  ctx: Context,
  raw: unknown,
): Promise<{ list: string; viewId: string | null }> {
  requirePermission(ctx.actor, "view.use");
  const { id } = requirePerson(ctx.actor, "view.use");
  const { list, viewId = null } = parseInput(SetDefaultView, raw);
  return ctx.transaction(async (tx) => {
    if (viewId !== null) {
      const view = await tx.views.get(viewId);
      const isSeen = view !== null && (view.shared || view.ownerId === id) && view.list === list;
      requireNamed("view of this list", "viewId", isSeen ? view : null);
    }
    await tx.views.setDefault(id, list, viewId);
    return { list, viewId };
  });
}
