// Says whom one entry added, edited or removed would reach; stores nothing.
import { type AclReach, PreviewAclEntry } from "@/lib/schemas/acl-change";
import { aclReach, blocksInForce } from "../acl-reach";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireNamed, requireRow } from "../require-row";

/**
 * Whether the entry may be saved is for the verb that saves it to say. Throws `NotFound` for an entry, `InvalidInput` at
 * `carrierId` for a carrier that does not exist.
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
    const block = input.block ?? entry?.block;
    const draft =
      input.remove || block === undefined
        ? []
        : [
            {
              block,
              validFrom: input.validFrom ?? entry?.validFrom ?? null,
              validUntil:
                input.validUntil === undefined ? (entry?.validUntil ?? null) : input.validUntil,
            },
          ];
    const before = blocksInForce(active, now);
    return aclReach(tx, carrierId, before, blocksInForce([...others, ...draft], now), now);
  });
}
