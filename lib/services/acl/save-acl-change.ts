// Makes of a carrier's ACL what a preview has shown: all of it, or none.
import { Conflict, type FieldError, InvalidInput } from "@/lib/core/errors";
import { type AclRow, SaveAclChange, type SavedAclChange } from "@/lib/schemas/acl-change";
import type { Context } from "../context";
import { requireOpenCarrier } from "../open-carrier";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { planAclChange } from "../plan-acl-change";

/**
 * Throws `InvalidInput` with one fault a row (`lines.7.block`) where a row cannot be saved, unless `onlyRight` says to
 * leave such rows out, or where one has become wrong since the preview; `Conflict` where the change would not be the one that the preview has shown, for somebody has
 * changed these or other entries since. Running calls go on: nothing is blocked at once.
 */
export async function saveAclChange(ctx: Context, raw: unknown): Promise<SavedAclChange> {
  requirePermission(ctx.actor, "acl.write");
  const { fingerprint, onlyRight, ...input } = parseInput(SaveAclChange, raw);
  return ctx.transaction(async (tx) => {
    await requireOpenCarrier(tx, input.carrierId, "ACL entries for");
    const now = ctx.now();
    const plan = await planAclChange(tx, input, now);
    const faults = faultsOf(plan.rows);
    if (plan.fingerprint !== fingerprint) {
      // Somebody else's entry may be why: its carrier is named.
      if (faults.length > 0) throw new InvalidInput(faults);
      throw new Conflict(
        "would change something else than the preview showed: entries have been changed since. Check the list again",
        "text",
      );
    }
    if (faults.length > 0 && !onlyRight) throw new InvalidInput(faults);
    const { added, removed } = plan;
    if (added.length === 0 && removed.length === 0) {
      throw new InvalidInput([{ path: "text", message: "changes nothing" }]);
    }
    await tx.acl.deactivateMany(
      removed.map(({ id }) => id),
      now,
    );
    await tx.acl.insertMany(
      added.map((entry) => ({
        ...entry,
        id: ctx.newId(),
        carrierId: input.carrierId,
        validFrom: entry.validFrom ?? now,
      })),
    );
    const list = { id: ctx.newId(), carrierId: input.carrierId };
    const gone = { ...list, blocks: removed.map(({ block }) => block) };
    const come = { ...list, blocks: added.map(({ block }) => block) };
    await tx.audit.insert(ctx.event("acl.change", "acl_list", gone, come));
    return { added: added.length, removed: removed.length, leftOut: faults.length };
  });
}

function faultsOf(rows: readonly AclRow[]): FieldError[] {
  return rows.flatMap(({ line, verdict, message }) =>
    (verdict === "wrong" || verdict === "overlapping") && message !== null
      ? [{ path: `lines.${line}.block`, message }]
      : [],
  );
}
