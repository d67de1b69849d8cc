// Keeps a list's filter and order under a name.
import { InvalidInput } from "@/lib/core/errors";
import { type SavedView, SaveView } from "@/lib/schemas/saved-view";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";

const MOST_OWN = 50;

export async function saveView(ctx: Context, raw: unknown): Promise<SavedView> {
  requirePermission(ctx.actor, "view.use");
  const owner = requirePerson(ctx.actor, "view.use");
  const { isDefault, ...input } = parseInput(SaveView, raw);
  if (input.shared) requirePermission(ctx.actor, "view.share");
  return ctx.transaction(async (tx) => {
    if ((await tx.views.countOwn(owner.id)) >= MOST_OWN) {
      const message = `is one more than the ${MOST_OWN} views that one person can keep`;
      throw new InvalidInput([{ path: "name", message }]);
    }
    const view = await tx.views.insert({
      id: ctx.newId(),
      ...input,
      ownerId: owner.id,
      ownerName: owner.name,
    });
    if (isDefault) await tx.views.setDefault(owner.id, view.list, view.id);
    await tx.audit.insert(ctx.event("view.save", "saved_view", null, view));
    return view;
  });
}
