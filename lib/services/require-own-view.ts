// The saved view that somebody may change: their own, or a shared one for who may share.
import { mayDo } from "@/lib/auth/permissions";
import { NotFound, Refused } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import type { SavedView } from "@/lib/schemas/saved-view";
import type { Context } from "./context";
import { requireVersion } from "./require-row";

/** `NotFound` for what another person keeps for themselves: that it exists is their own affair. */
export async function requireOwnView(
  ctx: Context,
  tx: Store,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<SavedView> {
  const view = await tx.views.get(id);
  if (view !== null && view.ownerId !== ctx.actor.id) {
    if (!view.shared) throw new NotFound("view", id);
    if (!mayDo(ctx.actor, "view.share")) {
      throw new Refused("view.share", `${ctx.actor.kind} ${ctx.actor.id}`);
    }
  }
  return requireVersion("view", id, view, version);
}
