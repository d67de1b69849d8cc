// Says what a list of addresses would make of a carrier's ACL, and whom that would reach; stores nothing.
import { type AclChangePreview, PreviewAclChange } from "@/lib/schemas/acl-change";
import { aclReach, blocksInForce } from "../acl-reach";
import type { Context } from "../context";
import { requireOpenCarrier } from "../open-carrier";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { planAclChange } from "../plan-acl-change";

export async function previewAclChange(ctx: Context, raw: unknown): Promise<AclChangePreview> {
  requirePermission(ctx.actor, "acl.write");
  const input = parseInput(PreviewAclChange, raw);
  const now = ctx.now();
  return ctx.readInstant(async (tx) => {
    await requireOpenCarrier(tx, input.carrierId, "ACL entries for");
    const plan = await planAclChange(tx, input, now);
    const before = blocksInForce([...plan.kept, ...plan.removed], now);
    const after = blocksInForce([...plan.kept, ...plan.added], now);
    return {
      rows: plan.rows,
      added: plan.added,
      removed: plan.removed.map(({ id, block, label }) => ({ id, block, label })),
      kept: plan.kept.length,
      reach: await aclReach(tx, input.carrierId, before, after, now),
      fingerprint: plan.fingerprint,
    };
  });
}
