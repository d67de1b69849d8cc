// Removes an ACL entry: new calls from it are refused at once, running ones too where that is asked for.

import type { Store } from "@/lib/db/store";
import { type AclEntry, RemoveAclEntry } from "@/lib/schemas/acl-entry";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Removing twice changes nothing, except that a removed entry can still be blocked for its running dialogs. */
export async function removeAclEntry(ctx: Context, raw: unknown): Promise<AclEntry> {
  requirePermission(ctx.actor, "acl.write");
  const input = parseInput(RemoveAclEntry, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("ACL entry", input.id, await tx.acl.get(input.id), input.version);
    if (!before.active && (before.blockedNow || !input.blockNow)) return before;
    return deactivateAclEntry(ctx, tx, before, input.blockNow, input.reason);
  });
}

/** The same inside a larger transaction. */
export async function deactivateAclEntry(
  ctx: Context,
  tx: Store,
  before: AclEntry,
  blockNow: boolean,
  reason?: string,
): Promise<AclEntry> {
  const after = await tx.acl.update(before, {
    active: false,
    removedAt: before.removedAt ?? ctx.now(),
    blockedNow: before.blockedNow || blockNow,
  });
  const action = blockNow ? "acl.block-now" : "acl.remove";
  await tx.audit.insert(ctx.event(action, "acl_entry", before, after, reason));
  return after;
}
