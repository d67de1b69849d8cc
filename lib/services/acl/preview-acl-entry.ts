// Says whom one entry added, edited or removed would reach; stores nothing.
import { type AclReach, PreviewAclEntry } from "@/lib/schemas/acl-change";
import type { AclEntry } from "@/lib/schemas/acl-entry";
import { aclReach, blocksInForce } from "../acl-reach";
import { judgeAclEntry, requireActiveEntry } from "../acl-rules";
import type { Context } from "../context";
import { requireOpenCarrier } from "../open-carrier";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireNamed, requireRow } from "../require-row";

/**
 * Refuses what saving would refuse: `NotFound` for an entry, `InvalidInput` at `carrierId` for a carrier that does not
 * exist, `GateClosed` for a closed one, and what `judgeAclEntry` throws. Saving judges again, under the ledger's lock.
 */
export async function previewAclEntry(ctx: Context, raw: unknown): Promise<AclReach> {
  requirePermission(ctx.actor, "acl.write");
  const input = parseInput(PreviewAclEntry, raw);
  const now = ctx.now();
  return ctx.readInstant(async (tx) => {
    const entry =
      input.id === undefined ? null : requireRow("ACL entry", input.id, await tx.acl.get(input.id));
    const carrierId = entry?.carrierId ?? input.carrierId ?? "";
    requireNamed("carrier", "carrierId", await tx.carriers.get(carrierId));
    const active = await tx.acl.findActive(carrierId);
    const others = active.filter(({ id }) => id !== entry?.id);
    const draft = input.remove ? null : draftOf(input, entry, now);
    if (draft !== null) {
      if (entry !== null) requireActiveEntry(entry);
      await requireOpenCarrier(tx, carrierId, "ACL entry for");
      await judgeAclEntry(tx, { ...draft, id: entry?.id ?? null, carrierId });
    }
    const drafts = draft === null ? [] : [draft];
    const before = blocksInForce(active, now);
    return aclReach(tx, carrierId, before, blocksInForce([...others, ...drafts], now), now);
  });
}

/** The entry as it would be stored; null for one without a block. */
function draftOf(input: PreviewAclEntry, entry: AclEntry | null, now: Date) {
  const block = input.block ?? entry?.block;
  if (block === undefined) return null;
  const validUntil = input.validUntil === undefined ? entry?.validUntil : input.validUntil;
  const validFrom = input.validFrom ?? entry?.validFrom ?? now;
  return { block, validFrom, validUntil: validUntil ?? null };
}
